// Relations of one of many, soft deletes and polymorphic relations, where they meet.
#include "blog.hpp"
#include "engine/query_writes.hpp"

#include <gtest/gtest.h>

namespace ginnel::test {
namespace {

using engine::query;

schema::column integer(const char* name, bool primary = false)
{
    schema::column c;
    c.name = name;
    c.type = column_type::int64;
    c.primary = primary;
    c.nullable = !primary;
    return c;
}
schema::column text(const char* name)
{
    schema::column c = integer(name);
    c.type = column_type::text;
    return c;
}
schema::relation_draft relation(const char* name, schema::relation_kind kind, const char* target)
{
    schema::relation_draft d;
    d.name = name;
    d.kind = kind;
    d.target = target;
    d.slot = schema::to_many(kind) ? &engine::record_list_ops() : &engine::record_one_ops();
    return d;
}
schema::model_draft model(const char* name, std::vector<schema::column> columns)
{
    schema::model_draft m;
    m.name = name;
    m.columns = std::move(columns);
    m.ops = &engine::record_ops();
    return m;
}

std::unique_ptr<driver::connection> in_memory()
{
    driver::sqlite::options o;
    o.path = ":memory:";
    return driver::sqlite::open(o);
}

/// vets -> visits, which may be gone, -> bills; notes about a vet or a visit.
class picks : public testing::Test {
protected:
    picks() : connection_{in_memory()}, session_{*connection_}
    {
        using schema::relation_kind;
        auto vet = model("Vet", {integer("id", true)});
        auto newest = relation("newest", relation_kind::has_one, "Visit");
        newest.of_many = {{"day", true}};
        auto smallest = relation("smallest", relation_kind::has_one_through, "Bill");
        smallest.via = {"visits", "last_bill"};
        smallest.of_many = {{"amount", false}};
        auto last_bills = relation("bills_of_newest", relation_kind::has_many_through, "Bill");
        last_bills.via = {"newest", "bills"};
        vet.relations = {relation("visits", relation_kind::has_many, "Visit"), newest, smallest, last_bills};
        auto visit = model("Visit", {integer("id", true), integer("vet_id"), integer("day"), integer("gone")});
        visit.deleted_at = "gone";
        auto last = relation("last_bill", relation_kind::has_one, "Bill");
        last.of_many = {{"id", true}};
        visit.relations = {last, relation("bills", relation_kind::has_many, "Bill")};
        auto note = model("Note", {integer("id", true), integer("about_id"), text("about_type")});
        auto about = relation("about", relation_kind::morph_to, "");
        about.morph_types = {{"vet", "Vet", nullptr}, {"visit", "Visit", nullptr}};
        note.relations = {about};
        registry_.add(std::move(vet));
        registry_.add(std::move(visit));
        registry_.add(model("Bill", {integer("id", true), integer("visit_id"), integer("amount")}));
        registry_.add(std::move(note));
        registry_.boot();
        connection_->run("create table vets(id integer primary key);"
                         "create table visits(id integer primary key, vet_id integer, day integer, gone integer);"
                         "create table bills(id integer primary key, visit_id integer, amount integer);"
                         "create table notes(id integer primary key, about_id integer, about_type text);"
                         "insert into vets values (1);"
                         "insert into visits values (1, 1, 10, null), (2, 1, 20, null), (3, 1, 30, 5);"
                         "insert into bills values (1, 1, 1), (2, 1, 9), (3, 2, 5), (4, 3, 2);"
                         "insert into notes values (1, 1, 'vet'), (2, 2, 'visit'), (3, null, null);");
    }

    const schema::relation& of(const char* model, const char* name) const
    {
        return registry_.get(model).relation_named(name);
    }
    static query shown(query q, bool trashed, bool trashed_passed = false)
    {
        if (trashed)
            q.without_scope(engine::trashed_scope, false);
        if (trashed_passed)
            q.without_scope(engine::trashed_scope, true);
        return q;
    }
    std::vector<engine::record> all(const query& q)
    {
        std::vector<engine::record> rows;
        engine::load(session_, q, {&rows, &engine::record_rows_ops()});
        return rows;
    }
    /// The keys of the vet's related rows: as preloaded, and as related rows.
    std::vector<std::int64_t> preloaded(const query& sub)
    {
        query q{registry_.get("Vet")};
        q.add_preload(*sub.via, std::make_shared<const query>(sub));
        const auto rows = all(q);
        const auto& slot = rows.at(0).slot(sub.via->index);
        std::vector<std::int64_t> keys;
        for (const auto& r : slot.rows)
            keys.push_back(r.get("id").integer());
        if (slot.row)
            keys.push_back(slot.row->get("id").integer());
        return keys;
    }
    std::vector<std::int64_t> related(const query& q)
    {
        std::vector<engine::record> rows;
        engine::load_related(session_, q, value{std::int64_t{1}}, {&rows, &engine::record_rows_ops()});
        std::vector<std::int64_t> keys;
        for (const auto& r : rows)
            keys.push_back(r.get("id").integer());
        return keys;
    }

