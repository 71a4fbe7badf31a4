"""List what the program is made of beside its own code, with licences and notices; a page shows the list."""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import Distribution, PackageMetadata, PackageNotFoundError, distribution
from pathlib import Path

LOCK = Path("requirements.txt")
BUNDLED = Path("build/bundled-packages.json")
MODULES = Path("pwa/node_modules")
NOT_SERVED = {"setuptools"}
"""Packs the wheel."""

_PINNED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==", re.MULTILINE)
_NOTICE = re.compile(r"(?i)(?:licen[cs]e|copying|notice|authors)")
_LICENCE_OF_README = re.compile(r"^#+ Licen[cs]es?\n(?P<text>.+?)(?=^#|\Z)", re.MULTILINE | re.DOTALL)
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST_NAME_OF_A_LICENCE = 60


class NoLicenceError(Exception):
    """A package does not say under which licence it comes."""


@dataclass(frozen=True, slots=True)
class Part:
    """A package that the program needs or hands out."""

    name: str
    version: str
    licence: str
    notice: str
    """The texts that come with it; empty where it brings none."""


def python_packages() -> Iterator[Part]:
    """Those of the lock that are installed: others are for other systems or Pythons."""
    for name in dict.fromkeys(_PINNED.findall(LOCK.read_text(encoding="utf-8"))):
        if name in NOT_SERVED:
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            continue
        yield Part(name, package.version, _licence_of(package.metadata), _notices_of(package))


def npm_packages() -> Iterator[Part]:
    """Those in the files that browsers get, and the list of postal codes."""
    for name in json.loads(BUNDLED.read_text(encoding="utf-8")):
        folder = MODULES / name
        package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        texts = [_text(file) for file in sorted(folder.iterdir()) if _NOTICE.match(file.name)]
        # A licence of what a package has compiled in stands only there.
        said = _LICENCE_OF_README.search((folder / "README.md").read_text(encoding="utf-8"))
        texts += [said["text"].strip()] if said else []
        yield Part(name, package["version"], package["license"], "\n\n".join(texts))


def _licence_of(metadata: PackageMetadata) -> str:
    """An expression, or a short text, or the classifiers; NoLicenceError where there is none of them."""
    said = [*metadata.get_all("License-Expression", []), *metadata.get_all("License", [])]
    for short in said:
        if 0 < len(short) <= _LONGEST_NAME_OF_A_LICENCE and "\n" not in short:
            return str(short)
    classifiers = metadata.get_all("Classifier", [])
    names = [one.removeprefix(_CLASSIFIER) for one in classifiers if one.startswith(_CLASSIFIER)]
    if not names:
        raise NoLicenceError(metadata["Name"])
    return ", ".join(names)


def _notices_of(package: Distribution) -> str:
    files = [
        file for file in package.files or [] if ".dist-info" in file.parts[0] and _NOTICE.match(file.name)
    ]
    return "\n\n".join(_text(Path(str(file.locate()))) for file in sorted(files))


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8").strip()


def main(target: Path) -> None:
    """Write the list, sorted by name."""
    parts = sorted([*python_packages(), *npm_packages()], key=lambda part: part.name.lower())
    target.write_text(json.dumps([asdict(part) for part in parts], ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
