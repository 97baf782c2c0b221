#!/usr/bin/env bash
# Builds and runs a user's project with Ginnel installed (find_package) or in its tree (add_subdirectory).
# Usage: run.sh installed|subdirectory ROOT BUILD CMAKE COMPILER LAUNCHER
set -euo pipefail
way=$1 root=$2 build=$3 cmake=$4 compiler=$5 launcher=$6

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

settings=(-G Ninja "-DCMAKE_CXX_COMPILER=$compiler" "-DCMAKE_CXX_COMPILER_LAUNCHER=$launcher")
# The program is what is judged here, not its speed.
settings+=(-DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS_DEBUG=-O0)
program=$root/examples/blog/blog.cpp
[[ -f $program ]] || program=$root/tests/install_consumer/trivial.cpp
settings+=("-DCONSUMER_PROGRAM=$program")

if [[ $way == installed ]]; then
    "$cmake" --install "$build" --prefix "$scratch/prefix" >"$scratch/log" || { cat "$scratch/log"; exit 1; }
    settings+=("-DCMAKE_PREFIX_PATH=$scratch/prefix")
else
    settings+=("-DGINNEL_SUBDIRECTORY=$root")
fi

"$cmake" -S "$root/tests/install_consumer" -B "$scratch/build" "${settings[@]}"
"$cmake" --build "$scratch/build" -j 2 --target consumer
mkdir "$scratch/run"
cd "$scratch/run"
"$scratch/build/consumer"
