// The same eye on SQLite as the seeds' programs have.
#include "seeds/watched_database.cpp"
