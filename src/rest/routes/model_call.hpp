#pragma once

#include "rest/requests/sent_row.hpp"
#include "rest/routes/model_routes.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::rest {

/// A call of one of a model's methods: what routes read of the request, in the words of the application.
class model_call {
public:
    /// `id`: of the path; null: the method is the model's.
    model_call(const app::application& a, const limits& bounds, const model_request& r, const std::string* id) noexcept
        : application{a},
          model{*r.to.model},
          rules{a.rules(model)},
          rows{a.rows(model, {bounds.rows, bounds.records, bounds.answer})},
          id_{id},
          bounds_{bounds},
          request_{r}
    {
    }

    const app::application& application;
    const schema::model& model;
    const app::model_rules& rules;
    app::model_answers rows;

    app::answer_bounds bounds() const noexcept { return {bounds_.rows, bounds_.records, bounds_.answer}; }
    /// The parameter `filter`; `where` as a condition, nothing where it is not given.
    app::filter filter() const;
    std::optional<app::condition> where() const;

    /// The rows that a filter chooses, and what the request asks beside them.
    answer listed(const app::filter& what) const;

    /// The key in the path, as the client wrote it; and as a value, or nothing where no row can have it.
    const std::string& id_text() const noexcept { return *id_; }
    std::optional<value> id() const;

    /// The rows of the body. No body is an empty row; a list is many rows, and one row is `list == false`.
    struct sent_rows {
        std::vector<sent_row> rows;
        bool list = false;
    };
    sent_rows sent() const;
    /// The one row of the body; a list is refused.
    sent_row one_sent() const;

private:
    const std::string* id_;
    const limits& bounds_;
    const model_request& request_;
};

/// Throws `refusal` (404), as LoopBack says it.
[[noreturn]] void unknown_id(const schema::model& m, std::string_view id);

// What each method answers. Those of one row by its key:
answer find_by_id(const model_call& c);
answer exists(const model_call& c);
answer head(const model_call& c);
answer patch_attributes(const model_call& c);
answer replace_by_id(const model_call& c);
answer put_by_id(const model_call& c);
answer delete_by_id(const model_call& c);
// Those of the model:
answer find(const model_call& c);
answer find_one(const model_call& c);
answer count(const model_call& c);
answer create(const model_call& c);
answer patch_or_create(const model_call& c);
answer replace_or_create(const model_call& c);
answer put(const model_call& c);
answer update_all(const model_call& c);
answer upsert_with_where(const model_call& c);

} // namespace ginnel::rest
