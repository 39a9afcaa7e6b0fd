"""How a document looks in a word processor: what the PDF shows, in columns as wide."""

import io
from collections.abc import Iterator

import docx
import pytest
from docx.oxml.ns import qn

from casedesk.documents.document_docx import document_docx
from casedesk.documents.model import Document, Field, Marking, Section
from casedesk.i18n import language, use_language

MARKING = Marking("OFFICIAL", "Riverside", is_practice=False)
LETTER = Document(
    "Case closed",
    "",
    (
        Section("Head", (Field("From", "Riverside"), Field("Address", "1 Wharf Street"))),
        Section("Letter", (Field("Paragraph", "We have closed the case."),)),
    ),
    (),
    is_letter=True,
)
ROWS = tuple((Field("Action", f"A-{place}"), Field("Task", "Fit locks")) for place in range(3))
LIST = Document("Action list", "", (Section("Police", widths=(1, 3), rows=ROWS),), ())


@pytest.fixture
def welsh() -> Iterator[None]:
    before = language()
    use_language("cy")
    yield
    use_language(before)


def read(made: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(document_docx(made, MARKING, large_print=False)))


def test_a_letter_shows_its_words_and_not_the_titles_of_its_parts() -> None:
    shown = [line.text for line in read(LETTER).paragraphs]
    assert shown == ["Riverside", "1 Wharf Street", "Case closed", "We have closed the case."]


def test_columns_are_shared_out_as_in_the_pdf_and_rows_stay_whole() -> None:
    (table,) = read(LIST).tables
    first, second = (cell.width for cell in table.rows[1].cells)
    assert first is not None
    assert second is not None
    assert second == pytest.approx(3 * first, rel=0.01)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


@pytest.mark.usefixtures("welsh")
def test_the_word_processor_knows_the_language() -> None:
    normal = read(LETTER).styles["Normal"].element
    assert normal.rPr.find(qn("w:lang")).get(qn("w:val")) == "cy-GB"


def test_a_line_that_was_broken_in_a_word_processor_and_pasted_is_not_run_together() -> None:
    pasted = Section("Now", (Field("Address", "Flat 1\vHigh Street\nTown"),))
    made = document_docx(Document("Summary", "", (pasted,), ()), MARKING, large_print=False)
    said = [one.text for one in docx.Document(io.BytesIO(made)).paragraphs]
    assert said[-1] == "Address: Flat 1 High Street\nTown"
