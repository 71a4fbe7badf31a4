#!/usr/bin/env bash
# Build the wheel, with all that it serves in it, into build/wheel; prints its name. `make build` comes first.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf build/lib build/bdist.* build/wheel # setuptools would pack modules again that are no longer there
.venv/bin/python -m pip --disable-pip-version-check wheel -qq --no-deps --no-build-isolation --wheel-dir build/wheel .
rm -rf build/lib build/bdist.* kaikukortti.egg-info
ls build/wheel/kaikukortti-*.whl
