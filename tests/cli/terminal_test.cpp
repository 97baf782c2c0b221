// The generators, asked and answered in a terminal: each answer is typed when its question stands there.
#include "support/program.hpp"

#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// A program whose input and output are a terminal.
class terminal {
public:
    explicit terminal(std::vector<std::string> arguments)
    {
        id_ = forkpty(&screen_, nullptr, nullptr, nullptr);
        if (id_ != 0)
            return;
        std::vector<char*> all{const_cast<char*>("ginnel")};
        for (auto& a : arguments)
            all.push_back(a.data());
        all.push_back(nullptr);
        execv(GINNEL_BUILD "/bin/ginnel", all.data());
        _exit(127);
    }
    terminal(const terminal&) = delete;
    terminal& operator=(const terminal&) = delete;
    ~terminal() { close(screen_); }

    /// Reads until these words stand behind what was read before; false if the program ends without them.
    bool shows(const std::string& words)
    {
        for (;;) {
            if (const auto found = seen_.find(words, at_); found != std::string::npos) {
                at_ = found + words.size();
                return true;
            }
            std::array<char, 512> bytes{};
            const auto n = read(screen_, bytes.data(), bytes.size());
            if (n < 0 && errno == EINTR)
                continue;
            if (n <= 0)
                return false;
            seen_.append(bytes.data(), static_cast<std::size_t>(n));
        }
    }
    void types(const std::string& answer)
    {
        const auto line = answer + "\n";
        EXPECT_EQ(write(screen_, line.data(), line.size()), static_cast<ssize_t>(line.size()));
    }
    int ends()
    {
        (void)shows("\x01 never shown");
        int status = 0;
        waitpid(id_, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    const std::string& seen() const noexcept { return seen_; }

private:
    int screen_ = -1;
    pid_t id_ = -1;
    std::string seen_;
    std::size_t at_ = 0;
};

void answer_all(terminal& t, const std::vector<std::pair<std::string, std::string>>& answers)
{
    for (const auto& [question, answer] : answers) {
        ASSERT_TRUE(t.shows(question)) << question << " was not asked:\n" << t.seen();
        t.types(answer);
    }
    EXPECT_EQ(t.ends(), 0) << t.seen();
}

TEST(terminal, a_through_relation_made_by_answers_alone_works_at_once)
{
    fs::remove_all("typed");
    program made{{"new", "typed", "--empty"}};
    ASSERT_EQ(made.wait(), 0);
    for (const char* name : {"Physician", "Patient", "Appointment"}) {
        terminal t{{"model", "typed"}};
        answer_all(t, {{"Enter the model name:", name},
                       {"Select the data source", ""},
                       {"base class:", ""},
                       {"via the REST API?", "y"},
                       {"Custom plural form", ""},
                       {"Common model or server only?", ""},
                       {"Property name:", "name"},
                       {"Property type:", "string"},
                       {"Required?", "n"},
                       {"Default value", ""},
                       {"Property name:", ""}});
    }
    terminal t{{"relation", "typed"}};
    answer_all(t, {{"Select the model to create the relationship from:", "Physician"},
                   {"Relation type:", "hasMany"},
                   {"Choose a model to create a relationship with:", "(other)"},
                   {"Enter the model name:", "Patient"},
                   {"Enter the property name for the relation:", ""},
                   {"Optionally enter a custom foreign key:", ""},
                   {"Require a through model?", "y"},
                   {"Choose a through model:", "Appointment"},
                   {"through model's key of Patient:", ""},
                   {"nested in REST APIs?", "n"},
                   {"Disable the relation from being included?", "n"},
                   {"way back from Patient", "physicians"}});

    program served{{"serve", "typed", "--port", "0", "--database", ":memory:"}};
    const auto port = served.port();
    ASSERT_NE(port, 0);
    EXPECT_EQ(get(port, "/api/Physicians/1/patients").status, 404U) << "no physician yet";
    EXPECT_EQ(get(port, "/api/Patients?filter=" + encoded(R"({"include":"physicians"})")).body, "[]");
    fs::remove_all("typed");
}

} // namespace
