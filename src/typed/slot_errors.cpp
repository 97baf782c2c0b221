#include <ginnel/detail/slot_state.hpp>
#include <ginnel/error.hpp>
#include <ginnel/schema/model.hpp>
#include <ginnel/schema/relation.hpp>

#include <string>

namespace ginnel::detail {

namespace {

/// How a message calls the relation that a slot holds. Both names are empty for an object that was made by hand.
struct slot_name {
    std::string model, relation;
    std::string text; ///< "Country.posts", or "a to-many relation to Post"

    slot_name(const slot_state& slot, std::string_view type, std::string_view target)
    {
        if (const slot_label* label = slot.named()) {
            model = label->model;
            relation = label->relation;
        } else if (const schema::relation* r = slot.relation()) {
            model = r->source->name;
            relation = r->name;
        }
        if (model.empty())
            text.append("a ").append(type).append(" relation to ").append(target);
        else
            text = model + '.' + relation;
    }
    /// "&Country::posts", or what stands for it.
    std::string member() const { return model.empty() ? "&Model::relation" : '&' + model + "::" + relation; }

    [[noreturn]] void fail(const char* code, const std::string& message) const
    {
        throw error{error_kind::usage, code, message}.in_model(model).in_relation(relation).spoiling(spoils::nothing);
    }
};

} // namespace

void throw_not_loaded(const slot_state& slot, std::string_view type, std::string_view target)
{
    const slot_name name{slot, type, target};
    name.fail("E_RELATION_NOT_LOADED", name.text + " was not loaded: write .preload(" + name.member() +
                                           ") in the query, or db.load(row, " + name.member() + ")");
}

void throw_not_counted(const slot_state& slot, std::string_view type, std::string_view target)
{
    const slot_name name{slot, type, target};
    name.fail("E_RELATION_NOT_COUNTED", name.text + " was not counted: write .with_count(" + name.member() +
                                            ") in the query" +
                                            (slot.loaded() ? "; the number of rows loaded is size()" : ""));
}

void throw_empty(const slot_state& slot, std::string_view type, std::string_view target)
{
    const slot_name name{slot, type, target};
    name.fail("E_RELATION_EMPTY", name.text + " was loaded, and there is no related row: ask `if (row." +
                                      (name.relation.empty() ? "relation" : name.relation) + ")` first");
}

void throw_no_through(const slot_state& slot, std::string_view target, std::string_view through)
{
    const slot_name name{slot, "has_many_through", target};
    name.fail("E_THROUGH_ROWS", name.text + " has no rows of " + std::string{through} +
                                    " beside its own, since they were not asked for: write .preload(" + name.member() +
                                    ", [](auto& q) { q.with_through(); })");
}

void throw_out_of_range(const slot_state& slot, std::string_view type, std::string_view target, std::size_t index,
                        std::size_t size)
{
    const slot_name name{slot, type, target};
    name.fail("E_OUT_OF_RANGE", name.text + " has " + std::to_string(size) + " rows, and number " +
                                    (index == static_cast<std::size_t>(-1) ? "-1" : std::to_string(index)) +
                                    " was asked for");
}

} // namespace ginnel::detail
