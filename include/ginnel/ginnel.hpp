#pragma once

/// \file
/// All of Ginnel's typed door: models, databases, queries, relations. Needs the standard library alone.

#include <ginnel/error.hpp>
#include <ginnel/typed/column_conditions.hpp>
#include <ginnel/typed/database.hpp>
#include <ginnel/typed/embedded.hpp>
#include <ginnel/typed/executor.hpp>
#include <ginnel/typed/extras.hpp>
#include <ginnel/typed/from_json.hpp>
#include <ginnel/typed/links.hpp>
#include <ginnel/typed/model.hpp>
#include <ginnel/typed/naming.hpp>
#include <ginnel/typed/operators.hpp>
#include <ginnel/typed/pick.hpp>
#include <ginnel/typed/pivot_conditions.hpp>
#include <ginnel/typed/query.hpp>
#include <ginnel/typed/read_hooks.hpp>
#include <ginnel/typed/related_rows.hpp>
#include <ginnel/typed/relation_conditions.hpp>
#include <ginnel/typed/relation_object.hpp>
#include <ginnel/typed/relation_query.hpp>
#include <ginnel/typed/relation_reads.hpp>
#include <ginnel/typed/relations.hpp>
#include <ginnel/typed/row_state.hpp>
#include <ginnel/typed/to_json.hpp>
#include <ginnel/value/chrono.hpp>
#include <ginnel/value/decimal.hpp>
#include <ginnel/value/describe.hpp>
#include <ginnel/value/json.hpp>
#include <ginnel/value/key_set.hpp>
#include <ginnel/value/time_of_day.hpp>
#include <ginnel/value/utf8.hpp>
#include <ginnel/value/uuid.hpp>
#include <ginnel/value/value.hpp>
