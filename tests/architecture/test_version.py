"""One version: of the Python package, of the browser part, and of the page that was recorded last."""

import json
import tomllib
from pathlib import Path

from tests.support.release_contract import recordings

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def test_the_browser_part_has_the_package_s_version() -> None:
    for name in ("package.json", "package-lock.json"):
        assert json.loads((ROOT / "pwa" / name).read_text(encoding="utf-8"))["version"] == VERSION


def test_the_page_of_this_version_has_been_recorded_and_none_older_than_the_one_before() -> None:
    releases = [path.stem for path in recordings()]
    assert VERSION.startswith(f"{releases[-1]}.")
    assert len(releases) == 2
