#include "races/killed_units.hpp"

#include <algorithm>

namespace races {

namespace {

struct Label {
    std::int64_t id{};
    std::string name{};
};
struct Paper {
    std::int64_t id{};
    ginnel::many_to_many<Label> labels{};
};
struct Purse {
    std::int64_t id{}, cents{};
};
struct Seal {
    std::int64_t id{}, folder_id{}, turn{};
};
struct Sheet {
    std::int64_t id{}, folder_id{}, turn{};
};
struct Folder {
    std::int64_t id{};
    ginnel::has_one<Seal> seal{};
    ginnel::has_many<Sheet> sheets{};
};
/// Found, or created and updated.
struct Mark {
    std::int64_t id{};
    std::string name{};
    std::int64_t turn{}, again{};
    static void describe(ginnel::model<Mark>& m) { m.column(&Mark::name).unique(); }
};

using keys = std::vector<std::int64_t>;
constexpr std::int64_t all_cents = 1000, synced = 1, toggled = 2, grown = 3;
constexpr std::int64_t many_marks = 101; // more than one insert takes

template <typename T>
T of_id(std::int64_t id)
{
    T row;
    row.id = id;
    return row;
}

auto labels_of(ginnel::executor& db, std::int64_t paper)
{
    return db.related(of_id<Paper>(paper), &Paper::labels);
}
keys sorted_keys(ginnel::executor& db, std::int64_t paper)
{
    auto found = labels_of(db, paper).query().pluck(&Label::id);
    std::sort(found.begin(), found.end());
    return found;
}

void sync_links(ginnel::database& db, std::int64_t turn)
{
    labels_of(db, synced).sync(turn % 2 == 0 ? keys{1, 2, 3, 4} : keys{4, 5, 6});
}
void toggle_links(ginnel::database& db, std::int64_t)
{
    labels_of(db, toggled).toggle({1, 2, 3, 4, 5, 6});
}
void create_linked(ginnel::database& db, std::int64_t)
{
    labels_of(db, grown).create({.name = "made"});
}
void save_many_linked(ginnel::database& db, std::int64_t)
{
    std::vector<Label> labels(3, Label{.name = "made"});
    labels_of(db, grown).save_many(labels);
}
void replace_one(ginnel::database& db, std::int64_t turn)
{
    Seal seal{.turn = turn};
    db.related(of_id<Folder>(1), &Folder::seal).replace(seal);
}
void replace_many(ginnel::database& db, std::int64_t turn)
{
    std::vector<Sheet> sheets(3, Sheet{.turn = turn});
    db.related(of_id<Folder>(1), &Folder::sheets).replace(sheets);
}
void first_or_create(ginnel::database& db, std::int64_t turn)
{
    db.first_or_create<Mark>({{&Mark::name, "first " + std::to_string(turn)}}, {{&Mark::turn, 1}, {&Mark::again, 1}});
}
void update_or_create(ginnel::database& db, std::int64_t turn)
{
    db.update_or_create<Mark>({{&Mark::name, "updated"}}, {{&Mark::turn, turn}, {&Mark::again, turn}});
}
void fetch_or_create_many(ginnel::database& db, std::int64_t turn)
{
    std::vector<Mark> marks;
    const std::string name = "many " + std::to_string(turn) + " ";
    for (std::int64_t i = 0; i < many_marks; ++i)
        marks.push_back({.name = name + std::to_string(i)});
    db.fetch_or_create_many(&Mark::name, marks);
}
void update_or_create_many(ginnel::database& db, std::int64_t turn)
{
    std::vector<Mark> marks;
    for (const char* name : {"all 1", "all 2", "all 3"})
        marks.push_back({.name = name, .turn = turn, .again = turn});
    db.update_or_create_many(&Mark::name, marks);
}
void move_cents(ginnel::database& db, std::int64_t turn)
{
    const auto n = std::to_string(turn % 3);
    db.transaction([&](ginnel::transaction& t) {
        t.run("update purses set cents = cents - " + n + " where id = 1");
        t.transaction(
            [&](ginnel::transaction& inner) { inner.run("update purses set cents = cents + " + n + " where id = 2"); });
    });
}

/// All units. A new one: a line here, and in `broken` what must hold whenever none is running.
constexpr void (*units[])(ginnel::database&, std::int64_t turn) = {
    sync_links,      toggle_links,     create_linked,        save_many_linked,      replace_one, replace_many,
    first_or_create, update_or_create, fetch_or_create_many, update_or_create_many, move_cents};

bool one_turn(const keys& turns, std::size_t size)
{
    return turns.size() == size && std::count(turns.begin(), turns.end(), turns[0]) == std::ssize(turns);
}

} // namespace

void set_up_units(const std::string& url)
{
    ginnel::database db{url};
    for (const char* table : {"label_paper", "papers", "labels", "purses", "seals", "sheets", "folders", "marks"})
        db.run(std::string{"drop table if exists "} + table);
    db.create_tables<Paper, Label, Purse, Folder, Seal, Sheet, Mark>();
    db.create_many<Purse>({{1, all_cents}, {2, 0}});
    db.create_many(std::vector<Paper>(3));
    db.create_many(std::vector<Label>(6));
    db.create(Folder{});
    replace_one(db, 0);
    replace_many(db, 0);
    labels_of(db, synced).sync({1, 2, 3, 4});
    labels_of(db, toggled).sync({1, 2, 3});
}

void run_units(ginnel::database& db, std::int64_t turn, const std::function<void()>& ended)
{
    for (const auto unit : units) {
        unit(db, turn);
        ended();
    }
}

std::vector<std::string> broken(const std::string& url)
{
    std::vector<std::string> found;
    const auto expect = [&](bool holds, const char* what) {
        if (!holds)
            found.emplace_back(what);
    };
    ginnel::database db{url};
    const auto purses = db.query<Purse>().order_by(&Purse::id).all();
    expect(purses.size() == 2 && purses[0].cents + purses[1].cents == all_cents, "half a transaction");
    const keys after_sync = sorted_keys(db, synced), after_toggle = sorted_keys(db, toggled);
    expect(after_sync == keys{1, 2, 3, 4} || after_sync == keys{4, 5, 6}, "half a sync");
    expect(after_toggle == keys{1, 2, 3} || after_toggle == keys{4, 5, 6}, "half a toggle");
    expect(labels_of(db, grown).query().count() == db.query<Label>().where(&Label::name, "made").count(),
           "half a create or save_many");
    expect(one_turn(db.query<Seal>().pluck(&Seal::turn), 1), "half a replace");
    expect(one_turn(db.query<Sheet>().pluck(&Sheet::turn), 3), "half a replace of many");
    const auto all = db.query<Mark>().where(&Mark::name, "like", "all %").pluck(&Mark::turn);
    expect(all.empty() || one_turn(all, 3), "half an update_or_create_many");
    expect(db.query<Mark>().where(&Mark::name, "like", "many %").count() % many_marks == 0,
           "half a fetch_or_create_many");
    for (const Mark& m : db.query<Mark>().where(&Mark::turn, "<>", 0).all())
        expect(m.turn == m.again, "half a row");
    return found;
}

} // namespace races
