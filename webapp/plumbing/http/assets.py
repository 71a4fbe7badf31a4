"""Hashed front-end files: from a plain name to the address that may be kept for ever."""

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Final
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from webapp.plumbing.http.headers import headers_of_files
from webapp.settings import Settings

STATIC: Final = Path(str(files("webapp") / "static"))
BUILD: Final = STATIC / "build"

_HASHED: Final = re.compile(r"/static/build/[^/]+-[0-9A-Z]{8}\.\w+$")


class BuildMissingError(Exception):
    """The front-end has not been built."""


def install_assets(app: Flask, settings: Settings) -> None:
    """Serve static files ahead of the application, hashed ones with a year's cache.

    Raises:
        BuildMissingError: the front end has not been built.
    """
    manifest_file = BUILD / "manifest.json"
    if not manifest_file.is_file():
        message = "The browser part has not been built: run `make build`."
        raise BuildMissingError(message)
    manifest: dict[str, str] = json.loads(manifest_file.read_text())

    def asset(name: str) -> str:
        return f"/static/build/{manifest[name]}"

    def protect(headers: Headers, _path: str, _url: str) -> None:
        for name, value in headers_of_files(settings).items():
            headers[name] = value

    app.jinja_env.globals["asset"] = asset
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=str(STATIC),
        prefix="static/",
        max_age=3600,
        immutable_file_test=_is_hashed,
        add_headers_function=protect,
    )


def _is_hashed(path: str, _url: str) -> bool:
    return _HASHED.search(path.replace("\\", "/")) is not None
