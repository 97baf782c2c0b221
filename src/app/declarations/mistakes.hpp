#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ginnel::app {

/// What is wrong with the files of an application folder, or with the models of a program, gathered over all of them: whoever mends them wants to hear it all
/// at once, and not one sentence per start.
class mistakes {
public:
    /// `file` relative to the folder; `member` is a path such as "relations.patients.type", or empty; `text` says what is wrong
    /// and what to write.
    void add(std::string_view file, std::string_view member, std::string_view text);

    /// A whole sentence, as the schema says it.
    void add_sentence(std::string_view sentence);

    bool empty() const noexcept { return sentences_.empty(); }
    const std::vector<std::string>& sentences() const noexcept { return sentences_; }
    /// Throws one error (E_MODEL_FILES) with every sentence on a line of its own, in the order of the files' names.
    [[noreturn]] void throw_all(std::string_view folder) const;
    /// The same of models that a program defines (E_MODELS).
    [[noreturn]] void throw_models() const;

private:
    std::string listed(const std::string& where) const;

    std::vector<std::string> sentences_;
};

/// The name in quotes, for messages.
std::string in_quotes(std::string_view name);

} // namespace ginnel::app
