#include "database.hpp"

#include "driver/sqlite/sqlite.hpp"

#include <sqlite3.h>

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

namespace replay {

namespace {

std::string quoted(std::string_view name)
{
    std::string out{"\""};
    for (const char c : name) {
        out += c;
        if (c == '"')
            out += c;
    }
    return out + '"';
}

std::string column_list(const json::array& columns)
{
    std::string list;
    for (const auto& c : columns)
        list += (list.empty() ? "" : ", ") + quoted(c.is_string() ? text_of(c) : text_at(c.as_object(), "name"));
    return list;
}

/// A statement of the frame around a scenario, run by SQLite's own interface.
class statement {
public:
    statement(sqlite3* db, const std::string& text)
    {
        if (sqlite3_prepare_v2(db, text.c_str(), -1, &handle_, nullptr) != SQLITE_OK)
            throw std::runtime_error{text + ": " + sqlite3_errmsg(db)};
    }
    statement(const statement&) = delete;
    statement& operator=(const statement&) = delete;
    ~statement() { sqlite3_finalize(handle_); }

    void bind(int at, const json::value& v)
    {
        if (v.is_null())
            sqlite3_bind_null(handle_, at);
        else if (v.is_int64())
            sqlite3_bind_int64(handle_, at, v.get_int64());
        else if (v.is_bool())
            sqlite3_bind_int64(handle_, at, v.get_bool() ? 1 : 0);
        else if (v.is_number())
            sqlite3_bind_double(handle_, at, v.to_number<double>());
        else
            sqlite3_bind_text(handle_, at, v.as_string().c_str(), static_cast<int>(v.as_string().size()),
                              SQLITE_TRANSIENT);
    }
    bool step()
    {
        const int code = sqlite3_step(handle_);
        if (code != SQLITE_ROW && code != SQLITE_DONE)
            throw std::runtime_error{std::string{sqlite3_sql(handle_)} + ": " +
                                     sqlite3_errmsg(sqlite3_db_handle(handle_))};
        return code == SQLITE_ROW;
    }
    void reset() { sqlite3_reset(handle_); }

    json::value cell(int at) const
    {
        switch (sqlite3_column_type(handle_, at)) {
        case SQLITE_INTEGER:
            return sqlite3_column_int64(handle_, at);
        case SQLITE_FLOAT:
            return sqlite3_column_double(handle_, at);
        case SQLITE_NULL:
            return nullptr;
        default:
            return json::string{reinterpret_cast<const char*>(sqlite3_column_text(handle_, at)),
                                static_cast<std::size_t>(sqlite3_column_bytes(handle_, at))};
        }
    }

private:
    sqlite3_stmt* handle_ = nullptr;
};

bool starts_with_word(std::string_view text, std::string_view word)
{
    if (text.size() < word.size())
        return false;
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char c = text[i];
        if ((c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c) != word[i])
            return false;
    }
    return true;
}

/// Whether a traced text is a comment (a trigger's begin, a virtual table's inner work) or steers a transaction.
bool uncounted(std::string_view text)
{
    const auto start = text.find_first_not_of(" \t\r\n;");
    if (start == std::string_view::npos)
        return true;
    text.remove_prefix(start);
    static constexpr std::array<std::string_view, 7> words{"--",       "BEGIN",     "COMMIT", "END",
                                                           "ROLLBACK", "SAVEPOINT", "RELEASE"};
    for (const auto word : words)
        if (starts_with_word(text, word))
            return true;
    return false;
}

} // namespace

database::database(const json::object& scenario)
    : scenario_{scenario},
      connection_{ginnel::driver::sqlite::open({.path = ":memory:"})},
      handle_{ginnel::driver::sqlite::handle(*connection_)}
{
    statement{handle_, "begin"}.step();
    for (const auto& t : list_at(scenario, "tables"))
        create(t.as_object());
    const auto& rows = scenario.at("rows").as_object();
    for (const auto& t : list_at(scenario, "tables"))
        fill(t.as_object(), list_at(rows, text_at(t.as_object(), "name")));
    statement{handle_, "commit"}.step();
    sqlite3_trace_v2(handle_, SQLITE_TRACE_STMT, on_statement, this);
}

database::~database()
{
    sqlite3_trace_v2(handle_, 0, nullptr, nullptr);
}

int database::on_statement(unsigned, void* self, void*, void* text)
{
    if (!uncounted(static_cast<const char*>(text)))
        ++static_cast<database*>(self)->statements_;
    return 0;
}

void database::create(const json::object& table)
{
    std::string parts;
    for (const auto& v : list_at(table, "columns")) {
        const auto& c = v.as_object();
        const auto type = text_at(c, "type");
        parts += (parts.empty() ? "" : ", ") + quoted(text_at(c, "name")) + ' ' + type;
        if (flag_at(c, "primary", false))
            parts += type == "integer" ? " primary key autoincrement" : " primary key";
        if (flag_at(c, "notNull", false))
            parts += " not null";
    }
    for (const auto& u : list_at(table, "unique"))
        parts += ", unique (" + column_list(u.as_array()) + ")";
    statement{handle_, "create table " + quoted(text_at(table, "name")) + " (" + parts + ")"}.step();
}

void database::fill(const json::object& table, const json::array& rows)
{
    if (rows.empty())
        return;
    const auto& columns = list_at(table, "columns");
    std::string marks;
    for (std::size_t i = 0; i < columns.size(); ++i)
        marks += i == 0 ? "?" : ", ?";
    statement insert{handle_, "insert into " + quoted(text_at(table, "name")) + " (" + column_list(columns) +
                                  ") values (" + marks + ")"};
    for (const auto& row : rows) {
        int at = 0;
        for (const auto& v : row.as_array())
            insert.bind(++at, v);
        insert.step();
        insert.reset();
    }
}

json::array database::rows_of(const json::object& table) const
{
    const auto& columns = list_at(table, "columns");
    const auto list = column_list(columns);
    // SQLite's own order of values is the one that the format asks for.
    statement select{handle_, "select " + list + " from " + quoted(text_at(table, "name")) + " order by " + list};
    json::array rows;
    while (select.step()) {
        json::array row;
        for (std::size_t i = 0; i < columns.size(); ++i)
            row.push_back(select.cell(static_cast<int>(i)));
        rows.push_back(std::move(row));
    }
    return rows;
}

json::object database::tables() const
{
    json::object all;
    for (const auto& t : list_at(scenario_, "tables"))
        all[text_at(t.as_object(), "name")] = rows_of(t.as_object());
    return all;
}

} // namespace replay
