#include "engine/cursor_text.hpp"

#include "value/sha256.hpp"

#include <ginnel/error.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>

namespace ginnel::engine {

namespace {

constexpr char version = 1;
constexpr std::size_t longest = 1 << 20;
constexpr std::size_t digest_size = sha256_digest{}.size();

void put(std::string& out, std::uint64_t number)
{
    for (int shift = 56; shift >= 0; shift -= 8)
        out += static_cast<char>(number >> shift & 0xff);
}

void put(std::string& out, const value& v)
{
    const cell c = v.view();
    out += static_cast<char>(c.type);
    switch (c.type) {
    case kind::null:
        break;
    case kind::boolean:
    case kind::integer:
        put(out, static_cast<std::uint64_t>(c.integer));
        break;
    case kind::real:
        put(out, std::bit_cast<std::uint64_t>(c.real));
        break;
    case kind::text:
    case kind::blob:
        put(out, std::uint64_t{c.text.size()});
        out += c.text;
        break;
    }
}

/// Reads what `write_cursor` wrote; the signature vouches for the form, and the ends are watched all the same.
struct reader {
    std::string_view rest;

    std::string_view take(std::uint64_t count)
    {
        if (count > rest.size())
            refuse();
        const std::string_view taken = rest.substr(0, static_cast<std::size_t>(count));
        rest.remove_prefix(static_cast<std::size_t>(count));
        return taken;
    }
    std::uint64_t number()
    {
        std::uint64_t n = 0;
        for (const char c : take(8))
            n = n << 8 | static_cast<std::uint8_t>(c);
        return n;
    }
    value next()
    {
        switch (static_cast<kind>(take(1).front())) {
        case kind::null:
            return {};
        case kind::boolean:
            return value{number() != 0};
        case kind::integer:
            return value{static_cast<std::int64_t>(number())};
        case kind::real:
            return value{std::bit_cast<double>(number())};
        case kind::text:
            return value{take(number())};
        case kind::blob:
            return value::blob(std::string{take(number())});
        }
        refuse();
    }
    [[noreturn]] static void refuse()
    {
        throw error{error_kind::data, "E_CURSOR",
                    "this cursor was not made here, or it was changed: hand on the text that a page gave, or begin "
                    "without one"}
            .spoiling(spoils::nothing);
    }
};

} // namespace

std::string write_cursor(const cursor_position& p, std::string_view order, std::string_view secret)
{
    std::string body;
    body += version;
    body += p.backwards ? '\1' : '\0';
    body += digest_bytes(sha256(order)).substr(0, 8);
    for (const value& v : p.at)
        put(body, v);
    const sha256_digest signature = hmac_sha256(secret, body);
    body.insert(0, digest_bytes(signature));
    return base64url(body);
}

cursor_position read_cursor(std::string_view text, std::string_view order, std::string_view secret)
{
    std::string bytes;
    if (text.size() > longest || !from_base64url(text, bytes) || bytes.size() < digest_size + 10)
        reader::refuse();
    const std::string_view all{bytes};
    if (!same_digest(all.substr(0, digest_size), digest_bytes(hmac_sha256(secret, all.substr(digest_size)))))
        reader::refuse();
    reader in{all.substr(digest_size)};
    if (in.take(1).front() != version)
        reader::refuse();
    cursor_position p;
    p.backwards = in.take(1).front() != 0;
    if (in.take(8) != digest_bytes(sha256(order)).substr(0, 8))
        throw error{
            error_kind::data, "E_CURSOR_FOREIGN",
            "this cursor is a place in the rows of another model or relation, or in another order: begin without "
            "one"}
            .spoiling(spoils::nothing);
    while (!in.rest.empty())
        p.at.push_back(in.next());
    return p;
}

} // namespace ginnel::engine
