#pragma once

#include <CLI/App.hpp>

namespace ginnel::cli {

/// `ginnel new`: makes an application folder, with a small blog in it.
void add_new(CLI::App& program);
/// `ginnel model`: makes a model's file, by options or by LoopBack's questions.
void add_model(CLI::App& program);
/// `ginnel relation`: writes a relation into the models' files, by options or by LoopBack's questions and those that it
/// forgot.
void add_relation(CLI::App& program);

} // namespace ginnel::cli
