#include "rest/answers/answer_head.hpp"

#include <boost/beast/http/status.hpp>

#include <ostream> // which Boost's text views do not bring along

namespace ginnel::rest {

namespace {

void add(std::string& head, std::string_view name, std::string_view content)
{
    head.append(name).append(": ").append(content).append("\r\n");
}

} // namespace

// Written at once as text: Beast's own messages are lists of fields, whose buffers cost more to walk than most answers
// to make.
std::string head_of(const answer& a, bool keep)
{
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(a.status));
    std::string head;
    head.reserve(256);
    head.append("HTTP/1.1 ").append(std::to_string(a.status)).append(" ").append(reason.data(), reason.size());
    head += "\r\n";
    if (a.status != 204)
        add(head, "Content-Type", a.type);
    // An answer is data of now, for this client: neither sniffed nor stored.
    add(head, "X-Content-Type-Options", "nosniff");
    add(head, "Cache-Control", "no-store");
    for (const auto& [name, content] : a.headers)
        add(head, name, content);
    if (!keep)
        add(head, "Connection", "close");
    if (a.status != 204)
        add(head, "Content-Length", std::to_string(a.body.size()));
    return head += "\r\n";
}

} // namespace ginnel::rest