    schema::registry registry_;
    std::unique_ptr<driver::connection> connection_;
    engine::connection_session session_;
};

using keys = std::vector<std::int64_t>;

TEST_F(picks, a_pick_is_made_among_the_rows_that_its_query_shows_in_every_use)
{
    const auto& newest = of("Vet", "newest");
    EXPECT_EQ(preloaded(query{newest, false}), keys{2});
    EXPECT_EQ(related(query{newest, false}), keys{2});
    EXPECT_EQ(preloaded(shown(query{newest, false}, true)), keys{3});
    EXPECT_EQ(related(shown(query{newest, false}, true)), keys{3});
    query asked{registry_.get("Vet")};
    auto sub = shown(query{newest, true}, true);
    sub.add(false, false, {engine::compare{sub.column("id"), "=", value{std::int64_t{3}}}});
    asked.add(false, false, {engine::relation_test{&newest, std::make_shared<const query>(sub), {}, 0, {}, false}});
    EXPECT_EQ(all(asked).size(), 1U);
}

TEST_F(picks, a_pick_that_is_passed_is_made_among_the_rows_that_the_longer_query_shows)
{
    const auto& bills = of("Vet", "bills_of_newest");
    EXPECT_EQ(preloaded(query{bills, false}), keys{3});
    EXPECT_EQ(preloaded(shown(query{bills, false}, false, true)), keys{4});
}

TEST_F(picks, a_pick_over_a_picking_relation_chooses_among_what_that_one_picked)
{
    const auto& smallest = of("Vet", "smallest");
    EXPECT_EQ(preloaded(query{smallest, false}), keys{3}); // bill 1 is smaller, and not the last of its visit
    EXPECT_EQ(related(query{smallest, false}), keys{3});
}

TEST_F(picks, the_row_of_a_polymorphic_relation_is_partial_if_one_of_its_types_was_asked_for_in_part)
{
    const auto& about = of("Note", "about");
    for (const std::size_t restricted : {0U, 1U}) {
        query q{registry_.get("Note")};
        auto part = std::make_shared<query>(about.alternatives[restricted], false);
        part->add(false, false, {engine::compare{part->column("id"), ">", value{std::int64_t{0}}}});
        q.add_preload(about.alternatives[restricted], part);
        q.add_preload_of_types(about);
        const auto partial = [&](const std::vector<engine::record>& rows) {
            for (const auto& r : rows)
                EXPECT_TRUE(r.slot(about.index).partial) << restricted;
        };
        partial(all(q));
        auto rows = all(query{registry_.get("Note")});
        std::vector<void*> objects;
        for (auto& r : rows)
            objects.push_back(&r);
        engine::load_into(session_, registry_.get("Note"), objects, q.preloads);
        partial(rows);
    }
}

TEST_F(picks, an_update_or_removal_of_the_picked_row_goes_on_to_no_row_that_comes_to_be_picked)
{
    const auto& newest = of("Vet", "newest");
    const query picked{newest, false};
    const value vet{std::int64_t{1}};
    const auto visits = [&] { return all(query{registry_.get("Visit")}); };
    connection_->run("insert into visits values (4, 1, 15, null), (5, 1, 5, null)");

    // Each row that is written stands behind the next one from then on, and that one is what the relation picks.
    const std::vector<engine::assignment> last{{picked.column("day").column, value{std::int64_t{0}}}};
    auto before = connection_->statements();
    EXPECT_EQ(engine::update(session_, picked, last, &vet), 1);
    EXPECT_EQ(connection_->statements() - before, 1U);
    keys days;
    for (const auto& v : visits())
        days.push_back(v.get("day").integer());
    EXPECT_EQ(days, (keys{10, 0, 15, 5}));
    EXPECT_EQ(related(picked), keys{4});

    before = connection_->statements();
    EXPECT_EQ(engine::remove(session_, picked, engine::removal::declared, &vet), 1);
    EXPECT_EQ(connection_->statements() - before, 1U);
    EXPECT_EQ(visits().size(), 3U);
    EXPECT_EQ(related(picked), keys{1});
}

} // namespace
} // namespace ginnel::test
