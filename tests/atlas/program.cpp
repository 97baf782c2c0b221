#include "program.hpp"

#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace {

std::string quoted(const std::string& word)
{
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? std::string{"'\\''"} : std::string{c};
    return text + '\'';
}

std::string content_of(const char* file)
{
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

} // namespace

outcome run_atlas(const std::vector<std::string>& arguments)
{
    std::string command = quoted(GINNEL_BUILD "/bin/atlas");
    for (const std::string& argument : arguments)
        command += ' ' + quoted(argument);
    const int status = std::system((command + " >stdout.txt 2>stderr.txt").c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, content_of("stdout.txt"), content_of("stderr.txt")};
}
