#include "models.hpp"
#include "seeds/watched_database.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace data {
namespace {

User ann()
{
    User u{.id = 7, .first = "Ann", .last = "Lee", .secret = "x"};
    u.posts.push_related({.id = 1, .user_id = 7, .title = "A \"B\"", .score = 0.5});
    u.posts.push_related({.id = 2, .user_id = 7, .title = "C", .score = 12});
    u.skills.push_related({.id = 3, .name = "Sail"}, {.grade = "high", .points = 9});
    return u;
}

TEST(to_json, writes_columns_then_computed_values_then_loaded_relations)
{
    EXPECT_EQ(ginnel::to_json(ann()),
              R"({"id":7,"first":"Ann","surname":"Lee","full_name":"Ann Lee","short":["A","L"],)"
              R"("posts":[{"id":1,"user_id":7,"title":"A \"B\"","score":0.5},)"
              R"({"id":2,"user_id":7,"title":"C","score":12}],"skills":[{"id":3,"name":"Sail"}]})");
    EXPECT_EQ(ginnel::to_json(Post{.id = 1}), R"({"id":1,"user_id":0,"title":"","score":0})");
    Post alone{.id = 1};
    alone.user.set_related(nullptr);
    EXPECT_EQ(ginnel::to_json(alone), R"({"id":1,"user_id":0,"title":"","score":0,"user":null})");
}

TEST(to_json, picks_at_every_level)
{
    const auto posts = ginnel::pick<Post>().omit(&Post::user_id, &Post::score);
    EXPECT_EQ(ginnel::to_json(ann(), ginnel::pick<User>().only(&User::id, "initials").with(&User::posts, posts)),
              R"({"id":7,"short":["A","L"],"posts":[{"id":1,"title":"A \"B\""},{"id":2,"title":"C"}]})");
    EXPECT_EQ(ginnel::to_json(std::vector<User>{ann()},
                              ginnel::pick<User>().omit(&User::posts, &User::first, "full_name", "initials")),
              R"([{"id":7,"surname":"Lee","skills":[{"id":3,"name":"Sail"}]}])");
    EXPECT_EQ(ginnel::to_json(ann(), ginnel::pick<User>().only(&User::secret)), "{}") << "hidden stays hidden";
    EXPECT_EQ(ginnel::to_json(ann(), ginnel::pick<User>().only(&User::skills)), R"({"skills":[{"id":3,"name":"Sail"}]})");
    EXPECT_EQ(message_of([] { (void)ginnel::to_json(User{}, ginnel::pick<User>().only("fullname")); }),
              "E_UNKNOWN_COLUMN: User has no computed value \"fullname\" (nearest: \"full_name\"); columns and relations "
              "are picked as members: &User::fullname");
}

TEST(to_json, adds_links_and_extras_on_request)
{
    const auto with = [](const ginnel::pick<Skill>& s) {
        return ginnel::to_json(ann(), ginnel::pick<User>().only(&User::id).with(&User::skills, s));
    };
    EXPECT_EQ(with(ginnel::pick<Skill>().only(&Skill::name).with_pivot()),
              R"({"id":7,"skills":[{"name":"Sail","pivot":{"grade":"high","points":9}}]})");
    Skill counted{.id = 3, .name = "Sail"};
    counted.extras.set("pivot_level", 4);
    counted.extras.set("users_count", 2);
    EXPECT_EQ(ginnel::to_json(counted), R"({"id":3,"name":"Sail"})");
    EXPECT_EQ(ginnel::to_json(counted, ginnel::pick<Skill>().only(&Skill::id).with_extras().with_pivot()),
              R"({"id":3,"pivot":{"level":4},"meta":{"pivot_level":4,"users_count":2}})");
    EXPECT_EQ(ginnel::to_json(counted, ginnel::pick<Skill>().only().with_extras()),
              R"({"meta":{"pivot_level":4,"users_count":2}})");
}

