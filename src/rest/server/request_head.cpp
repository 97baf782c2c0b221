#include "rest/server/request_head.hpp"

#include "rest/requests/words.hpp"

#include <boost/beast/http/field.hpp>

#include <algorithm>

namespace ginnel::rest {

namespace {

namespace http = boost::beast::http;

std::string_view view(boost::beast::string_view s)
{
    return {s.data(), s.size()};
}

/// "http://h:80/p" -> 7, where the host begins; 0 for a target without one.
std::size_t begin_of_host(std::string_view target)
{
    for (const std::string_view scheme : {"http://", "https://"})
        if (same_but_for_case(target.substr(0, scheme.size()), scheme))
            return scheme.size();
    return 0;
}

} // namespace

std::string_view wrong_in_head(const http::request_header<>& head)
{
    const auto codings = head.count(http::field::transfer_encoding);
    if (codings > 0) {
        if (codings > 1 || !same_but_for_case(view(head[http::field::transfer_encoding]), "chunked"))
            return "of transfer encodings only \"chunked\" is read, and by itself";
        if (head.count(http::field::content_length) > 0)
            return "the length of the body is said twice: send Content-Length or Transfer-Encoding";
        if (head.version() < 11)
            return "a request of HTTP/1.0 has no Transfer-Encoding: send Content-Length";
    }
    const auto hosts = head.count(http::field::host);
    if (hosts > 1)
        return "the header Host is sent twice: send one";
    if (hosts == 0 && head.version() >= 11)
        return "the header Host is missing";
    return {};
}

void take_origin_form(http::request_header<>& head)
{
    const std::string target{view(head.target())};
    const auto from = begin_of_host(target);
    if (from == 0)
        return;
    const auto end = std::min(target.find_first_of("/?", from), target.size());
    const auto path = target.substr(end);
    head.set(http::field::host, target.substr(from, end - from));
    head.target(path.starts_with('/') ? path : "/" + path);
}

} // namespace ginnel::rest
