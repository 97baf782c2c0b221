// A folder of model files and the same models defined in code end in the same tables and paths, by the same defaults.
#include "folder_maker.hpp"

#include <ginnel/app/application.hpp>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <vector>

namespace {

namespace types = ginnel::types;

/// The definitions of a database's tables and indexes.
std::vector<std::string> definitions_of(const std::string& file)
{
    sqlite3* db = nullptr;
    sqlite3_stmt* s = nullptr;
    std::vector<std::string> out;
    EXPECT_EQ(sqlite3_open(file.c_str(), &db), SQLITE_OK);
    // LoopBack makes no foreign keys, so neither does a folder, and gives the tables of hasAndBelongsToMany keys of their own; models in code do otherwise.
    EXPECT_EQ(sqlite3_prepare_v2(db,
                                 "select case instr(sql, ', foreign key') when 0 then sql else substr(sql, 1, instr(sql, ', foreign key') - 1) || ')' end "
                                 "from sqlite_master where sql is not null and tbl_name <> 'PhysicianWard' order by 1", -1, &s, nullptr), SQLITE_OK);
    while (sqlite3_step(s) == SQLITE_ROW)
        out.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(s, 0)));
    sqlite3_finalize(s);
    sqlite3_close(db);
    return out;
}

TEST(same_drafts, folder_and_code_make_one_schema)
{
    folder_maker f;
    f.model("Physician", R"("properties": {"name": {"type": "string", "required": true}, "code": {"type": "string", "index": {"unique": true}}},
        "relations": {"patients": {"type": "hasMany", "model": "Patient", "through": "Appointment"},
                      "office": {"type": "hasOne", "model": "Office"},
                      "wards": {"type": "hasAndBelongsToMany", "model": "Ward"}})");
    f.model("Patient", R"("properties": {"name": "string", "born": {"type": "date", "sqlite3": {"columnName": "born_on"}}},
        "relations": {"physicians": {"type": "hasMany", "model": "Physician", "through": "Appointment"},
                      "notes": {"type": "hasMany", "model": "Note", "through": "Appointment"}})");
    f.model("Appointment", R"("properties": {"fee": "number"},
        "relations": {"physician": {"type": "belongsTo", "model": "Physician"}, "patient": {"type": "belongsTo", "model": "Patient"}})");
    f.model("Note", R"("properties": {"key": {"type": "string", "id": true}, "text": "string"},
        "relations": {"appointment": {"type": "belongsTo", "model": "Appointment"}})");
    f.model("Office", "");
    f.model("Ward", "");

    std::filesystem::remove("folder.db");
    std::filesystem::remove("code.db");
    auto folder = f.open("folder.db");
    folder.connect();

    ginnel::application code{"sqlite:code.db"};
    auto& physician = code.define("Physician", {{"name", types::text, {.required = true}}, {"code", types::text, {.unique = true}}});
    auto& patient = code.define("Patient", {{"name", types::text}, {"born", types::timestamp, {.column = "born_on"}}});
    auto& appointment = code.define("Appointment", {{"fee", types::real}});
    auto& note = code.define("Note", {{"key", types::text, {.id = true}}, {"text", types::text}});
    physician.has_many(patient, {.through = appointment}).has_one("Office").many_to_many("Ward");
    patient.has_many(physician, {.through = appointment}).has_many(note, {.through = appointment});
    appointment.belongs_to(physician).belongs_to(patient);
    note.belongs_to(appointment);
    code.define("Office");
    code.define("Ward");
    code.boot();
    code.create_tables();

    EXPECT_EQ(definitions_of("folder.db"), definitions_of("code.db"));
    EXPECT_GE(definitions_of("code.db").size(), 6U);
    patient.create({{"name", "Cleo"}});
    appointment.create({{"patientId", 1}});
    note.create({{"key", "k"}, {"appointmentId", 1}});
    EXPECT_EQ(patient.query().preload("notes").first_or_fail().related("notes").size(), 1U) << "its key lies on the note";
}

} // namespace