TEST(to_json, keeps_what_numbers_texts_and_times_mean)
{
    Everything e{};
    e.big = std::numeric_limits<std::int64_t>::min();
    e.price = *ginnel::decimal::parse("123456789012345678.10");
    e.moment = std::chrono::sys_seconds{std::chrono::seconds{86399}};
    e.bytes = {std::byte{1}, std::byte{255}};
    e.address = Address{.street = "High", .phones = {{"1", 2}}};
    e.tags.list = {"a", "b"};
    e.named = level::high;
    const std::string text = ginnel::to_json(e);
    for (const char* part :
         {R"("big":-9223372036854775808)", R"("price":"123456789012345678.10")", R"("moment":"1970-01-01T23:59:59Z")",
          R"("bytes":"Af8=")", R"("tags":"a,b,")", R"("named":"high","numbered":0)", R"("references":[])",
          R"("address":{"street":"High","zip":"","phones":[{"number":"1","extension":2}],"fax":null})",
          R"("maybe_references":null)", R"("maybe_address":null)"})
        EXPECT_NE(text.find(part), std::string::npos) << part << " in " << text;
    e.real = std::numeric_limits<double>::quiet_NaN();
    EXPECT_EQ(message_of([&] { (void)ginnel::to_json(e); }),
              "E_JSON_NUMBER: Everything.real is NaN or infinite, which JSON has no number for: leave it out with a pick, "
              "or make the column one that may be null");
    EXPECT_NE(ginnel::to_json(e, ginnel::pick<Everything>().omit(&Everything::real)), "");
}

// ---- reading

TEST(from_json, reads_rows_with_their_relations)
{
    const User u = ginnel::from_json<User>(
        R"( {"surname":"Lee", "posts":[{"id":2,"title":"\u00e9\ud83d\ude00","user":null}], "id":7, "full_name":1,
             "skills":[{"id":3},{"id":4,"pivot":{"points":5}}]} )");
    EXPECT_EQ(u.id, 7);
    EXPECT_EQ(u.last, "Lee");
    ASSERT_EQ(u.posts.size(), 1U);
    EXPECT_EQ(u.posts[0].title, "\xc3\xa9\xf0\x9f\x98\x80");
    EXPECT_TRUE(u.posts[0].user.loaded());
    EXPECT_EQ(u.posts[0].user.get(), nullptr);
    EXPECT_EQ(u.skills.pivot(1).points, 5);
    EXPECT_EQ(u.skills.pivot(0).points, 0);
    EXPECT_FALSE(ginnel::from_json<User>("{}").posts.loaded());
    EXPECT_EQ(ginnel::from_json<std::vector<Post>>(R"([{"id":1},{"id":2}])")[1].id, 2);
    EXPECT_EQ(ginnel::from_json<Post>(R"({"user":{"id":4,"first":"Bo"}})").user->first, "Bo");
}

TEST(from_json, tells_all_mistakes_at_once_by_path)
{
    EXPECT_EQ(message_of([] {
                  (void)ginnel::from_json<std::vector<User>>(
                      R"([{"id":1},{"id":"1","nmae":1,"first":null,"secret":"s","posts":[{},{"title":5,"score":"x"},3],)"
                      R"("skills":{},"id":2,"surname":"\ud800"}])");
              }),
              "E_JSON: User: 10 mistakes in the JSON\n"
              "  [1].id: integer was expected, text found\n"
              "  [1].nmae: User has no member of this name (known: \"id\", \"first\", \"surname\", \"posts\", \"skills\")\n"
              "  [1].first: text was expected, null found\n"
              "  [1].secret: User has no member of this name (known: \"id\", \"first\", \"surname\", \"posts\", \"skills\")\n"
              "  [1].posts[1].title: text was expected, number found\n"
              "  [1].posts[1].score: number was expected, text found\n"
              "  [1].posts[2]: object was expected, number found\n"
              "  [1].skills: list was expected, object found\n"
              "  [1].id: this name is given twice\n"
              "  [1].surname: the text holds half of a surrogate pair, which is no character");
    EXPECT_EQ(message_of([] { (void)ginnel::from_json<User>("[]"); }),
              "E_JSON: User: a mistake in the JSON\n  the text: object was expected, list found");
    EXPECT_EQ(message_of([] { (void)ginnel::from_json<User>("{\"id\":}"); }),
              "E_JSON_INVALID: the text is not valid JSON: at byte 6 a value was expected");
}

