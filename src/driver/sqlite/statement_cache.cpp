#include "driver/sqlite/statement_cache.hpp"

namespace ginnel::driver::sqlite {

statement& statement_cache::acquire(std::string_view text)
{
    // The same statement again and again is the commonest use; comparing its text costs less than hashing it.
    if (newest_ && newest_->text == text && !newest_->in_use) {
        newest_->in_use = true;
        return *newest_;
    }
    const auto found = kept_.find(text);
    if (found == kept_.end())
        return prepare_new(text);
    statement& s = *found->second;
    if (s.in_use) {
        statement& second = *prepare(db_, text, false).release();
        second.in_use = true;
        return second;
    }
    if (&s != newest_) {
        unlink(s);
        put_first(s);
    }
    s.in_use = true;
    return s;
}

statement& statement_cache::prepare_new(std::string_view text)
{
    const bool keep = make_room();
    auto made = prepare(db_, text, keep);
    made->in_use = true;
    if (!keep)
        return *made.release();
    statement& s = *made;
    kept_.emplace(std::string_view(s.text), std::move(made));
    s.kept = true;
    put_first(s);
    return s;
}

void statement_cache::release(statement& s) noexcept
{
    s.in_use = false;
    if (!s.kept)
        delete &s;
}

// False if there is no room for another: nothing is to be kept, or all that is kept is in use.
bool statement_cache::make_room() noexcept
{
    if (kept_.size() < capacity_)
        return true;
    statement* s = oldest_;
    while (s && s->in_use)
        s = s->newer;
    if (!s)
        return false;
    unlink(*s);
    kept_.erase(kept_.find(s->text));
    return true;
}

void statement_cache::put_first(statement& s) noexcept
{
    s.newer = nullptr;
    s.older = newest_;
    (newest_ ? newest_->newer : oldest_) = &s;
    newest_ = &s;
}

void statement_cache::unlink(statement& s) noexcept
{
    (s.newer ? s.newer->older : newest_) = s.older;
    (s.older ? s.older->newer : oldest_) = s.newer;
}

} // namespace ginnel::driver::sqlite
