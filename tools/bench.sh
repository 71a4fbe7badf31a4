#!/usr/bin/env bash
# Measure, print a table and write build/bench.json. ONLY=name measures one part.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build
tools/ensure-system.sh
if ! command -v wrk >/dev/null; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing wrk …"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends wrk; } \
      >build/apt.log 2>&1 || tail -n 20 build/apt.log >&2
  fi
  command -v wrk >/dev/null || { echo "Measuring needs wrk. On Debian and Ubuntu: apt-get install wrk." >&2; exit 1; }
fi
exec .venv/bin/python -m tools.bench ${ONLY:+--only "$ONLY"}
