insert into "Physician" ("id", "name") values (1, 'Dr. Amara Okafor'), (2, 'Dr. Jonas Lind'), (3, 'Dr. Mei Tanaka');
insert into "Patient" ("id", "name") values (1, 'Jane Smith'), (2, 'Ravi Patel'), (3, 'Elena Petrova');
-- Dates are milliseconds since 1970, as in LoopBack's tables.
insert into "Appointment" ("id", "appointmentDate", "physicianId", "patientId") values
    (1, strftime('%s', '2014-06-01 08:30:00') * 1000, 1, 1),
    (2, strftime('%s', '2014-06-01 09:00:00') * 1000, 1, 2),
    (3, strftime('%s', '2014-06-02 10:15:00') * 1000, 2, 1),
    (4, null, 2, 3);
