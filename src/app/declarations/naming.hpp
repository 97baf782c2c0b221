#pragma once

#include <string>
#include <string_view>

namespace ginnel::app {

/// "AppointmentSlot" -> "appointmentSlot"; "Follow_up" -> "followUp": the camel case of LoopBack's default keys.
std::string lower_camel(std::string_view name);
/// The English plural of a model's name, its case kept: "Physician" -> "Physicians", "PostCategory" -> "PostCategories".
std::string plural_of(std::string_view model_name);
/// "AppointmentSlots" -> "appointment-slots", "follow_ups" -> "follow-ups": a path as LoopBack's normalizeHttpPath makes it.
std::string dashed(std::string_view path);
/// ASCII letters in lower case, for comparisons that forgive case.
std::string lower(std::string_view text);

} // namespace ginnel::app
