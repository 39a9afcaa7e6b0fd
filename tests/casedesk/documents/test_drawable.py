"""What the bundled font has no letter for leaves a sign in a PDF: nothing is lost unseen."""

import unicodedata

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from casedesk.documents.document_pdf import document_pdf
from casedesk.documents.drawable import BOLD, REGULAR, UNKNOWN, drawable, register_fonts
from casedesk.documents.model import Document, Field, Marking, Section

MARKING = Marking("OFFICIAL", "Riverside", is_practice=False)


def read_back(words: str) -> str:
    """Return what stands in a PDF with these words in a field, in a row and in its title."""
    rows = ((Field("Task", words),),)
    section = Section("Minutes", (Field("Said", words),), (1,), rows)
    made = document_pdf(Document(words, "", (section,), ()), MARKING, large_print=False)
    pdf = pypdfium2.PdfDocument(made)
    found = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return found


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Siân at Tŷ Gwyn, ŵ", "Siân at Tŷ Gwyn, ŵ"),
        ("Жанна Ελένη", "Жанна Ελένη"),
        ("name 王小明 here", f"name {3 * UNKNOWN} here"),
        ("محمد", 4 * UNKNOWN),
        ("safe 😀 now", f"safe {UNKNOWN} now"),
        ("❤\ufe0f", UNKNOWN),  # how it is drawn is no sign of its own
        ("risk ≥ 14 → high", "risk >= 14 -> high"),
        ("Ａ１ here", "A1 here"),
        ("a\tb\x00\x07c", "a bc"),
        ("Flat 1\vHigh Street", "Flat 1 High Street"),  # a line of Word that was pasted
    ],
)
def test_what_cannot_be_drawn_leaves_a_sign_and_all_else_stays(words: str, shown: str) -> None:
    assert drawable(words) == shown
    found = read_back(words)
    assert found.count(shown) >= 3  # in the title, the field and the row
    told = "The record has it" in found
    assert told == (UNKNOWN in shown)  # it is said what the sign stands for


@given(st.text(max_size=60))
def test_every_sign_that_is_seen_leaves_at_least_one(words: str) -> None:
    register_fonts()
    for face in (REGULAR, BOLD):
        known = pdfmetrics.getFont(face).face.charToGlyph  # type: ignore[attr-defined]
        assert all(one == "\n" or ord(one) in known for one in drawable(words))
    unseen = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    variants = range(0xFE00, 0xFE10)
    seen = [
        one for one in words if unicodedata.category(one) not in unseen and ord(one) not in variants
    ]
    assert len(drawable(words)) >= len(seen)
