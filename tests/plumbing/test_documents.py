"""Documents as PDF: what a second program reads in them, and what a text in them cannot do."""

from datetime import UTC, datetime
from pathlib import Path

import page
import pypdfium2
import pytest
from pypdfium2 import raw

from webapp.plumbing.documents.document import Document, Facts, Heading, Paragraph, Part, Points, Table
from webapp.plumbing.documents.letters import printable
from webapp.plumbing.documents.pdf import pdf_of

MADE_AT = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)
EVERY_PART: tuple[Part, ...] = (
    Paragraph("Hei Äänekoski,\ntämä on lasku."),
    Heading("Osuudet"),
    Table(
        ("Kunta", "Osuus"),
        (("Äänekoski", "1 234,50 €"), ("Záhřeb", "2,00 €"), ("Yhteensä", "1 236,50 €")),
        figures=frozenset({1}),
        has_sums=True,
    ),
    Heading("Sitoumus"),
    Facts((("Kuka", "Tampereen teatteri"), ("Milloin", "28.11.2026"))),
    Points(("Ensimmäinen", "Toinen")),
)
HOSTILE = [
    '#panic("out")',
    '#read("/etc/passwd") #sys.inputs',
    "*bold* _slanted_ $x^2$ = heading",
    "\\ ` ``` // comment /* more */ @label <label> [content]",
    '"}], "title": "other',
    "<script>alert(1)</script> &amp; %PDF-1.4",
]


def document(*parts: Part, title: str = "Kuitti", language: str = "fi") -> Document:
    return Document(
        title=title,
        language=language,
        made_at=MADE_AT,
        parts=parts,
        sender=("Kaikukeskus",),
        recipient=("Tampereen kaupunki", "Kulttuuri"),
        day="28.11.2026",
        foot="Kaikukortti",
    )


def failures_of(made: bytes, folder: Path) -> list[object]:
    file = folder / "made.pdf"
    file.write_bytes(made)
    return list(page.validate_pdf(str(file), profile="ua1").failures)


def text_of(made: bytes) -> str:
    with pypdfium2.PdfDocument(made) as pdf:
        return "\n".join(one.get_textpage().get_text_range().replace("\r\n", "\n") for one in pdf)


def language_of(made: bytes) -> str:
    with pypdfium2.PdfDocument(made) as pdf:
        length = raw.FPDFCatalog_GetLanguage(pdf, None, 0)
        held = (raw.FPDF_WCHAR * (length // 2))()
        raw.FPDFCatalog_GetLanguage(pdf, held, length)
        return bytes(held).decode("utf-16-le").rstrip("\0")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_a_document_keeps_every_rule_of_accessible_pdf_and_says_its_language(
    tmp_path: Path, language: str
) -> None:
    made = pdf_of(document(*EVERY_PART, language=language))
    assert failures_of(made, tmp_path) == []
    assert language_of(made) == language
    with pypdfium2.PdfDocument(made) as pdf:
        assert pdf.is_tagged()
        assert pdf.get_metadata_value("Title") == "Kuitti"


def test_a_second_program_reads_every_part_of_a_document() -> None:
    text = text_of(pdf_of(document(*EVERY_PART)))
    for said in [
        "Kaikukeskus",
        "28.11.2026",
        "Tampereen kaupunki\nKulttuuri",
        "Kuitti",
        "Hei Äänekoski,\ntämä on lasku.",
        "Osuudet",
        "Kunta Osuus\nÄänekoski 1 234,50 €\nZáhřeb 2,00 €\nYhteensä 1 236,50 €",
        "Kuka: Tampereen teatteri\nMilloin: 28.11.2026",
        "Ensimmäinen\n• Toinen",
        "Kaikukortti 1 / 1",
    ]:
        assert said in text, said


def test_every_font_is_inside() -> None:
    with pypdfium2.PdfDocument(pdf_of(document(*EVERY_PART))) as pdf:
        fonts = [one.get_font() for one in pdf[0].get_objects([raw.FPDF_PAGEOBJ_TEXT])]
        names = {font.get_base_name().partition("+")[2] for font in fonts}
        assert names == {"KaikukorttiPrint-Regular", "KaikukorttiPrint-Bold", "KaikukorttiPrintExt-Regular"}
        assert all(font.is_embedded for font in fonts)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    parts = (
        Heading(text),
        Paragraph(text),
        Points((text,)),
        Facts(((text, text),)),
        Table((text,), ((text,),)),
    )
    made = pdf_of(document(*parts, title=text))
    assert " ".join(text_of(made).split()).count(text) == 8
    with pypdfium2.PdfDocument(made) as pdf:
        assert pdf.get_metadata_value("Title") == text


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pdf_of(document(*EVERY_PART)) == pdf_of(document(*EVERY_PART))


def test_a_long_table_goes_on_over_pages_beneath_the_same_head(tmp_path: Path) -> None:
    rows = tuple((f"Kunta {number}", "1,00 €") for number in range(100))
    made = pdf_of(document(Table(("Kunta", "Osuus"), rows)))
    with pypdfium2.PdfDocument(made) as pdf:
        texts = [one.get_textpage().get_text_range() for one in pdf]
    assert len(texts) > 1
    assert all("Kunta Osuus" in text for text in texts)
    assert failures_of(made, tmp_path) == []


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Inari, Sevettijärvi: Čáhput, šaddá, ŋ", "Inari, Sevettijärvi: Čáhput, šaddá, ŋ"),
        ("a\u0308", "ä"),
        ("Театр", "?????"),
        ("juhla 🎉", "juhla ?"),
        ("kult\u00adtuuri\u200b", "kulttuuri"),
        ("\u202e käännetty", " käännetty"),
        ("a\x00b\x07c\td", "a b c d"),
        ("rivi\r\ntoinen", "rivi\ntoinen"),
        ("ﬁlmi ① ½", "filmi 1 ½"),
    ],
)
def test_a_letter_that_the_fonts_lack_stops_no_document(typed: str, printed: str) -> None:
    assert printable(typed) == printed
    assert pdf_of(document(Paragraph(typed), title=typed))
