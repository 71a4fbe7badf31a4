#!/usr/bin/env bash
# slipcover 1.1.0 (PyPI), with pytest 9.2.0's import mode "importlib".
#
# A coverage tool watches what is loaded and should not change what it is. Files that are loaded by their paths
# (migrations, plugins, tests in pytest's newer import mode) go through importlib.util.spec_from_file_location, which
# makes a package of an __init__.py unless it is told where the package's modules lie.
#
# What happens: slipcover puts a function of its own in its place, which hands its own default of that argument on
# (None, where the library's own default means "find out"). A package that is loaded by its path then comes back as a
# plain module, whether it is measured or not, and an import from inside it fails with "… is not a package". So a suite
# in import mode "importlib" whose conftest.py lies in a package fails under slipcover before its first test; this
# product hands the arguments on as they come (tools/measured.py).
#
# Prints what it saw; fails if that changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'slipcover==1.1.0' 'pytest==9.2.0'
mkdir -p "$folder/checks/parts"
touch "$folder/checks/__init__.py" "$folder/checks/parts/__init__.py"
echo 'NUMBER = 7' >"$folder/checks/parts/numbers.py"
echo 'from checks.parts.numbers import NUMBER' >"$folder/checks/parts/conftest.py"
echo 'def test_it(): pass' >"$folder/checks/parts/test_it.py"
cat >"$folder/load.py" <<'PYTHON'
import importlib.util
from pathlib import Path

from slipcover import FileMatcher, Slipcover, wrap_spec_from_file_location

PACKAGE = Path(__file__).parent / "checks" / "__init__.py"


def is_package() -> bool:
    spec = importlib.util.spec_from_file_location("checks", PACKAGE)
    return spec is not None and spec.submodule_search_locations is not None


before = is_package()
wrap_spec_from_file_location(Slipcover(), FileMatcher(["/nowhere"]))
print(f"a package before: {before}; with slipcover's function in place: {is_package()}")
PYTHON
cd "$folder"
told=$(venv/bin/python load.py)
printf '%s\n' "$told"
pytest=(-m pytest -q --import-mode=importlib -p no:cacheprovider checks)
alone=$(venv/bin/python "${pytest[@]}" 2>&1 | tail -1) || true
under=$(venv/bin/python -m slipcover --out "$folder/report" "${pytest[@]}" 2>&1 | grep -o "No module named.*" | head -1) || true
printf 'pytest alone: %s\nunder slipcover: %s\n' "$alone" "$under"
[[ $told == "a package before: True; with slipcover's function in place: False" ]]
[[ $alone == "1 passed"* ]]
[[ $under == *"is not a package"* ]]
