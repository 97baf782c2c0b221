#include <ginnel/error.hpp>
#include <ginnel/value/key_set.hpp>

namespace ginnel {

void key_set::fix_type(kind k)
{
    if (type_ == k && k != kind::null) [[likely]]
        return;
    if (k == kind::null)
        throw error{error_kind::data, "E_KEY_TYPE", "a null was added to a set of keys: a null key relates to nothing"}
            .spoiling(spoils::nothing);
    if (type_ != kind::null) {
        std::string message = "a key of kind ";
        message += name_of(k);
        message += " was added to a set of keys of kind ";
        message += name_of(type_);
        throw error{error_kind::data, "E_KEY_TYPE", message + ": all keys of a set are of one kind"}.spoiling(
            spoils::nothing);
    }
    type_ = k;
}

void key_set::add(const cell& key)
{
    fix_type(key.type);
    switch (key.type) {
    case kind::null:
        break; // refused above
    case kind::boolean:
    case kind::integer:
        integers_.push_back(key.integer);
        break;
    case kind::real:
        reals_.push_back(key.real);
        break;
    case kind::text:
    case kind::blob:
        texts_.emplace_back(key.text);
        break;
    }
}

void key_set::add(std::int64_t key)
{
    fix_type(kind::integer);
    integers_.push_back(key);
}

std::size_t key_set::size() const noexcept
{
    switch (type_) {
    case kind::null:
        return 0;
    case kind::boolean:
    case kind::integer:
        return integers_.size();
    case kind::real:
        return reals_.size();
    case kind::text:
    case kind::blob:
        return texts_.size();
    }
    return 0;
}

cell key_set::at(std::size_t ordinal) const noexcept
{
    cell c;
    c.type = type_;
    switch (type_) {
    case kind::null:
        break;
    case kind::boolean:
    case kind::integer:
        c.integer = integers_[ordinal];
        break;
    case kind::real:
        c.real = reals_[ordinal];
        break;
    case kind::text:
    case kind::blob:
        c.text = texts_[ordinal];
        break;
    }
    return c;
}

void key_set::reserve(std::size_t count)
{
    // Before the first key its kind is unknown; integers are the common case.
    switch (type_) {
    case kind::null:
    case kind::boolean:
    case kind::integer:
        integers_.reserve(count);
        break;
    case kind::real:
        reals_.reserve(count);
        break;
    case kind::text:
    case kind::blob:
        texts_.reserve(count);
        break;
    }
}

void key_set::clear() noexcept
{
    type_ = kind::null;
    integers_.clear();
    reals_.clear();
    texts_.clear();
}

} // namespace ginnel
