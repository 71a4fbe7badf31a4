#!/usr/bin/env bash
# Measure, print a table and write build/bench.json. ONLY=name measures one part.
set -euo pipefail
cd "$(dirname "$0")/.."
source tools/system-packages.sh
mkdir -p build
tools/ensure-system.sh
command -v wrk >/dev/null || need "make bench" wrk
exec .venv/bin/python -m tools.bench ${ONLY:+--only "$ONLY"}
