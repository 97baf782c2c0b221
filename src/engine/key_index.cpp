#include "engine/key_index.hpp"

#include <ginnel/error.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

namespace ginnel::engine {

void key_index::add(const cell& key)
{
    const auto row = rows_++;
    if (integers_ && (key.type == kind::integer || key.type == kind::null)) [[likely]] {
        const bool is_null = key.type == kind::null;
        raw_.push_back(is_null ? 0 : key.integer);
        if (is_null && null_.empty())
            null_.resize(row, false);
        if (is_null || !null_.empty())
            null_.push_back(is_null);
        return;
    }
    if (integers_) {
        integers_ = false;
        others_.reserve(row + 1);
        for (std::size_t i = 0; i < row; ++i)
            others_.push_back(!null_.empty() && null_[i] ? value{} : value{raw_[i]});
        raw_.clear();
    }
    others_.emplace_back(key);
}

void key_index::chain(std::size_t ordinal, std::uint32_t row)
{
    // Rows of one key keep their order, so that a parent listed twice gets equal lists.
    if (next_.empty()) {
        next_.assign(rows_, none);
        last_of_ = first_;
    }
    next_[last_of_[ordinal]] = row;
    last_of_[ordinal] = row;
}

void key_index::close()
{
    first_.reserve(rows_);
    if (!integers_) {
        close_others();
        return;
    }
    keys_.reserve(rows_);
    close_integers();
}

void key_index::close_integers()
{
    std::size_t capacity = 16;
    shift_ = 60;
    for (; capacity < rows_ * 2; --shift_)
        capacity *= 2;
    table_.assign(capacity, entry{0, none});
    for (std::uint32_t row = 0; row < rows_; ++row) {
        if (!null_.empty() && null_[row])
            continue;
        const auto key = raw_[row];
        auto at = home_of(key);
        while (table_[at].ordinal != none && table_[at].key != key)
            at = (at + 1) & (capacity - 1);
        if (table_[at].ordinal != none) {
            chain(table_[at].ordinal, row);
            continue;
        }
        table_[at] = {key, static_cast<std::uint32_t>(keys_.size())};
        keys_.add(key);
        first_.push_back(row);
        if (!last_of_.empty())
            last_of_.push_back(row);
    }
    raw_ = {};
}

namespace {

/// An integer among reals: they are bound as one set of reals, which not every integer is.
cell as_real(const cell& integer)
{
    constexpr std::int64_t exact = std::int64_t{1} << 53;
    if (integer.integer < -exact || integer.integer > exact)
        throw error{error_kind::data, "E_KEY_TYPE",
                    "the keys of one relation are reals and integers, and the integer " +
                        std::to_string(integer.integer) + " is no real: store the keys of that column as one type"};
    cell c;
    c.type = kind::real;
    c.real = static_cast<double>(integer.integer);
    return c;
}

} // namespace

void key_index::close_others()
{
    // A text and a blob of the same bytes are two keys to the database, and they have no set in common.
    std::unordered_map<std::string_view, std::uint32_t> by_text, by_blob;
    std::unordered_map<double, std::uint32_t> by_number;
    const bool has_reals =
        std::any_of(others_.begin(), others_.end(), [](const value& v) { return v.type() == kind::real; });
    for (std::uint32_t row = 0; row < rows_; ++row) {
        const auto& v = others_[row];
        if (v.is_null())
            continue;
        auto c = v.view();
        if (has_reals && c.type == kind::integer)
            c = as_real(c);
        const auto fresh = static_cast<std::uint32_t>(keys_.size());
        const auto ordinal = c.type == kind::real ? by_number.emplace(c.real, fresh).first->second
                             : c.type == kind::integer || c.type == kind::boolean
                                 ? by_number.emplace(static_cast<double>(c.integer), fresh).first->second
                             : c.type == kind::text ? by_text.emplace(c.text, fresh).first->second
                                                    : by_blob.emplace(c.text, fresh).first->second;
        if (ordinal != fresh) {
            chain(ordinal, row);
            continue;
        }
        keys_.add(c);
        first_.push_back(row);
        if (!last_of_.empty())
            last_of_.push_back(row);
    }
}

std::uint32_t key_index::look_up(std::int64_t key) const noexcept
{
    if (table_.empty())
        return none;
    auto at = home_of(key);
    while (table_[at].ordinal != none && table_[at].key != key)
        at = (at + 1) & (table_.size() - 1);
    return table_[at].ordinal == none ? none : first_[table_[at].ordinal];
}

} // namespace ginnel::engine
