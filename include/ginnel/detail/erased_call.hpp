// room: value
#pragma once

#include <memory>
#include <utility>

namespace ginnel::detail {

/// A program's function of one argument, or none; shared by its copies. Instead of std::function, whose header would cost
/// each user of the library a tenth of a second per file.
template <typename Argument>
class erased_call {
public:
    erased_call() = default;
    template <typename F>
    explicit erased_call(std::in_place_t, F function)
        : function_{std::make_shared<F>(std::move(function))},
          call_{[](void* f, Argument a) { (*static_cast<F*>(f))(static_cast<Argument>(a)); }}
    {
    }

    explicit operator bool() const noexcept { return call_ != nullptr; }
    void operator()(Argument a) const
    {
        if (call_ != nullptr)
            call_(function_.get(), static_cast<Argument>(a));
    }

private:
    std::shared_ptr<void> function_;
    void (*call_)(void*, Argument) = nullptr;
};

} // namespace ginnel::detail
