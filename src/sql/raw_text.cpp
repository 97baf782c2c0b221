#include "sql/raw_text.hpp"

#include <ginnel/error.hpp>

#include <string>

namespace ginnel::sql {
namespace {

bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

bool is_name_part(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
           (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// Walks over the text once. A full SQL lexer is not needed: only what may hide a question mark is told apart.
class cutter {
public:
    cutter(std::string_view text, const raw_rules& rules) : text_{text}, rules_{rules} {}

    raw_pieces run()
    {
        if (text_.find('\0') != std::string_view::npos)
            refuse("holds a zero byte: remove it");
        while (at_ < text_.size())
            step();
        keep_until(text_.size());
        return std::move(out_);
    }

private:
    [[noreturn]] void refuse(const std::string& why) const
    {
        throw error{error_kind::usage, "E_RAW_TEXT", "SQL text given by the program " + why + "."}.at_sql(
            std::string{text_});
    }

    char peek(std::size_t ahead = 0) const noexcept { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

    void keep_until(std::size_t end)
    {
        if (end > kept_)
            out_.pieces.push_back({text_.substr(kept_, end - kept_), false});
        kept_ = end;
    }

    void step()
    {
        out_.ends_in_line_comment = false;
        char c = peek();
        if (c == '\'')
            quoted('\'', rules_.escape_strings && behind_escape_mark());
        else if (c == '"' || (c == '`' && rules_.backticks))
            quoted(c, false);
        else if (c == '[' && rules_.brackets)
            until("]", 1, "opens a [ that nothing closes: add the ]");
        else if (c == '-' && peek(1) == '-')
            line_comment();
        else if (c == '/' && peek(1) == '*')
            block_comment();
        else if (c == '$' && rules_.dollar_quotes && (at_ == 0 || !is_name_part(text_[at_ - 1])))
            dollar_quoted();
        else if (c == '?')
            question_mark();
        else if (c == '{')
            table_name();
        else
            ++at_;
    }

    /// Whether the quote here begins E'...': an e before it that is not the end of a longer name.
    bool behind_escape_mark() const noexcept
    {
        return at_ >= 1 && (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E') &&
               (at_ == 1 || !is_name_part(text_[at_ - 2]));
    }

    void quoted(char quote, bool backslashes)
    {
        // A doubled quote ends one part and begins the next: no case of its own is needed, but for E'...', where the
        // second part has its backslashes too.
        for (++at_; at_ < text_.size(); ++at_) {
            if (backslashes && text_[at_] == '\\')
                ++at_;
            else if (text_[at_] == quote) {
                if (peek(1) != quote) {
                    ++at_;
                    return;
                }
                ++at_;
            }
        }
        refuse(std::string{"opens a "} + quote + " that nothing closes: add the closing quote");
    }

    void until(std::string_view end, std::size_t skip, const char* why)
    {
        std::size_t found = text_.find(end, at_ + skip);
        if (found == std::string_view::npos)
            refuse(why);
        at_ = found + end.size();
    }

    void line_comment()
    {
        std::size_t end = text_.find('\n', at_);
        out_.ends_in_line_comment = end == std::string_view::npos;
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
    }

    void block_comment()
    {
        if (!rules_.nested_comments)
            return until("*/", 2, "opens a comment that nothing closes: add the */");
        std::size_t depth = 0;
        while (at_ < text_.size()) {
            if (peek() == '/' && peek(1) == '*') {
                ++depth;
                at_ += 2;
            } else if (peek() == '*' && peek(1) == '/') {
                at_ += 2;
                if (--depth == 0)
                    return;
            } else
                ++at_;
        }
        refuse("opens a comment that nothing closes: add the */");
    }

    void dollar_quoted()
    {
        std::size_t end = at_ + 1;
        while (end < text_.size() && is_name_part(text_[end]))
            ++end;
        if (is_digit(peek(1)))
            refuse("numbers its values ($1): write ? for each value, in order");
        if (end == text_.size() || text_[end] != '$') {
            ++at_;
            return;
        }
        std::string_view tag = text_.substr(at_, end - at_ + 1);
        until(tag, tag.size(), "opens a dollar quote that nothing closes: repeat its tag at its end");
    }

    void question_mark()
    {
        keep_until(at_);
        if (peek(1) == '?') {
            out_.pieces.push_back({text_.substr(at_, 1), false});
            at_ += 2;
        } else {
            if (is_digit(peek(1)))
                refuse("numbers its values (?1): write ? for each value, in order");
            out_.pieces.push_back({{}, true});
            ++out_.placeholders;
            ++at_;
        }
        kept_ = at_;
    }

    /// {name}; a brace that opens no name is the program's own.
    void table_name()
    {
        const std::size_t begin = at_ + 1;
        std::size_t end = begin;
        while (end < text_.size() && is_name_part(text_[end]))
            ++end;
        if (end == begin || end == text_.size() || text_[end] != '}' || is_digit(text_[begin])) {
            ++at_;
            return;
        }
        keep_until(at_);
        out_.pieces.push_back({text_.substr(begin, end - begin), false, true});
        at_ = end + 1;
        kept_ = at_;
    }

    std::string_view text_;
    const raw_rules& rules_;
    raw_pieces out_;
    std::size_t at_ = 0;
    std::size_t kept_ = 0; // everything before stands in out_
};

} // namespace

raw_pieces cut_raw_text(std::string_view text, const raw_rules& rules)
{
    return cutter{text, rules}.run();
}

} // namespace ginnel::sql
