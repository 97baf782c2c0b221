#pragma once

#include <boost/beast/http/message.hpp>

#include <string>
#include <string_view>

namespace ginnel::rest {

/// Why a request whose headers have come may not be read further; empty: it may. Where a request ends must be beyond
/// doubt: a proxy in front that sees another end would let a client write requests in the name of others.
std::string_view wrong_in_head(const boost::beast::http::request_header<>& head);

/// Turns a target with a host in it, as proxies are sent it, into the path alone: "http://h/api/Patients?a" ->
/// "/api/Patients?a". The header "Host" then says that host.
void take_origin_form(boost::beast::http::request_header<>& head);

} // namespace ginnel::rest
