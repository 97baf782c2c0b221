#pragma once

#include <ginnel/direction.hpp>

#include <initializer_list>

namespace ginnel {

/// The operator of a comparison, as text: =, <>, !=, <, <=, >, >=, like, not like; letters in any case. Checked when
/// the program is compiled: any other text is an error that names comparison_operator and says this list.
class comparison_operator {
public:
    consteval comparison_operator(const char* text) : text_{canonical(text)}
    {
        if (text_ == nullptr)
            unknown_operator("ginnel: an operator is one of =, <>, !=, <, <=, >, >=, like, not like");
    }
    constexpr const char* text() const noexcept { return text_; }

private:
    static constexpr bool same(const char* a, const char* b)
    {
        for (; *a != 0 && *b != 0; ++a, ++b) {
            const char lower = *a >= 'A' && *a <= 'Z' ? static_cast<char>(*a - 'A' + 'a') : *a;
            if (lower != *b)
                return false;
        }
        return *a == *b;
    }
    static constexpr const char* canonical(const char* text)
    {
        if (same(text, "!="))
            return "<>";
        for (const char* known : {"=", "<>", "<", "<=", ">", ">=", "like", "not like"})
            if (same(text, known))
                return known;
        return nullptr;
    }
    // Not constexpr, so that calling it ends the compilation. Compilers name it in their message and show the line that
    // calls it, and with it the sentence.
    static void unknown_operator(const char*) {}

    const char* text_;
};

} // namespace ginnel