TEST(from_json, takes_numbers_exactly_or_not_at_all)
{
    const auto said = [](const char* text) {
        const std::string m = message_of([&] { (void)ginnel::from_json<Everything>(text); });
        return m == "none" ? m : m.substr(m.find('\n') + 3);
    };
    EXPECT_EQ(ginnel::from_json<Everything>(R"({"big":9223372036854775807})").big,
              std::numeric_limits<std::int64_t>::max());
    EXPECT_EQ(said(R"({"big":9223372036854775808})"),
              "big: the number 9223372036854775808 is past the range of a 64-bit integer");
    EXPECT_EQ(said(R"({"big":1.0})"), "big: the number 1.0 is no integer: write its digits, without a point or exponent");
    EXPECT_EQ(said(R"({"big":1e3})"), "big: the number 1e3 is no integer: write its digits, without a point or exponent");
    EXPECT_EQ(said(R"({"real":1e999})"), "real: the number 1e999 is past the range of a double");
    EXPECT_EQ(said(R"({"small":300})"), "small: the integer 300 does not fit this integer");
    EXPECT_EQ(said(R"({"owed":-1})"), "owed: the integer -1 does not fit this integer");
    EXPECT_EQ(said(R"({"named":"middle"})"), "named: the text 'middle' does not fit this column");
    EXPECT_EQ(said(R"({"day":"2024-02-30"})"), "day: the text '2024-02-30' does not fit this date");
    EXPECT_EQ(said(R"({"bytes":"abc"})"), "bytes: the text is not base64");
    EXPECT_EQ(said(R"({"yes":1})"), "yes: boolean was expected, number found");
    EXPECT_EQ(said(R"({"maybe_real":"1"})"), "maybe_real: number or null was expected, text found");
    EXPECT_EQ(ginnel::from_json<Everything>(R"({"price":1.50})").price, *ginnel::decimal::parse("1.50"));
    EXPECT_EQ(said(R"({"references":[1,"2",null],"address":{"zip":5,"phones":[{"nubmer":"1"}]}})"),
              "references[1]: integer was expected, text found\n"
              "  references[2]: integer was expected, null found\n"
              "  address.zip: text was expected, number found\n"
              "  address.phones[0].nubmer: this object has no member of this name (nearest: \"number\")");
}

TEST(from_json, is_as_strict_as_asked)
{
    EXPECT_EQ(ginnel::from_json<Post>(R"({"id":4,"nothing":{"a":[1]}})", {.ignore_unknown = true}).id, 4);
    EXPECT_EQ(message_of([] { (void)ginnel::from_json<User>(R"({"posts":[{"title":"a"}]})", {.required = true}); }),
              "E_JSON: User: 3 mistakes in the JSON\n  posts[0].score: is missing\n  first: is missing\n"
              "  surname: is missing")
        << "the key of a row under its parent is not asked for";
    EXPECT_EQ(message_of([] { (void)ginnel::from_json<User>("{         }", {.max_bytes = 10}); }),
              "E_JSON_TOO_LONG: the JSON of User has 11 bytes, and 10 are taken: raise max_bytes");
    const std::string deep(201, '[');
    EXPECT_NE(message_of([&] { (void)ginnel::from_json<User>(deep); }).find("nested too deep"), std::string::npos);
}

