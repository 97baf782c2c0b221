#include "driver/postgres/walk.hpp"

#include "driver/postgres/connection.hpp"

namespace ginnel::driver::postgres {

namespace {

constexpr int rows_at_once = 1000;

} // namespace

// Each cursor has a name of its own: a prepared fetch keeps the columns of the cursor that it was prepared for.
postgres_walk::postgres_walk(postgres_connection& c, std::string_view text, std::span<const argument> arguments)
    : connection_{c}
{
    if (!c.in_transaction())
        throw error{error_kind::usage, "E_NO_TRANSACTION",
                    "A cursor stands within a transaction only: begin one before the walk."}
            .at_sql(std::string{text})
            .spoiling(spoils::nothing);
    const std::string name = "\"ginnel_walk_" + std::to_string(++c.walks_) + '"';
    const std::string declare = "declare " + name + " no scroll cursor for " + std::string{text};
    fetch_ = "fetch forward " + std::to_string(rows_at_once) + " from " + name;
    c.send(declare, arguments);
    c.finish();
}

const cell* postgres_walk::fetch()
{
    for (;;) {
        if (result_)
            if (const cell* row = rows_.next())
                return row;
        if (ended_)
            return nullptr;
        rows_.stop();
        connection_.send(fetch_, {});
        result_ = connection_.take_rows();
        ended_ = PQntuples(result_.get()) < rows_at_once;
        rows_.start(result_.get());
    }
}

} // namespace ginnel::driver::postgres
