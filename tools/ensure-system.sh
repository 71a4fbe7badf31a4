#!/usr/bin/env bash
# See that the tests' system programs are here: Chromium and PostgreSQL's server. Nothing is skipped because it is
# missing: what is missing is named, with the command that installs it; with INSTALL=1 that command is run.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/system-packages.sh

find_program() {
  .venv/bin/python -c "
from tests.support import $1
try:
    $1.find(${2:-})
except FileNotFoundError as missing:
    raise SystemExit(str(missing))"
}

missing=()
find_program chromium asks_permission=True 2>/dev/null || missing+=(chromium)
find_program postgres 2>/dev/null || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then need "make test" "${missing[@]}"; fi
# Nothing needs it, but with it the journeys take two thirds of the time.
if ! command -v chromium-headless-shell >/dev/null; then
  if [ -n "${INSTALL:-}" ]; then
    install_packages chromium-headless-shell || true
  else
    echo "The journeys would be faster with chromium-headless-shell. On Debian and Ubuntu: apt-get install chromium-headless-shell"
  fi
fi
find_program chromium asks_permission=True && find_program postgres
