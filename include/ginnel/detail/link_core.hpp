#pragma once

#include <ginnel/fwd.hpp>
#include <ginnel/schema/relation.hpp>
#include <ginnel/typed/links.hpp>
#include <ginnel/value/value.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ginnel::detail {

/// The links of one parent row, without types: compiled code. All throw error (usage, E_UNSAVED_PARENT) where the
/// parent was not saved.
class link_core {
public:
    /// `stored`: whether the parent is, as far as its row_state says.
    link_core(engine::session& s, const schema::relation& r, value parent, bool stored);

    std::int64_t detach(const std::vector<value>& keys) const;
    std::int64_t detach_all() const;
    changes toggle(const std::vector<link>& links) const;
    changes sync_without_detaching(const std::vector<link>& links) const;
    std::vector<value> update(const std::vector<link>& links) const;
    /// Writes rows of the target and links them; `links` has the attributes of each row's link, and no keys. `creates`:
    /// all are inserted, whatever their keys are.
    void save(void* const* objects, std::size_t count, const std::vector<link>& links, bool duplicates,
              bool creates) const;

    engine::session& session() const noexcept { return *session_; }
    const schema::relation& relation() const noexcept { return *relation_; }
    /// The parent's key.
    const value& parent() const;

private:
    engine::session* session_;
    const schema::relation* relation_;
    value parent_;
    bool stored_;
};

struct parent_and_links {
    value parent;
    std::vector<link> links;
};
std::vector<changes> sync_many(engine::session& s, const schema::relation& r,
                               const std::vector<parent_and_links>& parents, sync_options o);

} // namespace ginnel::detail
