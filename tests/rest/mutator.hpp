#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

/// Makes texts that are almost those of a corpus. The same seed makes the same ones.
class mutator {
public:
    mutator(std::vector<std::string> corpus, std::uint32_t seed);

    /// The next one: a text of the corpus with one to `most` changes, of bytes or of whole tokens.
    std::string next(std::size_t most = 4);
    /// A number below `below`.
    std::size_t pick(std::size_t below);
    const std::vector<std::string>& corpus() const noexcept { return corpus_; }

private:
    void change_bytes(std::string& text);
    void change_token(std::string& text);

    std::vector<std::string> corpus_;
    std::vector<std::string> tokens_;
    std::mt19937 random_;
};

/// The parts of a file of tests/rest/corpus/ that lines of "----" divide, or its lines if there are none.
std::vector<std::string> corpus_of(std::string_view file);
