"""How much of the program a run of tests goes through: `pytest -p tools.measured`, a report for each worker.

Every line and branch tells of itself once and is then let run as it was: the tests take hardly longer.
"""

import importlib.util
import json
import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
from slipcover import Slipcover
from slipcover.importer import SlipcoverLoader

ROOT: Final = Path(__file__).resolve().parent.parent
_PROGRAM: Final = ROOT / "webapp"
_FOLDER: Final = ROOT / "build" / "tests" / "python-coverage"
_measuring: Final = Slipcover(source=[str(_PROGRAM)], branch=True)
_spec_from_path: Final = importlib.util.spec_from_file_location


def _measured(spec: ModuleSpec | None) -> ModuleSpec | None:
    if spec and spec.origin and isinstance(spec.loader, SourceFileLoader):
        spec.loader = SlipcoverLoader(_measuring, spec.loader, spec.origin)
    return spec


class _Finder(MetaPathFinder):
    """Finds the program's own modules; those of tests are pytest's to rewrite."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] != _PROGRAM.name:
            return None
        return _measured(PathFinder.find_spec(fullname, path, target))


def _measured_from_path(name: str, location: Any = None, **options: Any) -> ModuleSpec | None:  # noqa: ANN401 - as the function in whose place it stands
    """What Alembic loads migrations with."""
    spec = _spec_from_path(name, location, **options)
    return _measured(spec) if location and Path(location).is_relative_to(_PROGRAM) else spec


sys.meta_path.insert(0, _Finder())
importlib.util.spec_from_file_location = _measured_from_path


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish() -> None:
    """What this process went through, and of the program what it never loaded."""
    _FOLDER.mkdir(parents=True, exist_ok=True)
    report = _FOLDER / f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}.json"
    report.write_text(json.dumps(_measuring.get_coverage()), encoding="utf-8")
