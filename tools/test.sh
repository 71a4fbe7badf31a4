#!/usr/bin/env bash
# The whole proof. Every stage runs, so that one failure does not hide another; any failure, or any skipped
# test, fails the run. JOBS=n changes how many processes the Python tests and the journeys use.
set -uo pipefail
cd "$(dirname "$0")/.."
source tools/stages.sh
# Dozens of servers and commands start here, and each would compile the whole program anew.
export PYTHONDONTWRITEBYTECODE=
results=build/tests
rm -rf "$results"
mkdir -p "$results"

python_tests() {
  .venv/bin/pytest --numprocesses "${JOBS:-2}" --dist worksteal -m "not journey and not engine" \
    --junitxml="$results/python.xml" -p tools.measured
}
# One more than there are cores: a journey waits for its browser and its server for a third of its time.
journeys() {
  .venv/bin/pytest --numprocesses "${JOBS:-3}" --dist worksteal -m journey --junitxml="$results/journeys.xml"
}
package() { .venv/bin/python -m tools.try_wheel "$(tools/wheel.sh)"; }
engines() { tools/engines.sh --junitxml="$results/engines.xml"; }
typescript_tests() {
  tools/with-node.sh npm test --silent --prefix pwa -- \
    --reporter=default --reporter=junit --outputFile.junit="$PWD/$results/typescript.xml" \
    --coverage.enabled --coverage.reporter=json-summary --coverage.reportsDirectory="$PWD/$results/typescript"
}

tools/ensure-system.sh || exit 1
beside typescript typescript_tests
stage "Checks" tools/check.sh
stage "Python tests, on SQLite and PostgreSQL" python_tests
stage "TypeScript tests" came_of typescript
beside package package
stage "Journeys in Chromium" journeys
stage "Package, installed into an empty environment" came_of package
stage "Counter in other engines" engines
runs=(python typescript journeys)
[ ! -e "$results/engines.xml" ] || runs+=(engines)
stage "Coverage" .venv/bin/python -m tools.print_coverage \
  "$results/python-coverage" "$results/typescript/coverage-summary.json"
stage "Summary" .venv/bin/python -m tools.count_tests "$results" "${runs[@]}"
printf '\nmake test took %d s.\n' "$SECONDS"
conclude
