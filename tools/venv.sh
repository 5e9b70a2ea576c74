#!/bin/sh
# venv.sh DIR WHAT PIP-ARGUMENTS...: makes the virtual environment DIR unless it is there and
# installs what the arguments name, every file checked against its hash.
# With uv when it is on the PATH, otherwise with the venv and pip that come with Python.
set -eu

dir=$1 what=$2
shift 2

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in ${PYTHON:-python3 python python3.13 python3.12 python3.11 python3.14}; do
        if is_new_enough "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    echo "FlightPulse needs Python 3.11 or newer; found ${PYTHON:-$(python3 --version 2>&1 || true)}." >&2
    echo "Install one, or name it: PYTHON=/path/to/python3.13 make setup" >&2
    return 1
}

make_venv() {
    python=$(find_python)
    echo "==> $dir: a virtual environment on $("$python" --version)"
    if uv --version >/dev/null 2>&1; then
        uv venv --quiet --python "$python" "$dir"
    elif ! "$python" -m venv "$dir"; then
        rm -rf "$dir"
        echo "Python's venv module does not work here (on Debian or Ubuntu: apt install python3-venv)." >&2
        return 1
    fi
}

is_new_enough "$dir/bin/python" || make_venv
echo "==> $dir: installing $what (once; only again when its lock changes)"
if uv --version >/dev/null 2>&1; then
    set -- uv pip install --python "$dir/bin/python" --require-hashes "$@"
else
    set -- "$dir/bin/python" -m pip install --disable-pip-version-check --require-hashes "$@"
fi
"$dir/bin/python" "$(dirname "$0")/install.py" "$@"
