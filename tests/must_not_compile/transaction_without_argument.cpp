// expect: ginnel: transaction takes a function over the transaction
#include <ginnel/ginnel.hpp>

void move_money(ginnel::database& db)
{
#ifdef MISTAKE
    db.transaction([] {});
#else
    db.transaction([](ginnel::transaction&) {});
#endif
}
