#pragma once

#include <string>
#include <vector>

/// What a run of build/bin/atlas left behind.
struct outcome {
    int status = -1;
    std::string out;
    std::string err;
};

/// Runs the atlas in the current folder, its output in pipes.
outcome run_atlas(const std::vector<std::string>& arguments = {});
