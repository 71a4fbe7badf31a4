#!/usr/bin/env bash
# Repair what can be repaired without thinking.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/ruff check --fix-only --quiet .
.venv/bin/ruff format --quiet .
.venv/bin/djlint --reformat --quiet webapp/templates || [ $? -eq 1 ] # 1: it changed something
tools/with-node.sh npm run --silent fix --prefix pwa
