#include "guide.hpp"

#include <ginnel/ginnel.hpp>

enum class status { open, closed };

struct Ticket {                        // table "tickets"
    std::int64_t id{};                 // the primary key, made by the database
    std::string title{};               // not null
    std::optional<std::string> note{}; // may be null
    status state{};                    // an integer
    double hours{};
    bool urgent{};
    std::optional<std::chrono::sys_seconds> due{};
};

struct Person {
    std::int64_t number{};
    std::string mail{};
    std::string shown_name{};

    static void describe(ginnel::model<Person>& person)
    {
        person.table("staff").primary_key(&Person::number);
        person.column(&Person::number).generated(false);
        person.column(&Person::mail).unique();
        person.column(&Person::shown_name).named("name").indexed();
    }
};

class Account {
public:
    Account() = default;
    explicit Account(std::string owner_name) : owner(std::move(owner_name)) {}
    std::int64_t id{};
    std::string owner{};

    static void describe(ginnel::model<Account>& account) { account.columns<&Account::id, &Account::owner>(); }
};

struct OrderLine {
    std::int64_t id{};
    std::int64_t unitPrice{};

    static void describe(ginnel::model<OrderLine>& line) { line.naming(ginnel::naming::snake); }
};

struct Session {
    ginnel::uuid id{};
    std::string agent{};
};

struct Parcel {
    std::int64_t id{};
    std::string state{};
    std::optional<std::int64_t> priority{};

    static void describe(ginnel::model<Parcel>& parcel)
    {
        parcel.column(&Parcel::state).database_default("new");
        parcel.column(&Parcel::priority).database_default(3);
    }
};

struct Shelf {
    std::int64_t id{};
};
struct Chapter {
    std::int64_t id{};
    std::int64_t novel_id{};
};
struct Review {
    std::int64_t id{};
    std::optional<std::int64_t> novel_id{};
};
struct Novel {
    std::int64_t id{};
    std::int64_t shelf_id{};
    ginnel::belongs_to<Shelf> shelf{};
    ginnel::has_many<Chapter> chapters{};
    ginnel::has_many<Review> reviews{};

    static void describe(ginnel::model<Novel>& novel)
    {
        novel.relation(&Novel::shelf).on_delete(ginnel::on_delete::restrict);
        novel.relation(&Novel::chapters).on_delete(ginnel::on_delete::cascade);
        novel.relation(&Novel::reviews).on_delete(ginnel::on_delete::set_null);
    }
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.log([](std::string_view sql) { guide::sql(sql); });
    db.create_tables<Ticket, Person, Account, OrderLine>();
    Ticket ticket = db.create(Ticket{.title = "Leak", .urgent = true});
    std::cout << ticket.id << '\n';
    auto found = db.find<Ticket>(ticket.id);
    auto missing = db.find<Ticket>(99);
    std::cout << found->title << ", " << missing.has_value() << '\n';
    db.create(Person{.number = 7, .mail = "a@b.c", .shown_name = "Asha"});
    auto asha = db.query<Person>().where(&Person::shown_name, "Asha").first_or_fail();
    db.create_tables<Parcel>();
    Parcel parcel = db.create(Parcel{});
    std::cout << parcel.state << ' ' << *parcel.priority << '\n';
    Parcel urgent = db.create(Parcel{.state = "urgent"});
    std::cout << urgent.state << ' ' << *urgent.priority << '\n';
    db.create_tables<Shelf, Novel, Chapter, Review>();
    Shelf shelf = db.create(Shelf{});
    Novel novel = db.create(Novel{.shelf_id = shelf.id});
    db.related(novel, &Novel::chapters).create({});
    db.related(novel, &Novel::reviews).create({});
    try {
        db.remove(shelf);
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
    db.remove(novel);
    const auto chapters = db.query<Chapter>().count();
    const auto orphans = db.query<Review>().where_null(&Review::novel_id).count();
    std::cout << chapters << " chapters, " << orphans << " review without a novel\n";
    try {
        db.find_or_fail<Ticket>(99);
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        db.create(Person{.number = 8, .mail = "a@b.c", .shown_name = "Ada"});
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
    db.check<Ticket, Person, Account, OrderLine, Session>();
}
