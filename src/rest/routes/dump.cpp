#include "rest/routes/dump.hpp"

#include "rest/answers/refusal.hpp"
#include "rest/requests/words.hpp"

#include <boost/asio/ip/address.hpp>

#include <string>
#include <string_view>

namespace ginnel::rest {

namespace {

constexpr std::string_view dump_path = "/__dump";

/// "localhost:3000" -> "localhost", "[::1]:3000" -> "::1"
std::string_view name_in(std::string_view host)
{
    if (host.starts_with('['))
        return host.substr(1, host.find(']') - 1);
    return host.substr(0, host.rfind(':'));
}

bool is_this_machine(std::string_view host)
{
    const auto name = name_in(host);
    if (same_but_for_case(name, "localhost"))
        return true;
    boost::system::error_code problem;
    const auto address = boost::asio::ip::make_address(std::string{name}, problem);
    return !problem && address.is_loopback();
}

} // namespace

bool asks_for_dump(const app::application& a, const request& r) noexcept
{
    return a.dumps() && r.target.substr(0, r.target.find('?')) == dump_path;
}

answer dump_answer(const app::application& a, const request& r)
{
    if (r.method != "GET")
        throw refusal{404, "The rows of all tables are there for GET alone"};
    // Browsers send a host always; without one it is a program, of HTTP/1.0.
    if (!r.origin.empty() || (!r.host.empty() && !is_this_machine(r.host)))
        throw refusal{403, "The rows of all tables are not for pages: ask for them from a program on this machine, by "
                           "http://localhost or a loopback address"};
    return {200, a.tables()};
}

} // namespace ginnel::rest
