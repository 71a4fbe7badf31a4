#!/usr/bin/env bash
# Measure, print a table and write build/bench.json. ONLY=name measures one part.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build
exec .venv/bin/python -m tools.bench ${ONLY:+--only "$ONLY"}
