"""What Lighthouse says of the pages on a phone, in its four categories; it comes from npm for this alone.

The server is on localhost, which counts as secure: nothing is said here of the proxy's certificate and HTTPS.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any, Final

from playwright.sync_api import Browser

from tests.support.chromium import ARGUMENTS, find, running_browser
from tests.support.demo_register import demo_directory
from tests.support.server import running_server
from tools.bench.figures import Figure
from tools.bench.weights import signed_in

RUNS: Final = 3
TRIES: Final = 4
CATEGORIES: Final = ("performance", "accessibility", "best-practices", "seo")
_WITH_NODE: Final = "tools/with-node.sh"
_FOLDER: Final = Path("tools/bench/lighthouse")
_PROGRAM: Final = _FOLDER / "node_modules/lighthouse/cli/index.js"


class AuditError(Exception):
    """Lighthouse gave no report of a page."""


def measure() -> Iterator[Figure]:
    """Each page as somebody's first; of three runs the middle, for a machine has other work as well."""
    _install()
    with tempfile.TemporaryDirectory() as folder:
        demo = demo_directory(Path(folder))
        with running_server(demo, Path(folder, "served")) as server:
            with running_browser() as browser:
                cookie = _cookie_of_holder(browser, server.address)
                place = _path_of_a_place(browser, server.address)
            pages = {
                "front": ("/", ""),
                "card": ("/oma", cookie),
                "places": ("/kohteet", ""),
                "place": (place, ""),
            }
            for name, (path, its_cookie) in pages.items():
                yield from _figures(name, server.address + path, its_cookie)


def _audit_patiently(url: str, cookie: str) -> Mapping[str, Any]:
    """One report; a run that gave none is tried again, for Chromium now and then notes no navigation."""
    for _ in range(TRIES - 1):
        try:
            return _audit(url, cookie)
        except AuditError as error:
            print(f"Trying again: {error}")
    return _audit(url, cookie)


def _figures(name: str, url: str, cookie: str) -> Iterator[Figure]:
    reports = [_audit_patiently(url, cookie) for _ in range(RUNS)]
    for category in CATEGORIES:
        scores = [100 * report["categories"][category]["score"] for report in reports]
        yield Figure(f"lighthouse.{name}.{category}", median(scores), "of 100")
    if missed := sorted({audit for report in reports for audit in _missed(report)}):
        print(f"{name}, not full in some run: {', '.join(missed)}")


def _missed(report: Mapping[str, Any]) -> Iterator[str]:
    """The audits that count and did not give all their points; None says that one did not apply."""
    for category in CATEGORIES:
        for audit in report["categories"][category]["auditRefs"]:
            score = report["audits"][audit["id"]]["score"]
            if audit["weight"] and score is not None and score < 1:
                yield audit["id"]


def _audit(url: str, cookie: str) -> Mapping[str, Any]:
    arguments = (
        "node", str(_PROGRAM), url, "--output=json", "--quiet", "--no-enable-error-reporting",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(('--headless=new', *ARGUMENTS))}",
        f"--extra-headers={json.dumps({'Cookie': cookie} if cookie else {})}",
    )  # fmt: skip
    try:
        report: dict[str, Any] = json.loads(_run(*arguments))
    except (subprocess.CalledProcessError, ValueError) as error:
        message = f"{url} was not audited: {error}"
        raise AuditError(message) from error
    if report.get("runtimeError") or report["finalDisplayedUrl"] != url:
        message = f"{url} was not audited: {report.get('runtimeError') or report['finalDisplayedUrl']}"
        raise AuditError(message)
    return report


def _install() -> None:
    done = _FOLDER / "node_modules/.package-lock.json"
    if not done.exists() or done.stat().st_mtime < (_FOLDER / "package-lock.json").stat().st_mtime:
        _run(
            "npm",
            "ci",
            f"--prefix={_FOLDER}",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        )


def _run(*command: str) -> str:
    environment = {**os.environ, "CHROME_PATH": find(asks_permission=True)}
    ran = subprocess.run(
        [_WITH_NODE, *command], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return ran.stdout


def _cookie_of_holder(browser: Browser, address: str) -> str:
    cookies = signed_in(browser, address, "cardholder")["cookies"]
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies)


def _path_of_a_place(browser: Browser, address: str) -> str:
    """A theatre, which has much on."""
    with browser.new_page() as page:
        page.goto(f"{address}/kohteet?word=kaupunginteatteri")
        return str(page.locator("main .kk-row a").first.get_attribute("href"))
