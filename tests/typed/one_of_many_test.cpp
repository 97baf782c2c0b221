#include <ginnel/ginnel.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace {

struct Visit;
struct Vet;

struct Clinic {
    std::int64_t id{};
    std::string name{};
    ginnel::has_many<Vet> vets{};
    ginnel::has_many_through<Visit, Vet> visits{};
    ginnel::has_one_through<Visit, Vet> last_visit{};
    ginnel::has_many_through<Visit> last_visits{};
    ginnel::has_many_through<Visit> paid_visits{};
    static void describe(ginnel::model<Clinic>& clinic);
};
struct Vet {
    std::int64_t id{};
    std::int64_t clinic_id{};
    std::optional<std::string> left_at{};
    ginnel::has_many<Visit> visits{};
    ginnel::has_many<Visit> paid{};
    ginnel::has_one<Visit> newest{};
    ginnel::has_one<Visit> oldest_paid{};
    static void describe(ginnel::model<Vet>& vet);
};
struct Visit {
    std::int64_t id{};
    std::int64_t vet_id{};
    std::int64_t day{};
    bool is_paid{};
};

void Clinic::describe(ginnel::model<Clinic>& clinic)
{
    clinic.relation(&Clinic::last_visit).latest_by(&Visit::day);
    clinic.relation(&Clinic::last_visits).via(&Clinic::vets, &Vet::newest);
    clinic.relation(&Clinic::paid_visits).via(&Clinic::vets, &Vet::paid);
}
void Vet::describe(ginnel::model<Vet>& vet)
{
    vet.soft_delete(&Vet::left_at);
    const auto paid = [](auto& visits) { visits.where(&Visit::is_paid, true); };
    vet.relation(&Vet::newest).latest_by(&Visit::day);
    vet.relation(&Vet::paid).on_query(paid);
    vet.relation(&Vet::oldest_paid).oldest_by(&Visit::day).on_query(paid);
}

struct practice {
    ginnel::database db{"sqlite::memory:"};
    std::vector<std::string> sent{};

    practice()
    {
        db.create_tables<Clinic, Vet, Visit>();
        db.create_many<Clinic>({{.name = "North"}, {.name = "Empty"}});
        db.create_many<Vet>({{.clinic_id = 1}, {.clinic_id = 1}, {.clinic_id = 1, .left_at = "2024-01-01"}});
        db.create_many<Visit>({{.vet_id = 1, .day = 5, .is_paid = true},
                               {.vet_id = 1, .day = 9, .is_paid = false},
                               {.vet_id = 1, .day = 9, .is_paid = false},
                               {.vet_id = 2, .day = 7, .is_paid = true},
                               {.vet_id = 3, .day = 99, .is_paid = true}});
        db.log([this](std::string_view sql) { sent.emplace_back(sql); });
    }
};

TEST(OneOfMany, TheNewestRowIsLoadedForAllParentsByOneStatement)
{
    practice p;
    const auto vets = p.db.query<Vet>().order_by(&Vet::id).preload(&Vet::newest).preload(&Vet::oldest_paid).all();
    EXPECT_EQ(p.sent.size(), 3U);
    ASSERT_EQ(vets.size(), 2U);
    EXPECT_EQ(vets[0].newest->id, 3); // of two on one day the one with the greater key
    EXPECT_EQ(vets[0].oldest_paid->id, 1);
    EXPECT_EQ(vets[1].newest->id, 4);
}

TEST(OneOfMany, ConditionsOfAQueryComeAfterThePick)
{
    practice p;
    const auto paid = [](auto& visits) { visits.where(&Visit::is_paid, true); };
    EXPECT_EQ(p.db.query<Vet>().where_has(&Vet::newest, paid).count(), 1);
    EXPECT_EQ(p.db.query<Vet>().where_has(&Vet::visits, paid).count(), 2);
    const auto vets = p.db.query<Vet>().order_by(&Vet::id).preload(&Vet::newest, paid).all();
    EXPECT_FALSE(vets[0].newest);
    EXPECT_TRUE(vets[1].newest);
}

