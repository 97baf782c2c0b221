#pragma once

#include <ginnel/error.hpp>
#include <ginnel/schema/relation.hpp>

#include <utility>

namespace ginnel::engine {

/// Gives an error by which the database refused rows (unique, foreign key, null, check) the model and the relation that
/// were written, where it has none; the database itself knows tables alone.
void name_refused(error& e, const schema::model& m, const schema::relation* r);

/// Does work whose statements write rows of a model, by a relation or none.
template <typename Work>
void writing(const schema::model& m, const schema::relation* r, Work&& work)
{
    try {
        std::forward<Work>(work)();
    } catch (error& e) {
        name_refused(e, m, r);
        throw;
    }
}

} // namespace ginnel::engine
