#include "engine/one_write.hpp"

#include "engine/arguments.hpp"

#include <utility>

namespace ginnel::engine {

one_write::one_write(sql::statement s, std::vector<value> slots, key_set keys)
    : statement_{std::move(s)}, slots_{std::move(slots)}, keys_{std::move(keys)}
{
    arguments_ = arguments_of(
        statement_, [this](std::size_t slot) { return &slots_[slot]; }, &keys_);
    step_ = {0, statement_.text, arguments_};
}

event one_write::next()
{
    if (std::exchange(sent_, true))
        return finish{};
    return send{{&step_, 1}};
}

} // namespace ginnel::engine
