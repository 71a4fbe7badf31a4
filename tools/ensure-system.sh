#!/usr/bin/env bash
# See that the tests' system programs are here: Chromium and PostgreSQL's server. Where we may, install them;
# where we may not, say what to do. Nothing is skipped because it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

find_program() {
  .venv/bin/python -c "
from tests.support import $1
try:
    $1.find()
except FileNotFoundError as missing:
    raise SystemExit(str(missing))"
}

install() {
  echo "Installing $* …"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update && apt-get install -y --no-install-recommends "$@"; } >build/apt.log 2>&1 ||
    tail -n 20 build/apt.log >&2
}

missing=()
find_program chromium 2>/dev/null || missing+=(chromium)
find_program postgres 2>/dev/null || missing+=(postgresql)
[ ${#missing[@]} -gt 0 ] || exit 0
mkdir -p build
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then install "${missing[@]}"; fi
find_program chromium && find_program postgres
