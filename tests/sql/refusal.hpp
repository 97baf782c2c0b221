#pragma once

#include <ginnel/error.hpp>

#include <gtest/gtest.h>

#include <string>

/// What a refused call said: its code and its sentence; empty if it was not refused.
struct refusal {
    std::string code, message;
};

template <class Call>
refusal refusal_of(Call call)
{
    try {
        call();
    } catch (const ginnel::error& e) {
        return {std::string{e.code()}, e.what()};
    }
    return {};
}
