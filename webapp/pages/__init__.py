"""HTML by audience: every module with a `blueprint` is found here, with its links for the navigation."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

from flask import Flask

from webapp.plumbing.rendering.navigation import Link, install_navigation


def register_pages(app: Flask, *, is_demo: bool) -> None:
    """Register every module's blueprint; one with `ONLY_IN_DEMO` exists in the demo only."""
    links: list[Link] = []
    for module in _modules():
        if hasattr(module, "blueprint") and (is_demo or not getattr(module, "ONLY_IN_DEMO", False)):
            app.register_blueprint(module.blueprint)
            links += getattr(module, "NAVIGATION", ())
    install_navigation(app, links)


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(__path__, f"{__name__}."):
        yield import_module(found.name)
