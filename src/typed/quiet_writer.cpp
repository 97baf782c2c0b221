#include "typed/quiet_session.hpp"

#include <ginnel/typed/quiet_writer.hpp>

#include <utility>

namespace ginnel {

quiet_writer::quiet_writer(std::unique_ptr<detail::quiet_session> session) noexcept
    : executor{session.get()}, quiet_{std::move(session)}
{
}
quiet_writer::quiet_writer(quiet_writer&& other) noexcept : executor{other.session_}, quiet_{std::move(other.quiet_)}
{
}
quiet_writer::~quiet_writer() = default;

quiet_writer executor::quietly()
{
    return quiet_writer{std::make_unique<detail::quiet_session>(static_cast<detail::typed_session&>(*session_))};
}

} // namespace ginnel
