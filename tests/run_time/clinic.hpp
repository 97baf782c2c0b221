// The clinic of LoopBack's guide, defined in code, and what is asked of its database.
#pragma once

#include <ginnel/ginnel.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace run_time {

using texts = std::vector<std::string>;

/// An application in memory that notes its statements, transaction control left out.
class watched {
public:
    explicit watched(std::string_view url = "sqlite::memory:")
        : app{url, {.log = [said = said_](std::string_view sql) {
                  for (const auto* control : {"begin", "BEGIN", "commit", "COMMIT", "rollback", "savepoint", "release", "--", "pragma", "PRAGMA"})
                      if (sql.starts_with(control))
                          return;
                  said->emplace_back(sql);
              }}}
    {
    }

    /// How many statements `work` sends.
    template <typename F>
    std::size_t statements_of(F&& work)
    {
        said_->clear();
        work();
        return said_->size();
    }

private:
    std::shared_ptr<texts> said_ = std::make_shared<texts>();

public:
    ginnel::application app;
};

/// The models of the guide: LoopBack's program, in C++.
void define_clinic(ginnel::application& app);

/// With rows: Ash sees Cleo (twice) and Dan, Bea sees Dan, Cy no one.
struct clinic : watched {
    clinic();
};

/// One property of rows.
texts each(const std::vector<ginnel::record>& rows, std::string_view property);

} // namespace run_time
