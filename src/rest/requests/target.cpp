#include "rest/requests/target.hpp"

#include "rest/answers/refusal.hpp"

#include <ginnel/value/utf8.hpp>

#include <boost/url/grammar/lut_chars.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace ginnel::rest {

namespace {

namespace urls = boost::urls;

/// What stands in a URL as it is; % too, since what is encoded is not encoded again (which urls::encode could not be
/// told).
constexpr urls::grammar::lut_chars kept{
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%"};

std::string checked(std::string text)
{
    if (!is_utf8(text) || text.find('\0') != std::string::npos)
        throw refusal{400, "the URL holds bytes that are no UTF-8 text"};
    return text;
}

} // namespace

std::string encoded_target(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (kept(byte)) {
            out += c;
            continue;
        }
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

const std::string* target::parameter(std::string_view name) const noexcept
{
    for (const auto& [known, v] : parameters)
        if (known == name)
            return &v;
    return nullptr;
}

target parse_target(std::string_view text)
{
    const auto url = encoded_target(text);
    const auto parsed = urls::parse_origin_form(url);
    if (!parsed)
        throw refusal{400, "the URL cannot be read: encode a percent sign as %25"};
    target t;
    for (const auto segment : parsed->segments())
        if (!segment.empty())
            t.segments.push_back(checked(std::string{segment.data(), segment.size()}));
    for (const auto& p : parsed->params())
        t.parameters.emplace_back(checked(std::string{p.key.data(), p.key.size()}),
                                  checked(std::string{p.value.data(), p.value.size()}));
    return t;
}

} // namespace ginnel::rest
