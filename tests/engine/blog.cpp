#include "blog.hpp"

#include <string_view>
#include <utility>

namespace ginnel::test {

namespace {

schema::column a_column(const char* name, column_type type, bool nullable = false)
{
    schema::column c;
    c.name = c.column_name = c.serialize_as = name;
    c.type = type;
    c.nullable = nullable;
    return c;
}

schema::column key()
{
    auto c = a_column("id", column_type::int64);
    c.primary = c.generated = true;
    return c;
}

schema::relation_draft a_relation(const char* name, schema::relation_kind kind, const char* target)
{
    schema::relation_draft r;
    r.name = name;
    r.kind = kind;
    r.target = target;
    r.slot = schema::to_many(kind) ? &engine::record_list_ops() : &engine::record_one_ops();
    return r;
}

schema::model_draft a_model(const char* name, std::vector<schema::column> columns,
                            std::vector<schema::relation_draft> relations)
{
    schema::model_draft m;
    m.name = name;
    m.columns = std::move(columns);
    m.relations = std::move(relations);
    m.ops = &engine::record_ops();
    return m;
}

/// What a relation declares of its links' column `kind`.
class kind_hook final : public schema::query_hook {
public:
    explicit kind_hook(const char* op) : op_{op} {}
    void apply(engine::query& q, bool) const override
    {
        q.add(false, false, {engine::compare{q.column("name"), "<>", value{"Closed"}}});
        q.add(false, false, {engine::compare{q.link_column("kind"), op_, value{"paid"}}});
    }

private:
    const char* op_;
};

schema::relation_draft over_jobs(const char* name, const char* op)
{
    auto r = a_relation(name, schema::relation_kind::many_to_many, "Firm");
    r.pivot_table = "jobs";
    if (op)
        r.on_query = std::make_shared<const kind_hook>(op);
    return r;
}

driver::sqlite::options options_for(const std::string& path)
{
    driver::sqlite::options o;
    o.path = path;
    return o;
}

} // namespace

blog::blog(const std::string& path) : connection_{driver::sqlite::open(options_for(path))}, session_{*connection_}
{
    using enum schema::relation_kind;
    using enum column_type;
    auto posts = a_relation("posts", has_many_through, "Post");
    posts.through = {"User"};
    auto skills = a_relation("skills", many_to_many, "Skill");
    skills.pivot_columns = {{"level", int64, true}, {"note", text, true}};
    auto employers = a_relation("employers", has_many_through, "Firm");
    employers.through = {"Job"};
    registry_.add(a_model("Country", {key(), a_column("name", text)}, {a_relation("users", has_many, "User"), posts}));
    registry_.add(a_model("User", {key(), a_column("country_id", int64, true), a_column("name", text)},
                          {a_relation("country", belongs_to, "Country"), a_relation("posts", has_many, "Post"), skills,
                           a_relation("tags", many_to_many, "Tag"), over_jobs("firms", nullptr),
                           over_jobs("paid_firms", "="), over_jobs("unpaid_firms", "<>"), employers}));
    registry_.add(a_model("Post", {key(), a_column("user_id", int64, true), a_column("title", text)},
                          {a_relation("user", belongs_to, "User")}));
    registry_.add(a_model("Skill", {key(), a_column("name", text)}, {a_relation("users", many_to_many, "User")}));
    auto tag_key = a_column("id", uuid);
    tag_key.primary = true;
    registry_.add(a_model("Tag", {tag_key}, {}));
    registry_.add(a_model("Firm", {key(), a_column("name", text)}, {}));
    registry_.add(a_model("Job",
                          {key(), a_column("user_id", int64), a_column("firm_id", int64, true),
                           a_column("kind", text, true), a_column("level", real, true)},
                          {}));
    registry_.boot();
    engine::create_tables(session_, registry_.models());
    sqlite3_trace_v2(driver::sqlite::handle(*connection_), SQLITE_TRACE_STMT, &on_trace, this);
}

int blog::on_trace(unsigned, void* self, void*, void* text)
{
    const std::string_view sql{static_cast<const char*>(text)};
    for (const auto* control : {"begin", "commit", "rollback", "savepoint", "release", "--", "BEGIN", "COMMIT",
                                "ROLLBACK", "SAVEPOINT", "RELEASE"})
        if (sql.starts_with(control))
            return 0;
    static_cast<blog*>(self)->traced_.emplace_back(sql);
    return 0;
}

std::vector<std::string> blog::statements()
{
    return std::exchange(traced_, {});
}

std::vector<std::string> blog::column(const std::string& sql)
{
    std::vector<std::string> out;
    connection_->send(sql, {});
    while (const auto* row = connection_->fetch())
        out.push_back(to_display(row[0]));
    connection_->finish();
    traced_.clear();
    return out;
}

std::vector<engine::record> blog::all(const engine::query& q)
{
    std::vector<engine::record> out;
    engine::load(session_, q, {&out, &engine::record_rows_ops()});
    return out;
}

} // namespace ginnel::test
