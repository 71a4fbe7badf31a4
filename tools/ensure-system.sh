#!/usr/bin/env bash
# See that the tests' system programs are here: Chromium and PostgreSQL's server. Where we may, install them;
# where we may not, say what to do. Nothing is skipped because it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

find_program() {
  .venv/bin/python -c "
from tests.support import $1
try:
    $1.find(${2:-})
except FileNotFoundError as missing:
    raise SystemExit(str(missing))"
}
may_install() { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; }

install() {
  echo "Installing $* …"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update && apt-get install -y --no-install-recommends "$@"; } >build/apt.log 2>&1 ||
    tail -n 20 build/apt.log >&2
}

mkdir -p build
missing=()
find_program chromium asks_permission=True 2>/dev/null || missing+=(chromium)
find_program postgres 2>/dev/null || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ] && may_install; then install "${missing[@]}"; fi
# Nothing needs it, but with it the journeys take two thirds of the time.
if may_install && ! command -v chromium-headless-shell >/dev/null; then
  timeout 90 apt-get install -y --no-install-recommends chromium-headless-shell >>build/apt.log 2>&1 || true
fi
find_program chromium asks_permission=True && find_program postgres
