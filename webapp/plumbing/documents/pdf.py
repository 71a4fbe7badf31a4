"""Typeset a document into PDF/UA-1: tagged, with its language and title, and its fonts inside."""

import json
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, cast

import typst
from flask import Response

from webapp.plumbing.documents.document import Document
from webapp.plumbing.documents.letters import printable


def pdf_of(document: Document) -> bytes:
    """The document as it is printed or kept; the same document gives the same bytes."""
    template, fonts = _template_and_fonts()
    facts = json.dumps(_printable(document.as_facts()), ensure_ascii=False)
    compiler = typst.Compiler(template, font_paths=fonts, sys_inputs={"document": facts})
    made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=int(document.made_at.timestamp()))
    return cast("bytes", made)  # several, or none, only where pictures or a file were asked for


def pdf_answer(document: Document, file_name: str) -> Response:
    """The document as a download, under a name without spaces and the like."""
    headers = {"Content-Disposition": f'attachment; filename="{file_name}.pdf"'}
    return Response(pdf_of(document), content_type="application/pdf", headers=headers)


@cache
def _template_and_fonts() -> tuple[bytes, typst.Fonts]:
    with as_file(files("webapp").joinpath("plumbing/documents")) as folder:
        # Neither the machine's fonts nor typst's own: the same letters everywhere.
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder / "fonts")]
        )
        return Path(folder / "document.typ").read_bytes(), fonts


def _printable(facts: Any) -> Any:  # noqa: ANN401 (what JSON knows, of every shape)
    match facts:
        case str():
            return printable(facts)
        case dict():
            return {name: _printable(one) for name, one in facts.items()}
        case list() | tuple():
            return [_printable(one) for one in facts]
        case _:
            return facts
