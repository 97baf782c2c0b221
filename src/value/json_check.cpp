#include "value/json_check.hpp"

#include "value/utf8_scan.hpp"

#include <ginnel/value/json.hpp>

#include <bitset>

namespace ginnel::detail {

namespace {

constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

constexpr bool is_hex(char c) noexcept
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

class checker {
public:
    explicit checker(std::string_view text) noexcept : text_{text} {}

    /// No recursion: open brackets are bits, so that depth costs no stack.
    std::optional<json_problem> run() noexcept
    {
        while (begin_value() && end_values() && !done_) {
        }
        if (what_.empty())
            return std::nullopt;
        return json_problem{at_, what_};
    }

private:
    bool fail(std::string_view what) noexcept
    {
        if (what_.empty())
            what_ = what;
        return false;
    }

    bool next_is(char c) const noexcept { return at_ < text_.size() && text_[at_] == c; }

    bool take(char c) noexcept
    {
        const bool there = next_is(c);
        at_ += there ? 1 : 0;
        return there;
    }

    void skip_space() noexcept
    {
        while (next_is(' ') || next_is('\n') || next_is('\r') || next_is('\t'))
            ++at_;
    }

    /// Reads a scalar, an empty container, or the beginning of a container up to where its first value begins.
    bool begin_value() noexcept
    {
        while (true) {
            skip_space();
            if (at_ == text_.size())
                return fail("a value was expected, but the text ends");
            switch (text_[at_]) {
            case '{':
            case '[':
                break;
            case '"':
                return string();
            case 't':
                return word("true");
            case 'f':
                return word("false");
            case 'n':
                return word("null");
            default:
                return number();
            }
            if (depth_ == json::max_depth)
                return fail("it is nested too deep");
            const bool object = text_[at_++] == '{';
            skip_space();
            if (take(object ? '}' : ']'))
                return true;
            objects_[depth_++] = object;
            if (object && !key())
                return false;
        }
    }

    /// After a value: closes the containers that end here, up to the comma before the next value or the text's end.
    bool end_values() noexcept
    {
        while (true) {
            skip_space();
            if (depth_ == 0) {
                done_ = true;
                return at_ == text_.size() || fail("the text goes on after its value");
            }
            const bool object = objects_[depth_ - 1];
            if (take(',')) {
                skip_space();
                return !object || key();
            }
            if (!take(object ? '}' : ']'))
                return fail(object ? "a comma or } was expected" : "a comma or ] was expected");
            --depth_;
        }
    }

    bool key() noexcept
    {
        if (!next_is('"'))
            return fail("a name in double quotes was expected");
        if (!string())
            return false;
        skip_space();
        return take(':') || fail("a colon was expected");
    }

    bool word(std::string_view expected) noexcept
    {
        if (text_.substr(at_, expected.size()) != expected)
            return fail("a value was expected");
        at_ += expected.size();
        return true;
    }

    bool string() noexcept
    {
        ++at_;
        while (at_ < text_.size()) {
            const auto byte = static_cast<unsigned char>(text_[at_]);
            if (byte == '"') {
                ++at_;
                return true;
            }
            if (byte < 0x20)
                return fail("a control character must be escaped");
            if (byte == '\\') {
                if (!escape())
                    return false;
                continue;
            }
            const utf8_step step = next_utf8(text_, at_);
            if (!step.valid)
                return fail("the text is not UTF-8");
            at_ += step.length;
        }
        return fail("a string does not end");
    }

    bool escape() noexcept
    {
        ++at_;
        if (take('u')) {
            for (int i = 0; i < 4; ++i, ++at_) {
                if (at_ == text_.size() || !is_hex(text_[at_]))
                    return fail("four hexadecimal digits were expected");
            }
            return true;
        }
        if (at_ == text_.size() || std::string_view{"\"\\/bfnrt"}.find(text_[at_]) == std::string_view::npos)
            return fail("the escape is unknown");
        ++at_;
        return true;
    }

    bool digits() noexcept
    {
        if (at_ == text_.size() || !is_digit(text_[at_]))
            return false;
        while (at_ < text_.size() && is_digit(text_[at_]))
            ++at_;
        return true;
    }

    bool number() noexcept
    {
        const bool minus = take('-');
        if (!take('0') && !digits())
            return fail(minus ? "a digit was expected" : "a value was expected");
        if (take('.') && !digits())
            return fail("a digit was expected");
        if (take('e') || take('E')) {
            if (!take('+'))
                take('-');
            if (!digits())
                return fail("a digit was expected");
        }
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::bitset<json::max_depth> objects_; // per open container: object or array
    bool done_ = false;
    std::string_view what_;
};

} // namespace

std::optional<json_problem> check_json(std::string_view text) noexcept
{
    return checker{text}.run();
}

} // namespace ginnel::detail
