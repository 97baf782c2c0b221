// expect: ginnel: this hook takes a row of the model by reference, and what it may write more by, if it wants that: [](T& row, ginnel::executor& db) { ... }
#include <ginnel/ginnel.hpp>

struct Book {
    std::int64_t id{};
    std::string title{};
};

struct Author {
    std::int64_t id{};
    std::string name{};
    static void describe(ginnel::model<Author>& author)
    {
        author.before_save([](Author& a) { a.name += "!"; });
#ifdef MISTAKE
        author.after_save([](Book& b) { b.title += "!"; });
#endif
    }
};

int main()
{
    ginnel::database db{"sqlite::memory:"};
    db.check<Author>();
}
