#!/usr/bin/env bash
# Measures Ginnel against the floor: bench/run.sh [workload ...] [-- options of ratio.mjs, e.g. --rounds 5]
# Without workloads: those whose bars must hold; the table then goes into bench/README.md.
# BUILD names another build folder than build/ (it must hold bin/bench_ginnel and bin/floor_sqlite, which the same build
# makes with the same flags); ROUNDS other than 9 rounds, DATA a folder that keeps the data set for the next run.
set -euo pipefail
cd "$(dirname "$0")/.."

build=${BUILD:-build}
all=(preload_through preload_nested preload_pivot belongs_to deep_through find_by_key find_by_key_pool
    group_limit_small group_limit_large where_has with_count stream json_tree scale_1k scale_10k scale_100k scale_300k
    insert insert_returning sync)
chosen=()
while (($# > 0)) && [[ $1 != -- ]]; do
    chosen+=("$1")
    shift
done
(($# == 0)) || shift
options=(--rounds "${ROUNDS:-9}" "$@")

for program in bench_ginnel floor_sqlite; do
    if [[ ! -x $build/bin/$program ]]; then
        echo "$build/bin/$program is missing: make bench, or cmake --build $build --target bench_ginnel floor_sqlite" >&2
        exit 2
    fi
done

# A RAM disk where there is one: what a disk does is no work of ours. 100 MB.
if [[ -n ${DATA:-} ]]; then
    folder=$DATA
    mkdir -p "$folder"
else
    folder=$(mktemp -d -p "$([[ -w /dev/shm ]] && echo /dev/shm || echo "${TMPDIR:-/tmp}")" ginnel_bench.XXXXXX)
    trap 'rm -rf "$folder"' EXIT
fi
# Made under another name first, so that a kept data set is always whole.
if [[ ! -f $folder/bench.db ]]; then
    rm -f "$folder"/new.db*
    "$build/bin/floor_sqlite" make --db "$folder/new.db"
    mv "$folder/new.db" "$folder/bench.db"
fi

status=0
workloads=("${chosen[@]:-${all[@]}}")
node bench/floor/ratio.mjs \
    --floor "$build/bin/floor_sqlite run --db $folder/bench.db" \
    --contender "$build/bin/bench_ginnel run --db $folder/bench.db" \
    --bars bench/floor/bars.json --workloads "$(IFS=,; echo "${workloads[*]}")" \
    --json "$folder/ratios.json" "${options[@]}" || status=$?

if ((status <= 1)) && ((${#chosen[@]} == 0)); then
    node bench/write_table.mjs "$folder/ratios.json" bench/README.md
fi
exit "$status"
