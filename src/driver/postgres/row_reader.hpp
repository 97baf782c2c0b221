#pragma once

#include <ginnel/value/cell.hpp>

#include <libpq-fe.h>

#include <cstdint>
#include <string>
#include <vector>

namespace ginnel::driver::postgres {

/// Makes cells of a result's rows. What a column's type asks for is looked up once per result, not once per row.
class row_reader {
public:
    /// Begins with the first row of `r`, which must outlive the reading.
    void start(const PGresult* r);
    /// The next row, valid until the next call; null at the end.
    const cell* next();
    std::size_t columns() const noexcept { return cells_.size(); }
    void stop() noexcept;

private:
    enum class form : std::uint8_t { text, boolean, integer, real, bytes, utc };

    static form form_of(Oid type) noexcept;
    void read(int column, form f, cell& c);
    void make_room_for_bytes();

    const PGresult* result_ = nullptr;
    int row_ = 0, rows_ = 0;
    bool has_bytes_ = false;
    std::vector<form> forms_;
    std::vector<cell> cells_;
    std::string bytes_; // the decoded blobs of the row
};

} // namespace ginnel::driver::postgres
