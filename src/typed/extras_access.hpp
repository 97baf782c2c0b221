#pragma once

#include <ginnel/schema/ops.hpp>
#include <ginnel/typed/extras.hpp>
#include <ginnel/typed/row_state.hpp>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace ginnel::detail {

/// What compiled code may do to a model's extras.
struct extras_access {
    /// Room for as many values as names, all null.
    static value* fill(extras& e, const schema::extras_names& names)
    {
        e.names_ = names;
        e.values_.assign(names ? names->size() : 0, value{});
        return e.values_.data();
    }
    static const schema::extras_names& names(const extras& e) noexcept { return e.names_; }
    /// One value more, under names that are those of `e` and one more.
    static void append(extras& e, const schema::extras_names& names, value v)
    {
        e.names_ = names;
        e.values_.push_back(std::move(v));
    }
};

/// What compiled code may do to a model's row state.
struct row_state_access {
    static void note(row_state& s, const std::vector<std::uint16_t>* columns)
    {
        s.stored_ = true;
        s.partial_ = columns != nullptr;
        s.selected_[0] = s.selected_[1] = 0;
        if (columns == nullptr)
            return;
        for (const std::uint16_t column : *columns)
            if (column < 128)
                s.selected_[column / 64] |= std::uint64_t{1} << (column % 64);
    }
    static const std::shared_ptr<kept_row>& kept(const row_state& s) noexcept { return s.kept_; }
    static void keep(row_state& s, std::shared_ptr<kept_row> kept) noexcept { s.kept_ = std::move(kept); }
};

} // namespace ginnel::detail
