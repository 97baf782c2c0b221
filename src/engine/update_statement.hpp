#pragma once

#include "sql/statement.hpp"

#include <ginnel/schema/model.hpp>

#include <span>

namespace ginnel::engine {

/// update <the model's table> set these columns where its primary key is slot 0; their values are slots 1, 2 ... in order. With
/// `locked_by`, a column that counts versions, only a row whose version is the slot after them. The model must have a primary key.
sql::update update_of_row(const schema::model& m, std::span<const schema::column* const> columns,
                          const schema::column* locked_by = nullptr);

} // namespace ginnel::engine
