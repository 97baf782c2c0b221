#include "races/model.hpp"

#include <algorithm>
#include <vector>

namespace races {

bool one_callers(std::vector<std::int64_t> keys)
{
    std::sort(keys.begin(), keys.end());
    return keys.empty() || (keys.size() == set_size && (keys[0] - 1) % set_size == 0 && keys[1] == keys[0] + 1 &&
                            keys[2] == keys[0] + 2);
}

std::vector<std::int64_t> keys_of(ginnel::executor& db, std::int64_t post)
{
    return db.related(row<Post>(post), &Post::tags).query().pluck(&Tag::id);
}

ginnel::database_options options()
{
    ginnel::database_options o;
    o.busy_timeout_ms = o.pool_wait_ms = busy_ms;
    o.pool_size = most_callers;
    return o;
}

void set_up(const std::string& url)
{
    ginnel::database db{url, options()};
    for (const char* table :
         {"post_tag", "posts", "tags", "counters", "words", "scores", "badges", "pages", "notes", "owners"})
        db.run(std::string{"drop table if exists "} + table);
    db.create_tables<PostTag, Counter, Tag, Word, Score, Owner, Badge, Page, Note>();
    db.create_tables<Post>(); // finds the table of its links there
    std::vector<Counter> zeros(counters);
    std::vector<Post> posts(create_post);
    std::vector<Tag> tags(link_keys);
    std::vector<Owner> all(owners);
    db.insert(zeros);
    db.insert(posts);
    db.insert(tags);
    db.insert(all);
}

bool is_sqlite(const std::string& url)
{
    return url.starts_with("sqlite:");
}

} // namespace races
