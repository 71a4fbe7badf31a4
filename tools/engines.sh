#!/usr/bin/env bash
# The counter in engines other than Chromium's: in those that this machine has, and says which it lacks. Where
# there is none, that is no failure: the stage is skipped. Arguments are handed on to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."

none_is_here=3
status=0
.venv/bin/python -m tests.engines.found || status=$?
case $status in
  0) exec .venv/bin/pytest --numprocesses "${JOBS:-2}" -m engine "$@" tests/engines ;;
  "$none_is_here")
    echo "No other engine is installed: the counter was tried in Chromium only."
    exit 77 # skipped, as tools/stages.sh counts
    ;;
  *) exit "$status" ;;
esac
