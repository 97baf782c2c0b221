#pragma once

#include "engine/link_table.hpp"
#include "engine/wanted_link.hpp"
#include "engine/write.hpp"

#include <ginnel/value/cell.hpp>
#include <ginnel/value/key_set.hpp>
#include <ginnel/value/value.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace ginnel::engine {

/// Links as a caller gives them: a view of its list, or of keys alone.
struct link_list {
    std::span<const link> links;
    std::span<const std::int64_t> keys;

    std::size_t size() const noexcept { return links.size() + keys.size(); }
};

/// The links that a caller asks for, in one order for all callers: two that lock the same rows then wait for each other
/// instead of deadlocking. Integers without attributes, by far the most, are kept as keys alone.
class asked_links {
public:
    /// `repeated`: a key that is given twice makes two links; else the last one's attributes win. Throws what wanted_of
    /// throws.
    asked_links(const link_table& table, const link_list& given, bool repeated);

    std::size_t size() const noexcept { return keys_alone_ ? keys_.size() : links_.size(); }
    bool empty() const noexcept { return size() == 0; }
    value key(std::size_t i) const { return keys_alone_ ? value{keys_[i]} : links_[i].key; }
    void add_key_to(key_set& set, std::size_t i) const;
    key_set keys() const;
    /// Whether none has attributes.
    bool keys_alone() const noexcept { return keys_alone_; }
    /// One of them, where not all are keys alone.
    const wanted_link& at(std::size_t i) const { return links_[i]; }
    /// All columns that any link names.
    const std::vector<const schema::column*>& named() const noexcept { return named_; }

    /// Where the link of this key stands.
    std::optional<std::size_t> place_of(const cell& key);
    bool exists(std::size_t i) const { return exists_[i] != 0; }
    void found(std::size_t i) { exists_[i] = 1; }

private:
    bool take_keys(const link_table& table, const link_list& given);
    void sort_keys(bool repeated);
    void sort_links(bool repeated);
    void keep_last_of_each();

    bool keys_alone_ = false, integers_ = true;
    std::vector<std::int64_t> keys_; ///< of all, where they are integers
    std::vector<wanted_link> links_; ///< empty where they are keys alone
    std::vector<unsigned char> exists_;
    std::vector<const schema::column*> named_;
    std::size_t after_last_found_ = 0; ///< in `keys_`
    /// Of keys that are no integers, which the order of `links_` does not find.
    std::unordered_map<std::string, std::size_t> by_key_;
};

} // namespace ginnel::engine