TEST(from_json, patches_a_row_or_leaves_it)
{
    User u = ann();
    ginnel::from_json(R"({"first":"Bea"})", u);
    EXPECT_EQ(u.first, "Bea");
    EXPECT_EQ(u.secret, "x");
    EXPECT_EQ(u.posts.size(), 2U);
    ginnel::from_json(R"({"posts":[]})", u);
    EXPECT_TRUE(u.posts.empty());
    EXPECT_THROW(ginnel::from_json(R"({"first":"Cis","last":1})", u), ginnel::error);
    EXPECT_EQ(u.first, "Bea");
}

// ---- there and back

class maker {
public:
    explicit maker(unsigned seed) : random_{seed} {}

    std::uint64_t bits() { return random_(); }
    bool coin() { return (bits() & 1) != 0; }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(bits() % n); }
    std::int64_t integer()
    {
        const std::int64_t edges[] = {0, -1, 1, std::numeric_limits<std::int64_t>::min(),
                                      std::numeric_limits<std::int64_t>::max(), (std::int64_t{1} << 53) + 1};
        return coin() ? edges[below(6)] : static_cast<std::int64_t>(bits());
    }
    double real()
    {
        const double edges[] = {0, 0.1, -1e300, 5e-324, 1e21, 123456789012345680.0, std::numeric_limits<double>::max()};
        return coin() ? edges[below(7)] : static_cast<double>(static_cast<std::int64_t>(bits())) / 1024;
    }
    std::string text()
    {
        static const std::string parts[] = {"a", "\"", "\\", "\n", "\x01", "\xc3\xa9", "\xf0\x9f\x98\x80", "/", " ", "null", "\x7f"};
        std::string made;
        for (std::size_t n = below(6); n > 0; --n)
            made += parts[below(std::size(parts))];
        return made;
    }
    std::vector<std::byte> bytes()
    {
        std::vector<std::byte> made(below(6));
        for (std::byte& b : made)
            b = static_cast<std::byte>(bits());
        return made;
    }
    ginnel::decimal decimal()
    {
        const char* some[] = {"0", "-1.50", "99999999999999999999.999999", "0.000001"};
        return *ginnel::decimal::parse(some[below(4)]);
    }
    template <typename F>
    auto list(F&& make)
    {
        std::vector<decltype(make())> made;
        for (std::size_t n = below(4); n > 0; --n)
            made.push_back(make());
        return made;
    }
    template <typename F>
    auto maybe(F&& make) -> std::optional<decltype(make())>
    {
        return coin() ? std::optional{make()} : std::nullopt;
    }
    Phone phone() { return {text(), maybe([&] { return static_cast<std::int32_t>(bits()); })}; }
    Address address()
    {
        return {text(), text(), list([&] { return phone(); }), maybe([&] { return phone(); })};
    }
    Everything row()
    {
        Everything e{};
        e.yes = coin();
        e.tiny = static_cast<std::int8_t>(bits());
        e.small = static_cast<std::uint8_t>(bits());
        e.short_ = static_cast<std::int16_t>(bits());
        e.wide = static_cast<std::uint32_t>(bits());
        e.big = integer();
        e.single = static_cast<float>(static_cast<std::int32_t>(bits())) / 7;
        e.real = real();
        e.text = text();
        e.bytes = bytes();
        e.day = std::chrono::sys_days{std::chrono::days{static_cast<int>(below(40000)) - 10000}};
        e.moment = std::chrono::sys_time<std::chrono::microseconds>{
            std::chrono::microseconds{static_cast<std::int64_t>(below(4'000'000'000'000'000))}};
        e.clock = ginnel::time_of_day::from_microseconds(static_cast<std::int64_t>(below(86'400'000'000)));
        e.token = ginnel::uuid::random();
        e.price = decimal();
        e.anything = ginnel::json{coin() ? R"({"a":[1,null,"x"]})" : "12"};
        e.named = coin() ? level::low : level::high;
        e.numbered = coin() ? colour::red : colour::green;
        e.owed.amount = static_cast<std::int64_t>(below(1000));
        e.tags.list = list([&] { return std::string{"word"}; });
        e.references = list([&] { return integer(); });
        e.labels = list([&] { return text(); });
        e.address = address();
        e.phones = list([&] { return phone(); });
        e.maybe_yes = maybe([&] { return coin(); });
        e.maybe_big = maybe([&] { return integer(); });
        e.maybe_real = maybe([&] { return real(); });
        e.maybe_text = maybe([&] { return text(); });
        e.maybe_bytes = maybe([&] { return bytes(); });
        e.maybe_price = maybe([&] { return decimal(); });
        e.maybe_named = maybe([&] { return level::high; });
        e.maybe_references = maybe([&] { return list([&] { return integer(); }); });
        e.maybe_address = maybe([&] { return ginnel::embedded<Address>{address()}; });
        return e;
    }

private:
    std::mt19937_64 random_;
};

TEST(json_round_trip, gives_back_every_column_of_random_rows)
{
    for (unsigned seed = 0; seed < 2'000; ++seed) {
        const Everything e = maker{seed}.row();
        const std::string text = ginnel::to_json(e);
        ASSERT_EQ(ginnel::from_json<Everything>(text), e) << "seed " << seed << ": " << text;
        ASSERT_TRUE(ginnel::json::valid(text)) << text;
    }
}

TEST(json_round_trip, and_the_database_gives_back_the_same)
{
    seeds::watched_database db;
    db.create_tables<Everything>();
    for (unsigned seed = 0; seed < 100; ++seed) {
        const Everything made = db.create(maker{seed}.row());
        ASSERT_EQ(db.find<Everything>(made.id), made) << "seed " << seed;
    }
    const std::string text = ginnel::to_json(db.query<Everything>().all());
    EXPECT_EQ(ginnel::from_json<std::vector<Everything>>(text), db.query<Everything>().all());
}

TEST(json_round_trip, gives_back_trees)
{
    const std::string text = ginnel::to_json(ann());
    EXPECT_EQ(ginnel::to_json(ginnel::from_json<User>(text)), text);
}

// ---- embedded values in the database

TEST(embedded, is_a_column_of_json)
{
    seeds::watched_database db;
    db.create_tables<Everything>();
    Everything made{};
    made.address = Address{.street = "High", .zip = "12", .phones = {{"1", {}}}};
    made.references = {3, 1};
    const auto sent = db.statements_of([&] { made = db.create(made); });
    EXPECT_EQ(sent.size(), 1U);
    EXPECT_EQ(db.rows("select address, \"references\", maybe_address from everythings"),
              (seeds::list{R"({"street":"High","zip":"12","phones":[{"number":"1","extension":null}],"fax":null}|[3,1]|)"}));
    EXPECT_EQ(db.find<Everything>(made.id)->address->phones.front().number, "1");
    db.run("update everythings set address = '{\"zip\":\"9\"}', \"references\" = ' [ 4 ] '");
    EXPECT_EQ(*db.find<Everything>(made.id)->address, (Address{.zip = "9"})) << "missing members keep their defaults";
    EXPECT_EQ(db.find<Everything>(made.id)->references, std::vector<std::int64_t>{4});
}

TEST(embedded, says_by_path_what_of_a_stored_text_does_not_fit)
{
    seeds::watched_database db;
    db.create_tables<Everything>();
    const Everything made = db.create(Everything{});
    const auto said = [&](const std::string& set) {
        db.run("update everythings set " + set);
        return message_of([&] { (void)db.find<Everything>(made.id); });
    };
    EXPECT_NE(said(R"(address = '{"zip":5,"phones":[{"nubmer":1}]}')")
                  .find("Everything.address holds JSON that does not fit: zip: text was expected, number found; "
                        "phones[0].nubmer: this object has no member of this name (nearest: \"number\")"),
              std::string::npos);
    EXPECT_NE(said("address = '{'").find("not valid JSON: at byte 1"), std::string::npos);
    EXPECT_NE(said("address = x'00'").find("Everything.address holds json, but x'00' was found"), std::string::npos);
}

} // namespace
} // namespace data
