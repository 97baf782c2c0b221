#pragma once

#include "driver/postgres/result.hpp"
#include "driver/postgres/row_reader.hpp"
#include "driver/walk.hpp"

#include <span>
#include <string>
#include <string_view>

namespace ginnel::driver {
struct argument;
}

namespace ginnel::driver::postgres {

class postgres_connection;

/// A cursor of the server, from which 1,000 rows are fetched at a time. The server keeps it until the transaction ends,
/// which may be longer than the walk: a close would fail where the transaction ended before.
class postgres_walk final : public walk {
public:
    postgres_walk(postgres_connection& c, std::string_view text, std::span<const argument> arguments);

    const cell* fetch() override;

private:
    postgres_connection& connection_;
    std::string fetch_;
    result result_; // of the rows that are read now
    row_reader rows_;
    bool ended_ = false;
};

} // namespace ginnel::driver::postgres
