#include "races/operations.hpp"

#include "races/model.hpp"

#include <string>
#include <vector>

namespace races {

namespace {

void note(turn& t, std::int64_t post, const std::vector<ginnel::value>& keys, int by)
{
    auto& links = t.s.links[static_cast<std::size_t>(post)];
    for (const ginnel::value& key : keys)
        links[static_cast<std::size_t>(key.integer())] += by;
    if (by > 0)
        t.s.links_made += keys.size();
}

void note(turn& t, std::int64_t post, const ginnel::changes& what)
{
    note(t, post, what.attached, 1);
    note(t, post, what.detached, -1);
}

auto tags_of(turn& t, std::int64_t post)
{
    return t.who.calls().related(row<Post>(post), &Post::tags);
}

std::int64_t linked_post(turn& t)
{
    return static_cast<std::int64_t>(synced_posts) + t.up_to(linked_posts);
}

std::vector<std::int64_t> some_keys(turn& t)
{
    return {t.up_to(link_keys), t.up_to(link_keys), t.up_to(link_keys)};
}

void call_sync(turn& t)
{
    const std::int64_t post = t.up_to(synced_posts), key = first_key_of(t.number);
    note(t, post, tags_of(t, post).sync({key, key + 1, key + 2}));
    if (!one_callers(keys_of(t.who.calls(), post)))
        t.s.fail("after a sync the links are no caller's");
}

void call_sync_among_others(turn& t)
{
    const std::int64_t post = linked_post(t);
    note(t, post, tags_of(t, post).sync(some_keys(t), {.detach = t.up_to(4) == 1}));
}

void call_attach(turn& t)
{
    const std::int64_t post = linked_post(t);
    note(t, post, tags_of(t, post).attach(some_keys(t)).attached, 1);
}

void call_detach(turn& t)
{
    const std::int64_t post = linked_post(t), key = t.up_to(link_keys);
    const auto gone = static_cast<std::size_t>(tags_of(t, post).detach({key}));
    note(t, post, std::vector<ginnel::value>(gone, key), -1);
}

void call_toggle(turn& t)
{
    const std::int64_t post = linked_post(t), key = t.up_to(link_keys - 1);
    const ginnel::changes what = tags_of(t, post).toggle({key, key + 1});
    note(t, post, what);
    if (what.attached.size() + what.detached.size() != 2)
        t.s.fail("a toggle left a link as it was");
}

void call_create(turn& t)
{
    tags_of(t, create_post).create({.name = "made"});
    ++t.s.created;
    ++t.s.links_made;
}

void call_add_one(turn& t)
{
    t.who.add_one(t.up_to(counters));
    ++t.s.added;
}

void call_increment(turn& t)
{
    t.who.calls().query<Counter>().where(&Counter::id, t.up_to(counters)).increment(&Counter::n);
    ++t.s.added;
}

/// What is sought next: several callers in a row seek the same, and the first of them must create it.
std::size_t next_of(count& sought)
{
    return sought++ / most_callers % most_sought;
}

/// All who seek a row are given the same.
void expect_same(turn& t, number& known, std::int64_t id)
{
    std::int64_t none = 0;
    if (!known.compare_exchange_strong(none, id) && none != id)
        t.s.fail("two callers found two rows for the same");
}

void call_first_or_create(turn& t)
{
    const std::size_t n = next_of(t.s.words_sought);
    expect_same(t, t.s.words[n], t.who.calls().first_or_create<Word>({{&Word::text, numbered("w", n)}}).id);
}

void call_first_or_create_of_owner(turn& t)
{
    const std::size_t n = next_of(t.s.notes_sought);
    const auto owner = row<Owner>(1 + static_cast<std::int64_t>(n % owners));
    const auto notes = t.who.calls().related(owner, &Owner::notes);
    expect_same(t, t.s.notes[n], notes.first_or_create({{&Note::text, numbered("n", n)}}).id);
}

void call_update_or_create(turn& t)
{
    const std::size_t n = next_of(t.s.scores_sought);
    const std::int64_t token = t.token();
    const Score given =
        t.who.calls().update_or_create<Score>({{&Score::name, numbered("s", n)}}, {{&Score::token, token}});
    if (given.token != token)
        t.s.fail("update_or_create gave another caller's row");
    t.s.scores[n][t.number] = token;
    ++t.s.scores_written[n];
}

void call_replace_one(turn& t)
{
    const std::int64_t owner = t.up_to(owners);
    const auto badge = t.who.calls().related(row<Owner>(owner), &Owner::badge);
    Badge b{.token = t.token()};
    if (badge.replace(b) > 1)
        t.s.fail("replace took more than one row away");
    ++t.s.badges_made;
    t.s.badges[static_cast<std::size_t>(owner)][t.number] = b.token;
    if (badge.query().count() != 1)
        t.s.fail("after a replace there is not one row");
}

void call_replace_many(turn& t)
{
    const std::int64_t owner = t.up_to(owners), token = t.token();
    const auto pages = t.who.calls().related(row<Owner>(owner), &Owner::pages);
    std::vector<Page> two{{.token = token}, {.token = -token}};
    pages.replace(two);
    t.s.pages_made += two.size();
    t.s.pages[static_cast<std::size_t>(owner)][t.number] = token;
    const auto there = pages.query().pluck(&Page::token);
    if (there.size() != 2 || there[0] != -there[1])
        t.s.fail("after a replace the rows are no caller's");
}

/// A new one: a line here, and what must hold at the end in `problems`.
constexpr operation operations[] = {{"sync", 3, call_sync},
                                    {"sync among others", 1, call_sync_among_others},
                                    {"attach", 2, call_attach},
                                    {"detach", 1, call_detach},
                                    {"toggle", 2, call_toggle},
                                    {"create", 1, call_create},
                                    {"add one", 2, call_add_one},
                                    {"increment", 1, call_increment},
                                    {"first_or_create", 2, call_first_or_create},
                                    {"first_or_create of an owner", 2, call_first_or_create_of_owner},
                                    {"update_or_create", 2, call_update_or_create},
                                    {"replace one", 1, call_replace_one},
                                    {"replace many", 1, call_replace_many}};

} // namespace

const operation& choose(std::mt19937_64& random)
{
    std::uint64_t all = 0;
    for (const operation& o : operations)
        all += o.weight;
    std::uint64_t at = random() % all;
    for (const operation& o : operations) {
        if (at < o.weight)
            return o;
        at -= o.weight;
    }
    return operations[0];
}

} // namespace races
