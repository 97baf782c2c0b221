// The flags for tests: rows to start with, and all rows as they stand.
#include "support/program.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

namespace {

const std::string clinic = GINNEL_ROOT "/examples/clinic";

std::string seed(const std::string& text)
{
    std::ofstream{"seed.json"} << text;
    return "seed.json";
}

std::vector<std::string> serving(const std::vector<std::string>& more)
{
    std::vector<std::string> all{"serve", clinic, "--port", "0", "--database", ":memory:"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

TEST(seed_and_dump, rows_are_written_as_they_stand_and_shown_whole)
{
    const auto file = seed(
        R"({"Physician": [{"id": 5, "name": "Ash"}], "Appointment": [{"id": 2, "physicianId": 5, "patientId": 9}]})");
    program served{serving({"--seed", file, "--dump"})};
    const auto port = served.port();
    ASSERT_NE(port, 0);
    EXPECT_EQ(get(port, "/api/Physicians/5").body, R"({"name":"Ash","id":5})");
    const auto all = get(port, "/__dump");
    EXPECT_EQ(all.status, 200U);
    EXPECT_NE(all.body.find(R"("Physician":[{"name":"Ash","id":5}])"), std::string::npos) << all.body;
    EXPECT_NE(all.body.find(R"("Patient":[])"), std::string::npos) << all.body;
}

TEST(seed_and_dump, nothing_is_dumped_unless_it_is_said_and_never_to_other_machines)
{
    program served{serving({})};
    EXPECT_EQ(get(served.port(), "/__dump").status, 404U);
    program open{serving({"--dump", "--host", "0.0.0.0"})};
    EXPECT_EQ(open.wait(), 1);
    EXPECT_NE(open.errors().find("for this machine alone"), std::string::npos);
}

TEST(seed_and_dump, mistakes_in_the_rows_are_told_at_once_and_nothing_is_served)
{
    const auto file = seed(
        R"({"Physicain": [{"id": 1}], "Patient": [{"nmae": "x"}, 3], "Appointment": [{"appointmentDate": "soon"}]})");
    program p{serving({"--seed", file})};
    EXPECT_EQ(p.wait(), 1);
    const auto said = p.errors();
    for (const char* part : {"Physicain: there is no such model", "Patient.0.nmae: there is no such property",
                             "Patient.1: write a row as an object",
                             "Appointment.0.appointmentDate: the value is not of the property's type"})
        EXPECT_NE(said.find(part), std::string::npos) << part << " in " << said;
}

} // namespace
