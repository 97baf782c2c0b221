#pragma once

#include <ginnel/typed/executor.hpp>

#include <memory>

namespace ginnel {

namespace detail {
class quiet_session;
}

/// A database or a transaction whose writes run no hooks: `db.quietly().create(user)`. All calls of `executor`. Must not outlive
/// what it was made of.
class quiet_writer : public executor {
public:
    quiet_writer(quiet_writer&&) noexcept;
    quiet_writer& operator=(quiet_writer&&) = delete;
    ~quiet_writer();

private:
    friend class executor;
    explicit quiet_writer(std::unique_ptr<detail::quiet_session> session) noexcept;

    std::unique_ptr<detail::quiet_session> quiet_;
};

} // namespace ginnel
