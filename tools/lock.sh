#!/bin/sh
# lock.sh [--upgrade]: resolves every requirements/*.txt again, for Python 3.11 and newer on any
# platform, with the hash of every file. The locks name no index and no machine.
set -eu
cd "$(dirname "$0")/.."

command -v uv >/dev/null 2>&1 || {
    echo "make lock needs uv (pip install uv); installing from the locks does not." >&2
    exit 1
}

compile() {
    out=requirements/$1.txt
    shift
    echo "==> $out"
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-emit-index-url --output-file "$out" "$@"
}

# The widest first; the others take its versions, so that one environment can hold them all.
compile dev pyproject.toml --extra dev "$@"
for extra in consumer api messenger stream rebooking infra; do
    compile "$extra" pyproject.toml --extra "$extra" --constraints requirements/dev.txt "$@"
done
compile demo pyproject.toml --extra local --constraints requirements/dev.txt "$@"
compile emulator requirements/emulator.in "$@"
compile data requirements/data.in --no-deps "$@"
