#include "engine/step_cursor.hpp"

#include <ginnel/error.hpp>

#include <string>
#include <variant>

namespace ginnel::engine {

bool step_cursor::ask()
{
    for (;;) {
        auto e = plan_.next();
        if (std::holds_alternative<finish>(e))
            return false;
        if (const auto* s = std::get_if<send>(&e)) {
            steps_ = s->steps;
            sent_ = taken_ = 0;
            return true;
        }
        if (const auto* c = std::get_if<call>(&e))
            c->code();
        else
            throw error{error_kind::usage, "E_PLAN", "a plan waits though nothing was sent"};
    }
}

void step_cursor::send_ready()
{
    for (; sent_ < steps_.size(); ++sent_) {
        const step& s = steps_[sent_];
        if (s.guard >= 0) {
            if (taken_ < sent_)
                return; // the guard may be one of those that are on their way
            if (affected_by(s.guard) == 0) {
                close({});
                continue;
            }
        }
        connection_.send(s.text, s.arguments);
    }
}

void step_cursor::close(const driver::outcome& what)
{
    const deed d{steps_[taken_].id, what.affected};
    if (deed_count_ < first_deeds_.size())
        first_deeds_[deed_count_] = d;
    else
        more_deeds_.push_back(d);
    ++deed_count_;
    ++taken_;
    plan_.done(d.id, what);
}

std::int64_t step_cursor::affected_by(std::int64_t guard) const
{
    // From the newest: a plan may give several steps one id.
    for (std::size_t i = deed_count_; i-- > 0;) {
        const deed& d = i < first_deeds_.size() ? first_deeds_[i] : more_deeds_[i - first_deeds_.size()];
        if (d.id == guard)
            return d.affected;
    }
    throw error{error_kind::usage, "E_PLAN",
                "a step is guarded by step " + std::to_string(guard) +
                    ", which did not end before it: name one that was sent earlier"};
}

} // namespace ginnel::engine
