"""The files of the project, for checks that read them all."""

import subprocess
from pathlib import Path


def tracked_files() -> list[Path]:
    """The files git tracks, or would track with the next `git add`; ignored ones are left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return sorted(path for name in set(names.split("\0")) if name and (path := Path(name)).is_file())
