#include "guide.hpp"

#include <ginnel/ginnel.hpp>

enum class status { open, closed };

struct Ticket {                                 // table "tickets"
    std::int64_t id{};                          // the primary key, made by the database
    std::string title{};                        // not null
    std::optional<std::string> note{};          // may be null
    status state{};                             // an integer
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
    try {
        db.find_or_fail<Ticket>(99);
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    db.create(Person{.number = 7, .mail = "a@b.c", .shown_name = "Asha"});
    auto asha = db.query<Person>().where(&Person::shown_name, "Asha").first_or_fail();
    try {
        db.create(Person{.number = 8, .mail = "a@b.c", .shown_name = "Ada"});
    } catch (const ginnel::error& e) {
        std::cout << e.what() << '\n';
    }
    db.check<Ticket, Person, Account, OrderLine, Session>();
}
