#include "races/end_state.hpp"

#include "races/model.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string_view>
#include <type_traits>
#include <utility>

namespace races {

namespace {

class judge {
public:
    judge(const std::string& url, const shared& s) : db_{url, options()}, s_{s}, keys_tell_{is_sqlite(url)} {}

    void expect(bool holds, std::string text)
    {
        if (!holds)
            found_.push_back(std::move(text));
    }
    template <typename N, typename M>
    void expect_count(N is, M wanted, std::string_view what)
    {
        const auto a = static_cast<std::int64_t>(is), b = static_cast<std::int64_t>(wanted);
        expect(a == b, std::string{what} + ": " + std::to_string(a) + ", not " + std::to_string(b));
    }
    /// No more keys were generated than rows made. Elsewhere an insert that is refused or taken back uses one up.
    template <typename T, typename N>
    void expect_keys(N made, T one_more, std::string_view what)
    {
        if (keys_tell_)
            expect_count(db_.create(std::move(one_more)).id, static_cast<std::int64_t>(made) + 1,
                         std::string{"next key of "} + what.data());
    }

    void calls();
    void links();
    void counts();
    void sought();
    void scores();
    void replaced();
    std::vector<std::string> found() && { return std::move(found_); }

private:
    template <typename T>
    void sought(const count& calls, const std::array<number, most_sought>& known, std::string T::*text,
                std::string_view letter);
    template <typename Slot>
    void replaced_of(std::int64_t owner, Slot Owner::*relation, std::size_t size, const last_writes& last);

    ginnel::database db_;
    const shared& s_;
    bool keys_tell_;
    std::vector<std::string> found_;
};

bool among(const last_writes& last, std::int64_t token)
{
    return std::any_of(last.begin(), last.end(), [token](const number& n) { return n == token; });
}

std::size_t rows_sought(const count& calls)
{
    return std::min<std::size_t>((calls + most_callers - 1) / most_callers, most_sought);
}

void judge::calls()
{
    expect(s_.errors == 0, std::to_string(s_.errors) + " errors, the first: " + s_.first_error.data());
    expect(s_.overlapped * 2 > s_.calls && s_.alternated * 2 > s_.calls,
           "the callers came one after another: nothing was tried");
}

void judge::links()
{
    for (std::size_t post = 1; post < s_.links.size(); ++post) {
        std::map<std::int64_t, int> there;
        for (const std::int64_t key : keys_of(db_, static_cast<std::int64_t>(post)))
            ++there[key];
        for (std::size_t key = 1; key <= link_keys; ++key)
            expect_count(there[static_cast<std::int64_t>(key)], s_.links[post][key].load(), "links of a pair");
        for (const auto& [key, times] : there)
            expect(times <= 1, "a link is there twice");
    }
    for (std::int64_t post = 1; post <= static_cast<std::int64_t>(synced_posts); ++post)
        expect(one_callers(keys_of(db_, post)), "the links of a synced post are no caller's set");
    expect_keys(s_.links_made.load(), PostTag{}, "links");
}

void judge::counts()
{
    std::int64_t sum = 0;
    for (const Counter& c : db_.query<Counter>().all())
        sum += c.n;
    expect_count(sum, s_.added.load(), "counters");
    expect_count(db_.query<Tag>().where(&Tag::name, "made").count(), s_.created.load(), "tags made");
    expect_count(keys_of(db_, create_post).size(), s_.created.load(), "links of tags made");
    expect_keys(s_.created + link_keys, Tag{}, "tags");
}

template <typename T>
void judge::sought(const count& calls, const std::array<number, most_sought>& known, std::string T::*text,
                   std::string_view letter)
{
    const std::size_t wanted = rows_sought(calls);
    std::map<std::string, std::int64_t> ids;
    const auto rows = db_.query<T>().all();
    for (const T& r : rows)
        ids[r.*text] = r.id;
    expect_count(rows.size(), wanted, "rows found or created");
    expect_count(ids.size(), wanted, "different rows found or created");
    for (std::size_t n = 0; n < wanted; ++n)
        expect_count(ids[numbered(letter, n)], known[n].load(), "key of a row found or created");
}

void judge::sought()
{
    sought(s_.words_sought, s_.words, &Word::text, "w");
    expect_keys(rows_sought(s_.words_sought), Word{}, "words");
    sought(s_.notes_sought, s_.notes, &Note::text, "n");
    expect_keys(rows_sought(s_.notes_sought), Note{.owner_id = 1}, "notes");
}

void judge::scores()
{
    const std::size_t wanted = rows_sought(s_.scores_sought);
    const auto rows = db_.query<Score>().all();
    expect_count(rows.size(), wanted, "scores");
    for (const Score& r : rows) {
        const auto n = std::stoul(r.name.substr(1));
        expect(among(s_.scores[n], r.token), "a score is no caller's last");
        expect_count(r.version, s_.scores_written[n].load(), "version of a score");
    }
    expect_keys(wanted, Score{}, "scores");
}

template <typename Slot>
void judge::replaced_of(std::int64_t owner, Slot Owner::*relation, std::size_t size, const last_writes& last)
{
    using row_type = std::remove_cvref_t<decltype(db_.related(row<Owner>(owner), relation).query().all().front())>;
    const auto tokens = db_.related(row<Owner>(owner), relation).query().pluck(&row_type::token);
    if (tokens.empty() && std::all_of(last.begin(), last.end(), [](const number& n) { return n == 0; }))
        return; // nobody came by
    expect_count(tokens.size(), size, "rows of an owner after replace");
    for (const std::int64_t token : tokens)
        expect(std::abs(token) == std::abs(tokens.front()) && among(last, std::abs(token)),
               "rows of an owner are no caller's last");
}

void judge::replaced()
{
    for (std::size_t owner = 1; owner <= owners; ++owner) {
        replaced_of(static_cast<std::int64_t>(owner), &Owner::badge, 1, s_.badges[owner]);
        replaced_of(static_cast<std::int64_t>(owner), &Owner::pages, 2, s_.pages[owner]);
    }
    expect_keys(s_.badges_made.load(), Badge{.owner_id = 1}, "badges");
    expect_keys(s_.pages_made.load(), Page{.owner_id = 1}, "pages");
}

} // namespace

std::vector<std::string> problems(const std::string& url, const shared& s)
{
    judge j{url, s};
    j.calls();
    j.links();
    j.counts();
    j.sought();
    j.scores();
    j.replaced();
    auto found = std::move(j).found();
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

} // namespace races
