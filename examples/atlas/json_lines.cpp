#include "json_lines.hpp"

#include "terminal.hpp"

namespace {

class layout {
public:
    layout(std::string_view json, std::size_t width) : json_(json), width_(width) {}

    /// Writes the value that begins at `at_`; `tail` columns must stay free behind it.
    void value(std::size_t depth, std::size_t used, std::size_t tail)
    {
        const std::string line = on_one_line(length());
        const bool container = json_[at_] == '{' || json_[at_] == '[';
        if (!container || used + display_width(line) + tail <= width_) {
            text += line;
            at_ += length();
            return;
        }
        const char end = json_[at_] == '{' ? '}' : ']';
        text += json_[at_++];
        while (json_[at_] != end) {
            const std::size_t indent = 2 * (depth + 1);
            text += '\n' + std::string(indent, ' ');
            std::size_t before = indent;
            if (end == '}') {
                const std::string name{json_.substr(at_, length())};
                text += name + ": ";
                before += display_width(name) + 2;
                at_ += name.size() + 1;
            }
            value(depth + 1, before, 1);
            if (json_[at_] == ',')
                text += json_[at_++];
        }
        ++at_;
        text += '\n' + std::string(2 * depth, ' ') + end;
    }

    std::string text;

private:
    /// The bytes of the value that begins at `at_`.
    std::size_t length() const
    {
        std::size_t open = 0;
        bool quoted = false;
        std::size_t i = at_;
        for (; i < json_.size(); ++i) {
            const char c = json_[i];
            if (quoted && c == '\\') {
                ++i;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                if (open == 0 && (c == ',' || c == ':' || c == '}' || c == ']'))
                    break;
                open += c == '{' || c == '[';
                open -= c == '}' || c == ']';
            }
        }
        return i - at_;
    }
    /// The next bytes, with a space behind each comma and colon.
    std::string on_one_line(std::size_t bytes) const
    {
        std::string line;
        bool quoted = false;
        for (std::size_t i = at_; i < at_ + bytes; ++i) {
            const char c = json_[i];
            line += c;
            if (quoted && c == '\\')
                line += json_[++i];
            else if (c == '"')
                quoted = !quoted;
            else if (!quoted && (c == ',' || c == ':'))
                line += ' ';
        }
        return line;
    }

    std::string_view json_;
    std::size_t width_;
    std::size_t at_ = 0;
};

} // namespace

std::string json_lines(std::string_view json, std::size_t width)
{
    layout lines{json, width};
    lines.value(0, 0, 0);
    return lines.text;
}
