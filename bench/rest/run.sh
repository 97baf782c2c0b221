#!/usr/bin/env bash
# Measures `ginnel serve` beside LoopBack 3, a server written by hand for Node.js and the floor, and writes the table of README.md:
# bench/rest/run.sh [options of run.mjs]. Needs build/bin/ginnel and build/bin/floor_rest (make bench-rest makes them) and the load generator wrk.
set -euo pipefail
cd "$(dirname "$0")"

if ! command -v wrk >/dev/null; then
    echo "wrk, which sends the requests, is missing: apt-get install wrk" >&2
    exit 2
fi
if [[ ! -d node_modules ]]; then
    npm ci --no-audit --no-fund
fi
exec node run.mjs --write README.md "$@"
