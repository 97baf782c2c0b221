#pragma once

#include <map>
#include <string>
#include <string_view>

namespace ginnel::app {

/// Which of LoopBack's remote methods have routes, by their names there: "find", "prototype.patchAttributes",
/// "prototype.__get__patients". All have, but for those that files switch off.
class shared_methods {
public:
    /// What a file says of a method, or of all whose names hold a pattern: "*", "find*", "prototype.__*__patients".
    /// Of the same name the last that is said counts.
    void say(std::string name, bool shared) { said_.insert_or_assign(std::move(name), shared); }

    /// What is said of the method itself counts; else any pattern that switches it off, as in LoopBack, where no
    /// pattern switches on what another switched off.
    bool shares(std::string_view method) const;

    /// The same of a relation's method: "get" of "patients". That by which links are replaced ("sync"), which LoopBack
    /// has not, goes with "link" and "unlink".
    bool shares(std::string_view method, std::string_view relation) const;

    const std::map<std::string, bool, std::less<>>& said() const noexcept { return said_; }

private:
    std::map<std::string, bool, std::less<>> said_;
};

} // namespace ginnel::app
