"""One language more breaks no page: a line in the list and a folder of translations are all that it takes."""

import subprocess
import sys

from tests.support.checkout import ROOT


def test_with_one_language_more_every_page_opens_and_names_fall_back() -> None:
    plugins = ["-p", "no:cacheprovider", "-p", "tests.support.one_more_language"]
    pages = "tests/support/pages_in_one_more_language.py"
    done = subprocess.run(  # noqa: S603 - our own Python
        [sys.executable, "-m", "pytest", "-q", *plugins, pages],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout
