#pragma once

#include <memory>
#include <string>

namespace ginnel::schema {

/// A value that the program makes of a row, for JSON alone. Called from any thread; must not change.
class computed_value {
public:
    virtual ~computed_value() = default;
    /// Writes it as JSON.
    virtual void append_json(std::string& out, const void* object) const = 0;
};

struct computed {
    std::string name;
    std::string serialize_as; ///< empty: never serialised
    std::shared_ptr<const computed_value> value;
};

} // namespace ginnel::schema
