// The programs of tests/seeds/ watch their database in the same way.
#include "seeds/watched_database.cpp"
