#pragma once

#include <ginnel/schema/draft.hpp>
#include <ginnel/schema/model.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ginnel::schema {

/// Holds models and turns their declared relations into paths.
///
/// Models are added as drafts and booted together; all mistakes of a boot are reported at once, each naming model,
/// relation and key and what would mend it. Thread-safe.
class registry {
public:
    registry();
    ~registry();
    registry(const registry&) = delete;
    registry& operator=(const registry&) = delete;

    /// Adds a model; a second one of this name throws error (E_DUPLICATE_MODEL). The reference lives as long as the
    /// registry.
    model& add(model_draft draft);
    /// Resolves the relations of all models that were added and not booted. Throws one error (E_MODELS) that lists
    /// every mistake; the models concerned stay unbooted, so that a later boot reports them again.
    void boot();
    bool booted() const noexcept;

    const model* find(std::string_view name) const noexcept;
    /// Throws error (E_UNKNOWN_MODEL) with the nearest names.
    const model& get(std::string_view name) const;
    std::vector<const model*> models() const;

private:
    struct impl;
    std::unique_ptr<impl> impl_;
};

/// "Country" -> "country", "PostCategory" -> "post_category".
std::string snake_case(std::string_view name);
/// "user_id" -> "userId".
std::string camel_case(std::string_view name);
/// English plural of a snake_case name: "country" -> "countries", "person" -> "people".
std::string plural(std::string_view name);
/// "PostCategory" -> "post_categories".
std::string table_name_for(std::string_view model_name);

} // namespace ginnel::schema
