// What is refused, with which code, and that the sentence says what to write instead; no statement is sent.
#include "clinic.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace run_time {
namespace {

namespace types = ginnel::types;

struct refusal {
    const char* code;
    const char* says; ///< a part of the sentence
    std::function<void(ginnel::application&)> work;
};

/// A query of patients that `say` builds and runs.
template <typename F>
std::function<void(ginnel::application&)> patients(F say)
{
    return [say](ginnel::application& app) {
        auto q = app.query("Patient");
        say(q);
        (void)q.all();
    };
}

/// What `work` throws: its code and sentence.
template <typename F>
std::string thrown(F&& work)
{
    try {
        work();
    } catch (const ginnel::error& e) {
        return std::string{e.code()} + ": " + e.what();
    }
    return "nothing";
}

const std::vector<refusal>& refusals()
{
    using q_t = ginnel::record_query;
    static const std::vector<refusal> all{
        {"E_UNKNOWN_MODEL", "\"Physician\"", [](auto& app) { (void)app.query("Physicain"); }},
        {"E_UNKNOWN_COLUMN", "nearest: \"name\"", patients([](q_t& q) { q.where("nmae", "x"); })},
        {"E_UNKNOWN_COLUMN", "whose property is \"fee\"", [](auto& app) { (void)app.query("Appointment").where("fee_in_euro", 1.0); }},
        {"E_UNKNOWN_COLUMN", "that is a relation", patients([](q_t& q) { q.where("physicians", 1); })},
        {"E_UNKNOWN_COLUMN", "write where_has(\"physicians\"", patients([](q_t& q) { q.where("physicians.name", "x"); })},
        {"E_UNKNOWN_COLUMN", "no model \"Nobody\"", patients([](q_t& q) { q.order_by("Nobody.name"); })},
        {"E_UNKNOWN_COLUMN", "Appointment has no property \"fees\"",
         patients([](q_t& q) { q.preload("physicians", [](auto& p) { p.where_pivot("fees", 1.0); }); })},
        {"E_UNKNOWN_COLUMN", "\"agee\"", patients([](q_t& q) { q.select({"agee"}); })},
        {"E_UNKNOWN_COLUMN", "\"agee\"", patients([](q_t& q) { (void)q.sum("agee"); })},
        {"E_UNKNOWN_COLUMN", "\"agee\"", patients([](q_t& q) { (void)q.pluck<int>("agee"); })},
        {"E_UNKNOWN_COLUMN", "nearest: \"age\"", [](auto& app) { app.model("Patient").create({{"agee", 3}}); }},
        {"E_UNKNOWN_OPERATOR", "not like", patients([](q_t& q) { q.where("age", "=>", 3); })},
        {"E_UNKNOWN_OPERATOR", "a number of rows", patients([](q_t& q) { q.has("physicians", "like", 3); })},
        {"E_VALUE_TYPE", "the text 'old'", patients([](q_t& q) { q.where("age", "old"); })},
        {"E_VALUE_TYPE", "from -2147483648", patients([](q_t& q) { q.where("age", 3'000'000'000); })},
        {"E_VALUE_TYPE", "a boolean", patients([](q_t& q) { q.where("insured", 1); })},
        {"E_VALUE_TYPE", "an integer", patients([](q_t& q) { q.where_in("age", {1.5}); })},
        {"E_VALUE_TYPE", "a text", patients([](q_t& q) { q.where_between("name", "A", 3); })},
        {"E_VALUE_TYPE", "where_null(\"age\")", patients([](q_t& q) { q.where("age", ginnel::value{}); })},
        {"E_VALUE_TYPE", "a timestamp", [](auto& app) { (void)app.query("Appointment").where("appointmentDate", "yesterday"); }},
        {"E_VALUE_TYPE", "like compares texts", patients([](q_t& q) { q.where("age", "like", "3%"); })},
        {"E_VALUE_TYPE", "only numbers", patients([](q_t& q) { (void)q.avg("name"); })},
        {"E_VALUE_TYPE", "only numbers", patients([](q_t& q) { q.with_sum("physicians", "name", "all_names"); })},
        {"E_VALUE_TYPE", "is given the text", [](auto& app) { app.model("Patient").create({{"age", "three"}}); }},
        {"E_VALUE_TYPE", "takes no null", [](auto& app) { app.model("Physician").create({{"name", nullptr}}); }},
        {"E_VALUE_TYPE", "an integer", patients([](q_t& q) { (void)q.find("one"); })},
        {"E_MISSING_MODEL_ATTRIBUTE", "Physician.name is required", [](auto& app) { app.model("Physician").create({}); }},
        {"E_DUPLICATE_ATTRIBUTE", "given twice", [](auto& app) { app.model("Patient").create({{"age", 1}, {"age", 2}}); }},
        {"E_UNDEFINED_RELATIONSHIP", "nearest: \"physicians\"", patients([](q_t& q) { q.preload("physician"); })},
        {"E_UNDEFINED_RELATIONSHIP", "that is a column", patients([](q_t& q) { q.where_has("name"); })},
        {"E_UNDEFINED_RELATIONSHIP", "Physician has no relation", patients([](q_t& q) { q.preload("physicians.visits"); })},
        {"E_UNDEFINED_RELATIONSHIP", "ends in a point", patients([](q_t& q) { q.has("physicians."); })},
        {"E_UNDEFINED_RELATIONSHIP", "Physician has no relation", patients([](q_t& q) { q.doesnt_have("physicians..patients"); })},
        {"E_NO_ALIAS", "with_count(\"physicians.patients\", \"name\")", patients([](q_t& q) { q.with_count("physicians.patients"); })},
        {"E_NO_ALIAS", "with_sum(\"physicians.appointments\", \"fee\", \"name\")", patients([](q_t& q) { q.with_sum("physicians.appointments", "fee", ""); })},
        {"E_UNKNOWN_COLUMN", "nearest: \"age\"", patients([](q_t& q) { q.where_column("id", "agee"); })},
        {"E_UNKNOWN_OPERATOR", "not by like", patients([](q_t& q) { q.where_column("name", "like", "name"); })},
        {"E_VALUE_TYPE", "is compared with \"age\"", patients([](q_t& q) { q.where_column("name", "age"); })},
        {"E_VALUE_TYPE", "which has no date", patients([](q_t& q) { q.where_year("age", 2024); })},
        {"E_VALUE_TYPE", "the text 'May'", [](auto& app) { app.query("Appointment").where_month("appointmentDate", "May"); }},
        {"E_VALUE_TYPE", "a date", [](auto& app) { app.query("Appointment").where_date("appointmentDate", "soon"); }},
        {"E_VALUE_RANGE", "whole seconds", [](auto& app) { app.query("Appointment").where_time("appointmentDate", "10:00:00.5"); }},
        {"E_RAW_VALUES", "", patients([](q_t& q) { q.where_raw("{table}.age > ?"); })},
        {"E_RAW_TABLE", "", patients([](q_t& q) { q.where_raw("{pivot}.age > 1"); })},
        {"E_NO_ALIAS", "with_exists", patients([](q_t& q) { q.with_exists("physicians", ""); })},
        {"E_UNKNOWN_COLUMN", "nearest: \"fee\"", patients([](q_t& q) { q.with_max("physicians.appointments", "fees", "most"); })},
        {"E_UNKNOWN_COLUMN", "nearest: \"fee\"", patients([](q_t& q) { q.order_by_max("physicians.appointments", "fees"); })},
        {"E_UNKNOWN_COLUMN", "nearest: \"name\"", [](auto& app) { (void)app.query("Appointment").order_by("patient.nam"); }},
        {"E_RELATION_KIND", "order_by_max", patients([](q_t& q) { q.order_by("appointments.fee"); })},
        {"E_VALUE_TYPE", "only numbers", patients([](q_t& q) { q.order_by_sum("physicians", "name"); })},
        {"E_UNDEFINED_RELATIONSHIP", "nearest: \"patients\"", patients([](q_t& q) { q.where_every("physicians.patient", [](q_t&) {}); })},
        {"E_UNDEFINED_RELATIONSHIP", "nearest: \"physicians\"", patients([](q_t& q) { q.with_where_has("physician"); })},
        {"E_UNDEFINED_RELATIONSHIP", "nearest: \"physicians\"", patients([](q_t& q) { q.preload_once("physician"); })},
        {"E_LIMIT_IN_SUB_QUERY", "", patients([](q_t& q) { q.where_has("physicians.appointments", [](q_t& a) { a.limit(1); }, ">", 1); })},
        {"E_NO_ALIAS", "with_max", patients([](q_t& q) { q.with_max("appointments", "fee", ""); })},
        {"E_DUPLICATE_ALIAS", "\"n\"", patients([](q_t& q) { q.with_count("appointments", "n").with_count("physicians", "n"); })},
        {"E_NO_LINK_TABLE", "passes no other table", patients([](q_t& q) { q.where_pivot("fee", 1.0); })},
        {"E_NO_RELATION", "closure of preload", patients([](q_t& q) { q.group_limit(3); })},
        {"E_NEGATIVE", "-1", patients([](q_t& q) { q.limit(-1); })},
        {"E_LIMIT_IN_SUB_QUERY", "", patients([](q_t& q) { q.where_has("physicians", [](auto& p) { p.limit(1); }); })},
        {"E_LIMIT_IN_SUB_QUERY", "", patients([](q_t& q) { q.with_count("physicians", [](auto& p) { p.limit(1); }); })},
        {"E_PAGE", "from 1 on", patients([](q_t& q) { (void)q.paginate(0, 10); })},
        {"E_LIMITED_QUERY", "leave it out", patients([](q_t& q) { (void)q.limit(3).paginate(1, 10); })},
        {"E_QUERY_NOT_RUN", "run the outer one", patients([](q_t& q) { q.preload("physicians", [](auto& p) { (void)p.all(); }); })},
        {"E_QUERY_NOT_RUN", "run the outer one", patients([](q_t& q) { q.where_has("physicians", [](auto& p) { (void)p.count(); }); })},
        {"E_BOOTED", "before boot()", [](auto& app) { app.model("Patient").has_one("Physician"); }},
        {"E_BOOTED", "before boot()", [](auto& app) { app.define("Late"); }},
    };
    return all;
}

TEST(wrong_use, is_refused_by_name_before_any_statement)
{
    clinic c;
    for (const auto& r : refusals()) {
        std::string said;
        EXPECT_EQ(c.statements_of([&] { said = thrown([&] { r.work(c.app); }); }), 0U) << said;
        EXPECT_TRUE(said.starts_with(std::string{r.code} + ": ")) << r.code << " is not: " << said;
        EXPECT_NE(said.find(r.says), std::string::npos) << r.says << " is not in: " << said;
    }
}

TEST(wrong_use, reads_of_records_say_what_to_write)
{
    clinic c;
    const auto ash = c.app.query("Physician").select({"name"}).preload("appointments").with_count("patients", "n").first_or_fail();
    const auto has = [](const std::string& said, const char* part) { EXPECT_NE(said.find(part), std::string::npos) << said; };
    has(thrown([&] { (void)ash["nam"]; }), "E_UNKNOWN_COLUMN: Physician has no property \"nam\" (nearest: \"name\")");
    has(thrown([&] { (void)ash["n"]; }), "E_UNKNOWN_COLUMN: Physician has no property \"n\": the query added it, so read it by extra(\"n\")");
    has(thrown([&] { (void)ash["name"].as<int>(); }), "E_VALUE_TYPE: \"Physician.name\" holds the text 'Ash'");
    has(thrown([&] { (void)ash.related("patients").size(); }), "E_RELATION_NOT_LOADED: Physician.patients was not loaded: write .preload(\"patients\")");
    has(thrown([&] { (void)ash.one("appointments"); }), "E_RELATION_KIND");
    has(thrown([&] { (void)ash.related("patient"); }), "E_UNDEFINED_RELATIONSHIP");
    has(thrown([&] { (void)ash.count("patients"); }), "E_RELATION_NOT_COUNTED");
    has(thrown([&] { (void)ash.extra("m"); }), "E_UNKNOWN_EXTRA");
    const auto cleo = c.app.query("Patient").select({"name"}).first_or_fail();
    has(thrown([&] { (void)cleo["age"]; }), "E_MISSING_MODEL_ATTRIBUTE: Patient.age was not read: add \"age\" to select");
    has(thrown([&] { (void)c.app.query("Appointment").preload("patient").first_or_fail().related("patient").size(); }), "read it by one(\"patient\")");
    has(thrown([&] { (void)c.app.query("Patient").find_or_fail(77); }), "E_ROW_NOT_FOUND: there is no Patient with the key 77");
    ginnel::record row = ash;
    has(thrown([&] { row.set("name", 3); }), "E_VALUE_TYPE");
}

TEST(wrong_use, is_refused_before_the_boot)
{
    watched w;
    auto& a = w.app.define("A");
    EXPECT_TRUE(thrown([&] { (void)w.app.query("A"); }).starts_with("E_NOT_BOOTED"));
    EXPECT_TRUE(thrown([&] { (void)a.query(); }).starts_with("E_NOT_BOOTED"));
    EXPECT_TRUE(thrown([&] { w.app.create_tables(); }).starts_with("E_NOT_BOOTED"));
    EXPECT_TRUE(thrown([&] { w.app.define("A"); }).starts_with("E_DUPLICATE_MODEL"));
    EXPECT_NE(thrown([&] { (void)w.app.model("a1"); }).find("\"A\""), std::string::npos);
}

TEST(wrong_use, of_definitions_is_told_all_at_once_with_remedies)
{
    watched w;
    auto& physician = w.app.define("Physician", {{"name", types::text}, {"name", types::int64}});
    auto& patient = w.app.define("Patient", {{"name", types::text}, {"doctor", types::int64, {.column = "doctor_id"}}, {"code", types::int64, {.default_value = "x"}}});
    auto& appointment = w.app.define("Appointment", {{"id", types::text}});
    w.app.define("Patients", {{"a", types::id}, {"b", types::id}}, {.table = "patient"});
    physician.has_many(patient, {.through = appointment});
    physician.has_many("Pacient", {.as = "others"});
    physician.has_many(patient, {.as = "treated", .foreign_key = "doctor_id"});
    physician.has_many(patient, {.as = "treated"});
    physician.has_many(patient, {.as = "name"});
    physician.has_many(patient, {.as = "linked", .key_through = "x"});
    physician.has_many(patient, {.through = appointment, .via = {"a", "b"}, .as = "both"});
    physician.many_to_many(physician, {.as = "friends"});
    patient.belongs_to(physician, {.as = "scoped", .foreign_key = "doctor", .scope = [](auto& q) { q.where("nme", "x"); }});
    patient.has_one(physician, {.via = {"nothing"}, .as = "far"});
    patient.has_many(physician, {.as = "mixed", .foreign_key = "name"});
    const auto said = thrown([&] { w.app.boot(); });
    EXPECT_TRUE(said.starts_with("E_MODELS: ")) << said;
    for (const char* part : {"\"name\" is defined twice", "its default does not fit", "\"id\" is taken", "are both said to be the key",
                             "Patient has the table \"patient\" already", "has no \"physicianId\" to hold the key of Physician",
                             "write appointment.belongs_to(\"Physician\", {.foreign_key = \"physicianId\"}), or write .foreign_key here",
                             "there is no model \"Pacient\" (nearest: \"Patient\"",
                             "\"doctor_id\" is a column of the table of Patient, and keys are named by property: write \"doctor\"",
                             "there are two relations of this name", "is the name of a property too", "none is: write .through beside it",
                             "both .through, which names models, and .via", "would be both keys of the table",
                             "give both properties one type"})
        EXPECT_NE(said.find(part), std::string::npos) << part << " is not in\n" << said;
    EXPECT_FALSE(w.app.booted());
}

TEST(wrong_use, of_scopes_and_paths_is_told_by_the_boot)
{
    const auto said_of = [](const std::function<void(ginnel::record_model&, ginnel::record_model&)>& say) {
        watched w;
        auto& user = w.app.define("User", {{"name", types::text}});
        auto& post = w.app.define("Post", {{"title", types::text}});
        say(user, post);
        return thrown([&] { w.app.boot(); });
    };
    const auto has = [](const std::string& said, const char* part) { EXPECT_NE(said.find(part), std::string::npos) << said; };
    has(said_of([](auto& user, auto& post) { user.has_many(post, {.scope = [](auto& q) { q.where("titel", "x"); }}); }),
        "User: \"posts\", .scope: Post has no property \"titel\" (nearest: \"title\")");
    has(said_of([](auto& user, auto& post) { user.has_many(post, {.via = {"friends", "posts"}}); }), "which is no relation of User");
    has(said_of([](auto& user, auto&) { user.has_many("Post", {.through = {"User", "Post"}, .as = "deep"}); }), ".foreign_key");
    has(said_of([](auto& user, auto& post) { post.belongs_to(user, {.through = "User"}); }), "write has_one");
    has(said_of([](auto& user, auto& post) { user.has_many(post, {.pivot_table = "x"}); }), "write many_to_many");
    has(said_of([](auto& user, auto& post) { user.has_many(post, {.as = "a.b"}); }), "holds a point");
}

TEST(wrong_use, mended_models_boot)
{
    watched w;
    auto& user = w.app.define("User");
    user.has_many("Post");
    EXPECT_NE(thrown([&] { w.app.boot(); }).find("define it, or name another"), std::string::npos);
    w.app.define("Post");
    w.app.boot();
    EXPECT_TRUE(w.app.booted());
    EXPECT_NO_THROW(w.app.boot());
}

} // namespace
} // namespace run_time
