#pragma once

#include "driver/connection.hpp"
#include "engine/connection_session.hpp"
#include "engine/load.hpp"
#include "engine/load_plan.hpp"
#include "engine/record.hpp"
#include "engine/record_json.hpp"
#include "engine/write.hpp"

#include <ginnel/schema/registry.hpp>

#include <memory>
#include <string>
#include <vector>

/// Authors with posts and notes, as models that are known only at run time, and one question: a list with two siblings preloaded.
namespace library {

using namespace ginnel;

inline schema::column column(const char* name, column_type type, bool primary = false)
{
    schema::column c;
    c.name = c.serialize_as = name;
    c.type = type;
    c.primary = c.generated = primary;
    c.nullable = !primary;
    return c;
}

inline schema::model_draft model(const char* name, std::vector<schema::column> columns)
{
    schema::model_draft d;
    d.name = name;
    d.columns = std::move(columns);
    d.ops = &engine::record_ops();
    return d;
}

inline schema::relation_draft has_many(const char* name, const char* target)
{
    schema::relation_draft r;
    r.name = name;
    r.target = target;
    r.slot = &engine::record_list_ops();
    return r;
}

inline const schema::registry& models()
{
    static const std::unique_ptr<const schema::registry> booted = [] {
        auto all = std::make_unique<schema::registry>();
        auto author = model("Author", {column("id", column_type::int64, true), column("name", column_type::text)});
        author.relations.push_back(has_many("posts", "Post"));
        author.relations.push_back(has_many("notes", "Note"));
        all->add(std::move(author));
        for (const char* name : {"Post", "Note"})
            all->add(model(name, {column("id", column_type::int64, true), column("author_id", column_type::int64), column("text", column_type::text)}));
        all->boot();
        return all;
    }();
    return *booted;
}

/// Makes the tables by the engine and fills them.
inline void set_up(driver::connection& c)
{
    engine::connection_session session{c};
    engine::create_tables(session, models().models());
    c.run("insert into authors (id, name) values (1, 'Ada'), (2, 'Bela'), (3, 'Chi')");
    c.run("insert into posts (id, author_id, text) values (1, 1, 'a'), (2, 2, 'b'), (3, 1, 'c'), (4, null, 'd')");
    c.run("insert into notes (id, author_id, text) values (1, 3, 'x'), (2, 2, 'y')");
}

/// All authors with both relations.
inline engine::query everything()
{
    const auto& author = models().get("Author");
    engine::query q{author};
    q.orders.push_back({{author.primary_key}, false, {}});
    for (const char* name : {"posts", "notes"}) {
        const auto& r = author.relation_named(name);
        q.add_preload(r, std::make_shared<engine::query>(r, false));
    }
    return q;
}

/// What `everything` answers.
constexpr const char* everything_shown =
    R"([{"id":1,"name":"Ada","posts":[{"id":1,"author_id":1,"text":"a"},{"id":3,"author_id":1,"text":"c"}],"notes":[]},)"
    R"({"id":2,"name":"Bela","posts":[{"id":2,"author_id":2,"text":"b"}],"notes":[{"id":2,"author_id":2,"text":"y"}]},)"
    R"({"id":3,"name":"Chi","posts":[],"notes":[{"id":1,"author_id":3,"text":"x"}]}])";

/// A plan with what it needs and the rows that it fills.
class question {
public:
    question(driver::connection& c, engine::query q) : environment_{c.abilities(), c.dialect()}, query_{std::move(q)} {}

    engine::plan& plan() { return plan_; }
    std::string shown() const { return engine::to_json(rows_); }

private:
    engine::environment environment_;
    engine::query query_;
    std::vector<engine::record> rows_;
    engine::load_plan plan_{environment_, query_, {&rows_, &engine::record_rows_ops()}};
};

} // namespace library
