#include "value/civil_text.hpp"

namespace ginnel::detail {

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

constexpr bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// Takes text from the front; after the first piece that does not fit, `ok` is false and every further read gives 0.
struct reader {
    std::string_view rest;
    bool ok = true;

    bool next_is(char c) const noexcept { return ok && !rest.empty() && rest.front() == c; }

    void expect(char c) noexcept
    {
        ok = next_is(c);
        if (ok)
            rest.remove_prefix(1);
    }

    /// Exactly `count` digits, whose number is `most` or less.
    int number(std::size_t count, int most) noexcept
    {
        ok = ok && rest.size() >= count;
        int n = 0;
        for (std::size_t i = 0; ok && i < count; ++i) {
            ok = is_digit(rest[i]);
            n = n * 10 + (rest[i] - '0');
        }
        ok = ok && n <= most;
        if (!ok)
            return 0;
        rest.remove_prefix(count);
        return n;
    }

    std::chrono::year_month_day date() noexcept
    {
        const int y = number(4, 9999);
        expect('-');
        const int m = number(2, 12);
        expect('-');
        const int d = number(2, 31);
        const std::chrono::year_month_day read{std::chrono::year{y}, std::chrono::month{static_cast<unsigned>(m)},
                                               std::chrono::day{static_cast<unsigned>(d)}};
        ok = ok && read.ok();
        return read;
    }

    std::int64_t time() noexcept
    {
        std::int64_t read = number(2, 23) * hour;
        expect(':');
        read += number(2, 59) * minute;
        expect(':');
        read += number(2, 59) * second;
        if (next_is('.')) {
            rest.remove_prefix(1);
            std::int64_t unit = second;
            std::size_t digits = 0;
            for (; digits < rest.size() && is_digit(rest[digits]); ++digits) {
                unit /= 10; // 0 from the seventh digit on: those are cut off
                read += (rest[digits] - '0') * unit;
            }
            ok = digits >= 1 && digits <= 9;
            rest.remove_prefix(digits);
        }
        return read;
    }

    /// What is to be subtracted to reach UTC; no offset is UTC.
    std::int64_t offset() noexcept
    {
        if (next_is('Z') || next_is('z')) {
            rest.remove_prefix(1);
            return 0;
        }
        if (!next_is('+') && !next_is('-'))
            return 0;
        const std::int64_t sign = rest.front() == '+' ? 1 : -1;
        rest.remove_prefix(1);
        std::int64_t read = number(2, 23) * hour;
        if (ok && !rest.empty()) {
            if (next_is(':'))
                rest.remove_prefix(1);
            read += number(2, 59) * minute;
        }
        return sign * read;
    }

    bool at_end() const noexcept { return ok && rest.empty(); }
};

void append_number(std::string& out, std::int64_t n, std::size_t width)
{
    const std::size_t begin = out.size();
    out.append(width, '0');
    for (std::size_t i = begin + width; i > begin; n /= 10)
        out[--i] = static_cast<char>('0' + n % 10);
}

} // namespace

std::optional<std::chrono::year_month_day> read_date(std::string_view text) noexcept
{
    reader r{text};
    const std::chrono::year_month_day read = r.date();
    if (!r.at_end())
        return std::nullopt;
    return read;
}

std::optional<std::int64_t> read_time(std::string_view text) noexcept
{
    reader r{text};
    const std::int64_t read = r.time();
    if (!r.at_end())
        return std::nullopt;
    return read;
}

std::optional<std::int64_t> read_timestamp(std::string_view text) noexcept
{
    reader r{text};
    const std::chrono::year_month_day date = r.date();
    r.expect(r.next_is('T') || r.next_is('t') ? r.rest.front() : ' ');
    const std::int64_t time = r.time();
    const std::int64_t offset = r.offset();
    if (!r.at_end())
        return std::nullopt;
    const std::int64_t read = std::chrono::sys_days{date}.time_since_epoch().count() * day + time - offset;
    // An offset may lead out of the years that can be written back.
    if (read < first_timestamp || read > last_timestamp)
        return std::nullopt;
    return read;
}

void append_date(std::string& out, std::chrono::year_month_day v)
{
    append_number(out, static_cast<int>(v.year()), 4);
    out += '-';
    append_number(out, static_cast<unsigned>(v.month()), 2);
    out += '-';
    append_number(out, static_cast<unsigned>(v.day()), 2);
}

void append_time(std::string& out, std::int64_t microseconds)
{
    append_number(out, microseconds / hour, 2);
    out += ':';
    append_number(out, microseconds / minute % 60, 2);
    out += ':';
    append_number(out, microseconds / second % 60, 2);
    if (const std::int64_t fraction = microseconds % second; fraction != 0) {
        out += '.';
        append_number(out, fraction, 6);
    }
}

void append_timestamp(std::string& out, std::int64_t microseconds)
{
    const std::chrono::sys_time<std::chrono::microseconds> moment{std::chrono::microseconds{microseconds}};
    const auto midnight = std::chrono::floor<std::chrono::days>(moment);
    append_date(out, midnight);
    out += ' ';
    append_time(out, (moment - midnight).count());
}

std::string timestamp_text(std::int64_t microseconds)
{
    std::string out;
    out.reserve(26);
    append_timestamp(out, microseconds);
    return out;
}

} // namespace ginnel::detail
