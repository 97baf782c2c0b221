#include <ginnel/detail/convert.hpp>
#include <ginnel/error.hpp>
#include <ginnel/value/describe.hpp>

namespace ginnel::detail {

void throw_does_not_fit(const value& v, std::string_view name, column_type wanted, bool nullable)
{
    throw error{error_kind::data, "E_VALUE_TYPE",
                "\"" + std::string{name} + "\" holds " + describe_found(v.view()) + ", and " +
                    describe_expected(wanted, nullable) + " is asked for"}
        .spoiling(spoils::nothing);
}

} // namespace ginnel::detail
