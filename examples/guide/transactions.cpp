// The program of docs/guide/transactions.md.
#include "guide.hpp"

#include <ginnel/ginnel.hpp>

#include <cstdint>
#include <iostream>
#include <stdexcept>
#include <string>

struct Account {
    std::int64_t id{};
    std::string owner{};
    std::int64_t balance{};
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.create_tables<Account>();
    db.log([](std::string_view sql) { guide::sql(sql); });

    const auto id = db.transaction([](ginnel::transaction& t) {
        t.create(Account{.owner = "Asha", .balance = 100});
        return t.create(Account{.owner = "Bala"}).id;
    });
    std::cout << "account " << id << '\n';

    {
        auto t = db.begin();
        t.query<Account>().where(&Account::id, 1).decrement(&Account::balance, 30);
        t.query<Account>().where(&Account::id, 2).increment(&Account::balance, 30);
        t.commit();
    }

    db.transaction([](ginnel::transaction& outer) {
        outer.create(Account{.owner = "Chitra"});
        try {
            outer.transaction([](ginnel::transaction& inner) {
                inner.create(Account{.owner = "Dev"});
                throw std::runtime_error{"not Dev"};
            });
        } catch (const std::runtime_error& e) {
            std::cout << e.what() << '\n';
        }
    });

    db.transaction(
        [](ginnel::transaction& again) { again.query<Account>().increment(&Account::balance); },
        {.isolation = ginnel::isolation::serializable, .attempts = 5});

    db.transaction([&](ginnel::transaction& locking) {
        auto account = locking.query<Account>().for_update().find_or_fail(1);
        account.balance -= 10;
        locking.update(account, &Account::balance);
        locking.after_commit([&] { std::cout << db.query<Account>().count() << " accounts\n"; });
    });

    {
        auto reading = db.begin(ginnel::read_only);
        std::cout << reading.query<Account>().count() << '\n';
        try {
            reading.create(Account{.owner = "Esha"});
        } catch (const ginnel::error& e) {
            std::cout << (e.kind() == ginnel::error_kind::read_only ? "read_only\n" : "another kind\n");
        }
    }

    try {
        db.transaction([](ginnel::transaction& outer) {
            outer.transaction([&](ginnel::transaction&) { outer.create(Account{.owner = "Farid"}); });
        });
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        auto ended = db.begin();
        ended.rollback();
        ended.create(Account{.owner = "Farid"});
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        db.query<Account>().for_update().all();
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
    try {
        db.transaction([](ginnel::transaction& counting) { counting.query<Account>().for_update().count(); });
    } catch (const ginnel::error& e) {
        std::cout << e.code() << ": " << e.what() << '\n';
    }
}
