#include "differential/logic.hpp"

#include "differential/random_rows.hpp"

#include <stdexcept>

namespace diff {

namespace {

/// Length in bytes of the character that starts here; `_` stands for one of them.
std::size_t character(const std::string& s, std::size_t at)
{
    std::size_t n = 1;
    while (at + n < s.size() && (static_cast<unsigned char>(s[at + n]) & 0xc0U) == 0x80U)
        ++n;
    return n;
}

bool like(const std::string& text, std::size_t t, const std::string& pattern, std::size_t p)
{
    if (p == pattern.size())
        return t == text.size();
    if (pattern[p] == '%') {
        for (std::size_t rest = t; rest <= text.size(); ++rest)
            if (like(text, rest, pattern, p + 1))
                return true;
        return false;
    }
    if (t == text.size())
        return false;
    if (pattern[p] == '_')
        return like(text, t + character(text, t), pattern, p + 1);
    return text[t] == pattern[p] && like(text, t + 1, pattern, p + 1);
}

int sign(bool below, bool above)
{
    return below ? -1 : above ? 1 : 0;
}

double number(const datum& d)
{
    const auto* i = std::get_if<std::int64_t>(&d);
    return i ? static_cast<double>(*i) : std::get<double>(d);
}

} // namespace

int order_of(const datum& a, const datum& b, bool nocase)
{
    if (is_null(a) || is_null(b))
        return sign(is_null(a) && !is_null(b), !is_null(a) && is_null(b));
    const auto* left = std::get_if<std::string>(&a);
    const auto* right = std::get_if<std::string>(&b);
    if (left && right) {
        const int order = nocase ? folded(*left).compare(folded(*right)) : left->compare(*right);
        return sign(order < 0, order > 0);
    }
    if (left || right) // a text is greater than every number
        return left ? 1 : -1;
    const auto* i = std::get_if<std::int64_t>(&a);
    const auto* j = std::get_if<std::int64_t>(&b);
    if (i && j)
        return sign(*i < *j, *i > *j);
    return sign(number(a) < number(b), number(a) > number(b));
}

truth compare(const datum& left, const std::string& op, const datum& right, bool nocase)
{
    if (is_null(left) || is_null(right))
        return truth::unknown;
    if (op == "like" || op == "not like") {
        const bool met = like(folded(std::get<std::string>(left)), 0, folded(std::get<std::string>(right)), 0);
        return truth_of(met == (op == "like"));
    }
    const int order = order_of(left, right, nocase);
    if (op == "=")
        return truth_of(order == 0);
    if (op == "<>" || op == "!=")
        return truth_of(order != 0);
    if (op == "<")
        return truth_of(order < 0);
    if (op == "<=")
        return truth_of(order <= 0);
    if (op == ">")
        return truth_of(order > 0);
    if (op == ">=")
        return truth_of(order >= 0);
    throw std::logic_error{"the evaluator has no operator " + op};
}

} // namespace diff