TEST(OneOfMany, IsPickedBehindAThroughModelAndPassedByOthers)
{
    practice p;
    const auto clinics = p.db.query<Clinic>()
                             .order_by(&Clinic::id)
                             .preload(&Clinic::last_visit)
                             .preload(&Clinic::last_visits, [](auto& v) { v.order_by(&Visit::id); })
                             .preload(&Clinic::paid_visits, [](auto& v) { v.order_by(&Visit::id); })
                             .with_count(&Clinic::last_visits)
                             .all();
    EXPECT_EQ(clinics[0].last_visit->id, 3);
    EXPECT_FALSE(clinics[1].last_visit);
    ASSERT_EQ(clinics[0].last_visits.size(), 2U);
    EXPECT_EQ(clinics[0].last_visits[0].id, 3);
    EXPECT_EQ(clinics[0].last_visits[1].id, 4);
    EXPECT_EQ(clinics[0].last_visits.count(), 2);
    ASSERT_EQ(clinics[0].paid_visits.size(), 2U); // what the relation passed declares holds here too
    EXPECT_EQ(clinics[0].paid_visits[0].id, 1);
}

TEST(SoftDelete, HidesRowsAndWhatLiesBehindThem)
{
    practice p;
    EXPECT_EQ(p.db.query<Vet>().count(), 2);
    EXPECT_EQ(p.db.query<Vet>().with_trashed().count(), 3);
    EXPECT_EQ(p.db.query<Vet>().only_trashed().all()[0].id, 3);
    EXPECT_FALSE(p.db.find<Vet>(3));
    EXPECT_EQ(p.db.query<Vet>().with_trashed().find(3)->id, 3);

    const Clinic north = *p.db.find<Clinic>(1);
    EXPECT_EQ(p.db.related(north, &Clinic::vets).query().count(), 2);
    const auto gone =
        p.db.query<Clinic>().preload(&Clinic::vets, [](auto& vets) { vets.only_trashed(); }).first_or_fail();
    EXPECT_EQ(gone.vets.size(), 1U);
    EXPECT_TRUE(gone.vets.partial());
    EXPECT_EQ(p.db.related(north, &Clinic::visits).query().count(), 4);
    EXPECT_EQ(p.db.related(north, &Clinic::visits).query().with_trashed_passed().count(), 5);
    EXPECT_EQ(p.db.query<Clinic>().where_has(&Clinic::visits, [](auto& v) { v.where(&Visit::day, 99); }).count(), 0);
}

TEST(SoftDelete, IsAskedOnlyWhereItIsDeclared)
{
    practice p;
    EXPECT_THROW(p.db.query<Visit>().with_trashed(), ginnel::error);
}

struct Page {
    std::int64_t id{};
    std::int64_t book_id{};
    std::string state{};
    static void describe(ginnel::model<Page>& page)
    {
        page.default_scope("visible",
                           [](auto& pages) { pages.where(&Page::state, "on").or_where(&Page::state, "new"); });
        page.scope("fresh", [](auto& pages) { pages.where(&Page::state, "new").or_where(&Page::id, 1); });
    }
};
struct Book {
    std::int64_t id{};
    ginnel::has_many<Page> pages{};
};

TEST(Scopes, AreInEachQueryOfTheModelUnlessLeftOut)
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Book, Page>();
    db.create(Book{});
    db.create_many<Page>(
        {{.book_id = 1, .state = "off"}, {.book_id = 1, .state = "on"}, {.book_id = 1, .state = "new"}});
    EXPECT_EQ(db.query<Page>().count(), 2);
    EXPECT_EQ(db.query<Page>().without_scope("visible").count(), 3);
    EXPECT_FALSE(db.find<Page>(1));
    EXPECT_EQ(db.find<Page>(2)->state, "on");
    EXPECT_EQ(db.query<Page>().where(&Page::id, 1).count(), 0); // the or of the scope is wrapped
    EXPECT_EQ(db.query<Page>().scope("fresh").count(), 1);
    EXPECT_EQ(db.query<Page>().without_scope("visible").scope("fresh").where(&Page::state, "off").count(), 1);
    const auto books = db.query<Book>().preload(&Book::pages).with_count(&Book::pages).all();
    EXPECT_EQ(books[0].pages.size(), 2U);
    EXPECT_EQ(books[0].pages.count(), 2);
    EXPECT_FALSE(books[0].pages.partial());
    try {
        db.query<Page>().scope("frehs");
        FAIL();
    } catch (const ginnel::error& e) {
        EXPECT_EQ(e.code(), "E_UNKNOWN_SCOPE");
        EXPECT_NE(std::string{e.what()}.find("fresh"), std::string::npos) << e.what();
    }
    EXPECT_THROW(db.query<Page>().without_scope("visable"), ginnel::error);
}

} // namespace
