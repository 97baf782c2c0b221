#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// What standard output can show.
struct terminal {
    bool live = false; ///< a line may be written again
    bool colour = false;
    std::size_t width = 100;

    static terminal of_output();

    std::string bold(std::string_view text) const { return painted("1", text); }
    std::string dim(std::string_view text) const { return painted("2", text); }
    std::string accent(std::string_view text) const { return painted("36", text); }

private:
    std::string painted(const char* code, std::string_view text) const;
};

/// The columns that a UTF-8 text takes on a terminal: none for combining characters, two for wide ones.
std::size_t display_width(std::string_view text);
/// The text, or as much of it as fits into `width` columns with an ellipsis at its end.
std::string fitted(std::string_view text, std::size_t width);
/// Words put into lines of at most `width` columns; a longer word stands alone.
std::string wrapped(std::string_view text, std::size_t width);
