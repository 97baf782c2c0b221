#include "driver/postgres/statement_cache.hpp"

#include <algorithm>

namespace ginnel::driver::postgres {

statement_cache::found statement_cache::acquire(std::string_view key, std::vector<std::string>& closed)
{
    if (capacity_ == 0)
        return {"", false};
    if (auto known = by_key_.find(key); known != by_key_.end()) {
        order_.splice(order_.begin(), order_, known->second);
        return {known->second->name, true};
    }
    while (order_.size() >= capacity_) {
        closed.push_back(std::move(order_.back().name));
        by_key_.erase(order_.back().key);
        order_.pop_back();
    }
    order_.push_front({std::string{key}, "ginnel_" + std::to_string(++next_)});
    by_key_.emplace(order_.front().key, order_.begin());
    return {order_.front().name, false};
}

void statement_cache::forget(std::string_view name)
{
    // A walk: this happens after errors only.
    auto at = std::find_if(order_.begin(), order_.end(), [name](const entry& e) { return e.name == name; });
    if (at == order_.end())
        return;
    by_key_.erase(at->key);
    order_.erase(at);
}

} // namespace ginnel::driver::postgres
