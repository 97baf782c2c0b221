#pragma once

#include <string_view>
#include <vector>

namespace ginnel::sql {

/// Where the quoting of databases differs.
struct raw_rules {
    bool brackets = false;        ///< [name] is a quoted name (SQLite)
    bool backticks = false;       ///< `name` is a quoted name (SQLite)
    bool dollar_quotes = false;   ///< $tag$ ... $tag$ is a text (PostgreSQL)
    bool escape_strings = false;  ///< in E'...' a backslash escapes (PostgreSQL)
    bool nested_comments = false; ///< /* /* */ */ is one comment (PostgreSQL)
};

/// A piece of a program's SQL text.
struct raw_piece {
    std::string_view text;
    bool placeholder = false; ///< a ? for the next value; `text` is empty then
    bool table = false;       ///< {name}: a table of the query; `text` is its name
};

/// SQL text of a program, cut at the ? that stand for values and the {name} that stand for tables: those outside quotes and comments. `??` is one literal
/// question mark, for operators that are spelled with it.
struct raw_pieces {
    std::vector<raw_piece> pieces;
    std::size_t placeholders = 0;
    bool ends_in_line_comment = false; ///< what follows must start on a new line
};

/// Throws error usage, E_RAW_TEXT: a zero byte, a quote or comment without its end, or a digit behind a ?.
raw_pieces cut_raw_text(std::string_view text, const raw_rules& rules);

} // namespace ginnel::sql
