#include "clinic.hpp"

namespace run_time {

void define_clinic(ginnel::application& app)
{
    namespace types = ginnel::types;
    auto& physician = app.define("Physician", {{"id", types::id}, {"name", types::text, {.required = true}}});
    auto& patient = app.define("Patient", {{"name", types::text}, {"age", types::int32}, {"insured", types::boolean, {.default_value = true}}});
    auto& appointment = app.define("Appointment", {{"appointmentDate", types::timestamp}, {"fee", types::real, {.column = "fee_in_euro"}}});

    appointment.belongs_to(patient);
    appointment.belongs_to(physician);
    physician.has_many(patient, {.through = appointment});
    patient.has_many(physician, {.through = "Appointment"});
    patient.has_many(appointment);
    physician.has_many(appointment);
}

clinic::clinic()
{
    define_clinic(app);
    app.boot();
    app.create_tables();
    app.model("Physician").create_many({{{"name", "Ash"}}, {{"name", "Bea"}}, {{"name", "Cy"}}});
    app.model("Patient").create_many({{{"name", "Cleo"}, {"age", 30}}, {{"name", "Dan"}, {"age", 51}, {"insured", false}}});
    app.model("Appointment")
        .create_many({{{"physicianId", 1}, {"patientId", 1}, {"appointmentDate", "2024-03-01T09:00:00Z"}, {"fee", 20}},
                      {{"physicianId", 1}, {"patientId", 1}, {"appointmentDate", "2024-04-01 10:00:00"}, {"fee", 30.5}},
                      {{"physicianId", 1}, {"patientId", 2}, {"appointmentDate", "2024-05-01 11:00:00"}},
                      {{"physicianId", 2}, {"patientId", 2}, {"appointmentDate", "2024-06-01 12:00:00"}, {"fee", 50}}});
}

texts each(const std::vector<ginnel::record>& rows, std::string_view property)
{
    texts out;
    for (const auto& row : rows)
        out.push_back(row[property].as<std::string>());
    return out;
}

} // namespace run_time
