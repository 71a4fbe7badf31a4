#!/usr/bin/env bash
# Measure, print a table and write build/bench.json. ONLY=name measures one part.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build
tools/ensure-system.sh
exec .venv/bin/python -m tools.bench ${ONLY:+--only "$ONLY"}
