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

/// `what` it stands in, for messages: "the URL".
std::string checked(std::string text, std::string_view what)
{
    if (!is_utf8(text))
        throw refusal{400, std::string{what} + " holds bytes that are no UTF-8 text"};
    if (text.find('\0') != std::string::npos)
        throw refusal{400, std::string{what} + " holds the character NUL (%00), which no text may"};
    return text;
}

fields checked(const urls::params_view& params, std::string_view what)
{
    fields out;
    for (const auto& p : params)
        out.emplace_back(checked(std::string{p.key.data(), p.key.size()}, what),
                         checked(std::string{p.value.data(), p.value.size()}, what));
    return out;
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
            t.segments.push_back(checked(std::string{segment.data(), segment.size()}, "the URL"));
    t.parameters = checked(parsed->params(), "the URL");
    return t;
}

fields fields_of(std::string_view form)
{
    const auto url = "/?" + encoded_target(form);
    const auto parsed = urls::parse_origin_form(url);
    if (!parsed)
        throw refusal{400, "the form cannot be read: encode a percent sign as %25"};
    return checked(parsed->params(), "the form");
}

} // namespace ginnel::rest
