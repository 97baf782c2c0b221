#include "soak_client.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <iterator>
#include <stdexcept>
#include <thread>
#include <utility>

namespace {

namespace json = boost::json;

constexpr std::size_t most_patients = 60;

std::string text(const json::value& v)
{
    return {v.as_string().data(), v.as_string().size()};
}

std::string list_of(const std::set<std::int64_t>& ids)
{
    std::string out;
    for (const auto id : ids)
        out += (out.empty() ? "[" : ",") + std::to_string(id);
    return out.empty() ? "[]" : out + "]";
}

} // namespace

soak_client::soak_client(unsigned short port, std::size_t number)
    : port_{port},
      mark_{"client" + std::to_string(number) + "-"},
      random_{static_cast<std::uint32_t>(number)},
      connection_{std::make_unique<client>(port)}
{
    const auto made = ask("POST", "/api/Physicians", "{\"name\":\"" + mark_ + "\"}");
    if (!made || made->status != 200)
        throw std::runtime_error{"no physician"};
    physician_ = json::parse(made->body).at("id").as_int64();
}

std::size_t soak_client::pick(std::size_t below)
{
    return std::uniform_int_distribution<std::size_t>{0, below - 1}(random_);
}

std::int64_t soak_client::any_patient()
{
    return std::next(known_.patients.begin(), static_cast<std::ptrdiff_t>(pick(known_.patients.size())))->first;
}

std::optional<reply> soak_client::ask(std::string_view method, const std::string& target, const std::string& body)
{
    ++requests_;
    std::string bytes = std::string{method} + ' ' + target + " HTTP/1.1\r\nHost: a\r\n";
    if (!body.empty())
        bytes += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    auto r = connection_->send(bytes + "\r\n" + body) ? connection_->receive() : reply{};
    if (r.status == 0) {
        connection_.reset();
        return {};
    }
    EXPECT_LT(r.status, 500U) << method << ' ' << target << ' ' << body << '\n' << r.body;
    if (const auto said = r.headers.find("connection"); said != r.headers.end() && said->second == "close")
        connection_.reset();
    return r;
}

std::optional<reply> soak_client::write(std::string_view method, const std::string& target, const std::string& body,
                                        state then)
{
    maybe_ = std::move(then);
    auto r = ask(method, target, body);
    if (!r)
        return r;
    EXPECT_LT(r->status, 300U) << method << ' ' << target << ' ' << body << '\n' << r->body;
    known_ = std::move(*maybe_);
    maybe_.reset();
    return r;
}

void soak_client::create(std::size_t how_many)
{
    std::string rows;
    for (std::size_t i = 0; i < how_many; ++i) {
        const auto name = mark_ + std::to_string(++names_);
        maybe_created_.insert(name);
        rows += (i == 0 ? "{\"name\":\"" : ",{\"name\":\"") + name + "\"}";
    }
    const auto r = ask("POST", "/api/Patients", how_many == 1 ? rows : "[" + rows + "]");
    if (!r)
        return;
    EXPECT_EQ(r->status, 200U) << r->body;
    maybe_created_.clear();
    const auto made = json::parse(r->body);
    if (made.is_object())
        known_.patients[made.at("id").as_int64()] = text(made.at("name"));
    else
        for (const auto& one : made.as_array())
            known_.patients[one.at("id").as_int64()] = text(one.at("name"));
}

void soak_client::write_one(std::size_t which)
{
    const auto id = any_patient();
    const auto row = std::to_string(id);
    auto then = known_;
    switch (which) {
    case 0:
        then.patients[id] = mark_ + std::to_string(++names_);
        write("PATCH", "/api/Patients/" + row, "{\"name\":\"" + then.patients[id] + "\"}", then);
        return;
    case 1:
        then.linked.insert(id);
        write("PUT", links() + "/rel/" + row, "{\"appointmentDate\":\"2014-06-01\"}", then);
        return;
    case 2:
        then.linked.erase(id);
        write("DELETE", links() + "/rel/" + row, {}, then);
        return;
    case 3:
        then.linked.clear();
        for (auto n = pick(6); n > 0; --n)
            then.linked.insert(any_patient());
        write("PUT", links() + "/rel", list_of(then.linked), then);
        return;
    default:
        if (known_.linked.contains(id)) // its link would lead nowhere
            return read();
        then.patients.erase(id);
        write("DELETE", "/api/Patients/" + row, {}, then);
    }
}

void soak_client::read()
{
    const auto id = any_patient();
    const auto one = ask("GET", "/api/Patients/" + std::to_string(id));
    if (!one)
        return;
    EXPECT_EQ(one->body, "{\"name\":\"" + known_.patients[id] + "\",\"id\":" + std::to_string(id) + "}");
    if (connection_)
        ask("GET",
            "/api/Physicians?filter=" +
                encoded(R"({"limit":20,"include":{"relation":"patients","scope":{"limit":3,"order":"name DESC"}}})"));
}

void soak_client::step(const std::atomic<bool>& ended)
{
    if (!connection_) {
        check(ended);
        return;
    }
    if (known_.patients.empty() || (known_.patients.size() < most_patients && pick(4) == 0))
        create(pick(4) == 0 ? 3 : 1);
    else if (pick(2) == 0)
        read();
    else
        write_one(pick(known_.patients.size() < most_patients ? 5 : 8));
}

bool soak_client::connect(const std::atomic<bool>& ended)
{
    while (!connection_) {
        try {
            connection_ = std::make_unique<client>(port_);
        } catch (const std::runtime_error&) { // between two lives of the server
            if (ended)
                return false;
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
    }
    return true;
}

std::optional<soak_client::state> soak_client::read_all()
{
    state found;
    const auto mine =
        ask("GET", "/api/Patients?filter=" + encoded(R"({"where":{"name":{"like":")" + mark_ + R"(%"}}})"));
    if (!mine || !connection_)
        return {};
    const auto patients = json::parse(mine->body);
    for (const auto& one : patients.as_array())
        found.patients[one.at("id").as_int64()] = text(one.at("name"));
    const auto linked = ask("GET", links());
    if (!linked)
        return {};
    const auto links_there = json::parse(linked->body);
    for (const auto& one : links_there.as_array())
        found.linked.insert(one.at("id").as_int64());
    return found;
}

void soak_client::check(const std::atomic<bool>& ended)
{
    std::optional<state> found;
    while (!found && connect(ended))
        found = read_all();
    if (found)
        adopt(std::move(*found));
}

void soak_client::adopt(state found)
{
    if (!maybe_created_.empty()) {
        std::set<std::string> there;
        auto before = found;
        std::erase_if(before.patients, [&](const auto& row) {
            const bool new_one = maybe_created_.contains(row.second);
            if (new_one)
                there.insert(row.second);
            return new_one;
        });
        EXPECT_EQ(before, known_);
        EXPECT_TRUE(there.empty() || there == maybe_created_) << there.size() << " rows of " << maybe_created_.size();
    } else if (!maybe_ || found != *maybe_) {
        EXPECT_TRUE(found.patients == known_.patients)
            << mark_ << ": " << found.patients.size() << " patients are there, and " << known_.patients.size()
            << " were acknowledged";
        EXPECT_EQ(list_of(found.linked), list_of(known_.linked)) << mark_;
    }
    known_ = std::move(found);
    maybe_.reset();
    maybe_created_.clear();
}
