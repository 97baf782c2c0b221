#pragma once

#include <ginnel/detail/json_form.hpp>

#include <cstddef>
#include <string>

namespace ginnel::detail {

/// Thrown inside the writers, which know what the number is of.
struct no_json_number {};

/// The member of a row or struct as JSON.
void append_json_field(std::string& out, const schema::field_ops& field, const void* member);

[[noreturn]] void throw_no_json_number(const std::string& model, const std::string& where);

} // namespace ginnel::detail
