#!/usr/bin/env bash
# Everything that can be told without running the program. Changes nothing; shows all that is wrong, not the first.
set -uo pipefail
cd "$(dirname "$0")/.."
source tools/stages.sh
PATH="$PWD/.venv/bin:$PATH"

# The names are enough: `make fix` shows, and makes, the changes.
template_format() {
  djlint --check webapp/templates 2>&1 | grep '^webapp/'
  return "${PIPESTATUS[0]}"
}

quiet_stage "Python rules (ruff)" ruff check --output-format concise .
quiet_stage "Python format (ruff)" ruff format --check --quiet --output-format concise .
quiet_stage "Python types (mypy)" mypy
quiet_stage "Import rules (import-linter)" lint-imports --no-logo
quiet_stage "Template rules (djlint)" djlint --lint --quiet webapp/templates
quiet_stage "Template format (djlint)" template_format
quiet_stage "TypeScript and Sass (Biome, tsc)" tools/with-node.sh npm run --silent check --prefix pwa
quiet_stage "Translations are complete" python -m tools.check_translations
quiet_stage "No hosts or machine paths in tracked files" python -m tools.check_addresses
quiet_stage "Units and nginx configuration, where systemd and nginx are" python -m tools.check_deploy
quiet_stage "The lock files agree" python -m tools.check_locks
conclude
