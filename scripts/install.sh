#!/usr/bin/env bash
# Installs what building and running Ginnel needs on Debian 12 and is not there yet; with "tests" what `make test` needs besides, with "deep"
# also a browser. Safe to run again; quiet, quick and without network once all is there. Needs root or sudo for packages, and
# `make` only to be called from the Makefile.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
    build-essential g++ clang-14 libclang-rt-14-dev clang-format-14 clang-tidy-14
    cmake ninja-build
    libsqlite3-dev sqlite3 libpq-dev postgresql
    libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libcli11-dev libfmt-dev libre2-dev
    libgtest-dev libbenchmark-dev
    iso-codes ca-certificates
)
[[ ${1:-} == deep ]] && packages+=(chromium)

installed() {
    [[ $(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null) == "ii " ]]
}

missing=()
for package in "${packages[@]}"; do
    installed "$package" || missing+=("$package")
done
# By command, since Node.js often comes from elsewhere, as one package with npm in it.
for tool in node npm; do
    command -v "$tool" >/dev/null && continue
    [[ $tool == node ]] && missing+=(nodejs) || missing+=(npm)
done

if ((${#missing[@]} > 0)); then
    echo "Installing: ${missing[*]}"
    root=()
    if ((EUID != 0)); then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing; run scripts/install.sh as root, or install sudo." >&2
            exit 1
        fi
        root=(sudo)
    fi
    "${root[@]}" apt-get update
    # --no-remove: Boost 1.81 conflicts with Debian's default 1.74, which is the user's to give up, not ours to take.
    if ! "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends --no-remove "${missing[@]}"; then
        echo "The packages could not be installed. If libboost-dev 1.74 stands in the way, remove it first." >&2
        exit 1
    fi
fi

# The atlas' data and the explorer; clients for the tests. The lock file is compared by content: a checkout gives it a new time.
folders=(.)
[[ -n ${1:-} ]] && folders+=(tests/npm)
for folder in "${folders[@]}"; do
    stamp=$folder/node_modules/.installed-lock.json
    cmp -s "$folder/package-lock.json" "$stamp" && continue
    echo "Installing the npm packages of $folder/package-lock.json"
    (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund)
    cp "$folder/package-lock.json" "$stamp"
done
