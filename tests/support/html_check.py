"""html-validate over pages that were kept as files, with the rules of html-validate.cjs."""

import json
import subprocess
from pathlib import Path

from tests.support.checkout import ROOT

_PROGRAM = (
    str(ROOT / "tools" / "with-node.sh"),
    str(ROOT / "pwa" / "node_modules" / ".bin" / "html-validate"),
)
_RULES = Path(__file__).with_name("html-validate.cjs")


class HtmlCheckError(Exception):
    """The checker itself did not run."""


def invalid_html(folder: Path) -> list[str]:
    """What is wrong in the pages of a folder."""
    report = folder / "report.json"  # a pipe would lose the end of a long report
    command = [*_PROGRAM, "-c", str(_RULES), f"--formatter=json={report}", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own tool
    if not report.exists():
        raise HtmlCheckError(done.stdout + done.stderr)
    return [
        f"{Path(page['filePath']).name}:{one['line']}: {one['ruleId']}: {one['message']}"
        for page in json.loads(report.read_text(encoding="utf-8"))
        for one in page["messages"]
    ]
