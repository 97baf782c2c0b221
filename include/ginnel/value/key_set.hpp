#pragma once

#include <ginnel/value/value.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ginnel {

/// A list of keys that is bound as one parameter, so that a statement's text does not depend on their number.
///
/// All keys are of one kind (integer, real, text or blob); integers, the common case, lie flat. A key's position is its
/// ordinal, counted from 0. Nulls are not taken: a null key relates to nothing.
class key_set {
public:
    key_set() noexcept = default;

    /// Takes a key. Throws `error` (E_KEY_TYPE) if its kind differs from the first key's, or if it is null.
    void add(const cell& key);
    void add(std::int64_t key);

    std::size_t size() const noexcept;
    bool empty() const noexcept { return size() == 0; }
    /// The kind of all keys; `kind::null` while empty.
    kind type() const noexcept { return type_; }
    /// Key number `ordinal`; a text points into this set.
    cell at(std::size_t ordinal) const noexcept;
    /// All keys, if they are integers.
    const std::vector<std::int64_t>& integers() const noexcept { return integers_; }
    void reserve(std::size_t count);
    void clear() noexcept;

private:
    void fix_type(kind k);

    kind type_ = kind::null;
    std::vector<std::int64_t> integers_; // boolean and integer keys
    std::vector<double> reals_;
    std::vector<std::string> texts_; // text and blob keys
};

} // namespace ginnel
