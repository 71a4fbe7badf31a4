#!/usr/bin/env bash
# Install one lock file, and the program itself, into .venv (made first if need be).
# Usage: tools/install-python.sh requirements.txt. PYTHON=/path/to/python3 chooses the interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

is_new_enough() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

suitable_python() {
  local candidate
  for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    if is_new_enough "$candidate"; then echo "$candidate"; return; fi
  done
  echo "Kaikukortti needs Python 3.11 or newer; ${PYTHON:-python3} here is $("${PYTHON:-python3}" --version 2>&1 || true)." >&2
  echo "Install a newer Python, or name one: make PYTHON=/path/to/python3.11 …" >&2
  return 1
}

make_venv() {
  local python
  python=$(suitable_python)
  if ! "$python" -m venv --clear .venv; then
    echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv" >&2
    return 1
  fi
}

is_new_enough .venv/bin/python || make_venv
echo "Installing Python packages from $lock (the first time takes half a minute) …"
.venv/bin/python -m pip install -qq --require-hashes --no-deps --requirement "$lock"
.venv/bin/python -m pip install -qq --no-deps --no-build-isolation --editable .
.venv/bin/python -m pip check >/dev/null || { .venv/bin/python -m pip check; exit 1; }
