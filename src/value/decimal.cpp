#include <ginnel/value/decimal.hpp>

#include <algorithm>
#include <charconv>

namespace ginnel {

namespace {

constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// The digits at the front of `text`, which it loses.
std::string_view take_digits(std::string_view& text) noexcept
{
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count]))
        ++count;
    const std::string_view digits = text.substr(0, count);
    text.remove_prefix(count);
    return digits;
}

constexpr int max_exponent = 1000;

/// Takes e, a sign and digits from the front; where no e stands, 0. Nothing for a broken exponent or one too large.
std::optional<int> take_exponent(std::string_view& text) noexcept
{
    if (!text.starts_with('e') && !text.starts_with('E'))
        return 0;
    text.remove_prefix(1);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    const std::string_view digits = take_digits(text);
    if (digits.empty())
        return std::nullopt;
    int exponent = 0;
    for (const char c : digits) {
        exponent = exponent * 10 + (c - '0');
        if (exponent > max_exponent)
            return std::nullopt;
    }
    return negative ? -exponent : exponent;
}

/// A canonical text's parts; zeros that end the fraction do not count when comparing.
struct parts {
    std::string_view whole;
    std::string_view fraction;
};

parts split(std::string_view text) noexcept
{
    if (text.starts_with('-'))
        text.remove_prefix(1);
    const std::size_t point = std::min(text.find('.'), text.size());
    parts p{text.substr(0, point), text.substr(std::min(point + 1, text.size()))};
    while (!p.fraction.empty() && p.fraction.back() == '0')
        p.fraction.remove_suffix(1);
    return p;
}

} // namespace

decimal::decimal(std::string_view text) : decimal{}
{
    std::optional<decimal> read = parse(text);
    if (!read)
        detail::throw_value_range("the text " + to_display(value{text}), column_type::decimal);
    *this = std::move(*read);
}

std::optional<decimal> decimal::parse(std::string_view text)
{
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+'))
        text.remove_prefix(1);
    std::string_view whole = take_digits(text);
    if (whole.empty())
        return std::nullopt;
    std::string_view fraction;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        fraction = take_digits(text);
        if (fraction.empty())
            return std::nullopt;
    }
    const std::optional<int> exponent = take_exponent(text);
    if (!exponent || !text.empty())
        return std::nullopt;

    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    // Before anything is copied: what is longer cannot become a decimal, whatever the exponent.
    if (whole.size() > max_digits || fraction.size() > max_scale + max_exponent)
        return std::nullopt;
    std::string digits{whole};
    digits += fraction;
    const bool zero = digits.find_first_not_of('0') == std::string::npos;
    int scale = static_cast<int>(fraction.size()) - *exponent;
    if (scale < 0) {
        if (!zero)
            digits.append(static_cast<std::size_t>(-scale), '0');
        scale = 0;
    }
    const auto places = static_cast<std::size_t>(scale);
    if (places > max_scale)
        return std::nullopt;
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    if (digits.size() > max_digits)
        return std::nullopt;
    if (digits.size() <= places)
        digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0)
        digits.insert(digits.size() - places, 1, '.');
    if (negative && !zero)
        digits.insert(0, 1, '-');
    decimal made;
    made.text_ = std::move(digits);
    return made;
}

std::optional<decimal> decimal::from_real(double v)
{
    char buffer[32];
    const std::to_chars_result end = std::to_chars(buffer, buffer + sizeof buffer, v);
    return parse({buffer, static_cast<std::size_t>(end.ptr - buffer)}); // "inf" and "nan" are no decimals
}

std::size_t decimal::scale() const noexcept
{
    const std::size_t point = text_.find('.');
    return point == std::string::npos ? 0 : text_.size() - point - 1;
}

double decimal::to_real() const noexcept
{
    double v = 0;
    std::from_chars(text_.data(), text_.data() + text_.size(), v);
    return v;
}

std::weak_ordering operator<=>(const decimal& a, const decimal& b) noexcept
{
    if (a.is_negative() != b.is_negative())
        return a.is_negative() ? std::weak_ordering::less : std::weak_ordering::greater;
    // No leading zeros: of two whole parts the longer is the greater. Fractions compare as texts do.
    const parts x = split(a.text_);
    const parts y = split(b.text_);
    std::weak_ordering order = x.whole.size() <=> y.whole.size();
    if (order == 0)
        order = x.whole <=> y.whole;
    if (order == 0)
        order = x.fraction <=> y.fraction;
    return a.is_negative() ? 0 <=> order : order;
}

bool column_traits<decimal>::load(const cell& c, decimal& out)
{
    std::optional<decimal> read;
    switch (c.type) {
    case kind::integer:
        read.emplace(c.integer);
        break;
    case kind::real:
        read = decimal::from_real(c.real);
        break;
    case kind::text:
        read = decimal::parse(c.text);
        break;
    case kind::null:
    case kind::boolean:
    case kind::blob:
        break;
    }
    if (!read)
        return false;
    out = std::move(*read);
    return true;
}

value column_traits<decimal>::store(const decimal& v)
{
    return value{v.to_string()};
}

} // namespace ginnel
