#!/usr/bin/env bash
# What `make run` runs: the atlas's answers from atlas.db, and then, on a terminal, the same file served through JSON models until
# Ctrl-C. In a pipe it ends after the answers. The port: PORT, or 3000.
set -euo pipefail
cd "$(dirname "$0")/.."

build/bin/atlas
[[ -t 1 ]] || exit 0

port=${PORT:-3000}
api=http://localhost:$port/api
cat <<END

The same atlas.db through the second door, examples/atlas: two doors, one database. Ctrl-C ends it.

  explorer: http://localhost:$port/explorer

  curl -g '$api/Countries/findOne?filter={"where":{"code":"BR"},"include":["languages","neighbours"]}'
  curl -g '$api/Continents?filter={"include":{"relation":"subregions","scope":{"limit":2,"include":{"relation":"countries","scope":{"limit":3}}}}}'
  curl -g '$api/Countries/count?where={"languages.code":"fra"}'

END
exec build/bin/ginnel serve examples/atlas --database atlas.db --port "$port"
