#!/usr/bin/env bash
# Run a command with Node 20 or newer: the machine's own, or the one from the Python package registry.
# Usage: tools/with-node.sh npm ci --prefix pwa
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)

has_node() {
  command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null
}

if ! has_node; then
  if [ ! -x "$top/.venv/bin/npm" ]; then
    echo "No Node 20 or newer here: installing one into .venv …" >&2
    "$top/.venv/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes --no-deps \
      --requirement "$top/requirements-node.txt"
  fi
  PATH="$top/.venv/bin:$PATH"
  has_node || { echo "The Node in .venv does not run; install Node 20 or newer." >&2; exit 1; }
fi
exec "$@"
