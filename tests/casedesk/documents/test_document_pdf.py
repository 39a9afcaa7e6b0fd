"""How a document lies on its pages: none is empty, and no heading is broken inside a word."""

from collections.abc import Iterator

import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics

from casedesk.actions.model import ActionStatus, ActionSummary
from casedesk.documents.action_documents import ACTION_WIDTHS, action_rows
from casedesk.documents.document_pdf import document_pdf
from casedesk.documents.model import Document, Field, Marking, Section
from casedesk.documents.page_style import REGULAR, register_fonts
from casedesk.i18n import language, use_language
from casedesk.releases.reader_view import change_text

MARKING = Marking("OFFICIAL", "Riverside", is_practice=False)


@pytest.fixture
def welsh() -> Iterator[None]:
    before = language()
    use_language("cy")
    yield
    use_language(before)


def pages_of(*sections: Section, large_print: bool = False) -> list[str]:
    """Return what stands on each page between its head and its foot."""
    made = Document("Minutes", "", sections, ())
    pdf = pypdfium2.PdfDocument(document_pdf(made, MARKING, large_print=large_print))
    found = []
    for page in pdf:
        read = page.get_textpage()
        found.append(read.get_text_bounded(bottom=60, top=page.get_height() - 60))
    pdf.close()
    return found


@pytest.mark.parametrize("large_print", [False, True])
def test_no_page_is_empty_wherever_the_text_ends(*, large_print: bool) -> None:
    first = 20 if large_print else 40
    for count in range(first, first + 12):
        rows = tuple((Field("Task", f"Line {place}"),) for place in range(count))
        pages = pages_of(Section("Actions", widths=(1,), rows=rows), large_print=large_print)
        assert all(page.strip() for page in pages), count
        lines = Field("", "\n".join(f"Line {place}" for place in range(count)))
        pages = pages_of(Section("Minutes", (lines,)), large_print=large_print)
        assert all(page.strip() for page in pages), count


@pytest.mark.usefixtures("welsh")
def test_a_word_at_the_head_of_a_column_is_whole_in_welsh() -> None:
    given = dict.fromkeys(ActionSummary.__struct_fields__)
    action = ActionSummary(
        **{
            **given,
            "reference": "A-0251",
            "task": "Fit new locks",
            "agency_id": "police",
            "status": ActionStatus.OPEN,
        }
    )
    rows = action_rows([action])
    (page,) = pages_of(Section("Camau", widths=ACTION_WIDTHS, rows=rows))
    words = page.split()
    for one in rows[0]:
        assert set(one.title.split()) <= set(words)
    assert "A-0251" in words


def lines(count: int) -> Section:
    """Return a section that moves what follows down the page."""
    return Section("Above", (Field("", "\n".join(f"Line {place}" for place in range(count))),))


@pytest.mark.parametrize("large_print", [False, True])
def test_a_heading_stands_with_the_first_row_of_its_table(*, large_print: bool) -> None:
    """So it does wherever on the page it comes, and the table goes on overleaf if it is long."""
    rows = tuple((Field("Task", f"Row {place}"), Field("Due", "Friday")) for place in range(60))
    below = Section("Actions", widths=(2, 1), rows=rows)
    for count in range(8, 16) if large_print else range(22, 36):
        pages = pages_of(lines(count), below, large_print=large_print)
        (there,) = [page for page in pages if "Actions" in page]
        assert "Row 0" in there.split("Actions")[1], count
        if count == 22:
            assert pages.index(there) == 0  # a long table does not leave half a page empty


def test_in_large_print_a_row_stands_whole_on_one_page() -> None:
    rows = tuple(
        (Field("Task", f"Row{place}."), Field("Due", f"Day{place}.")) for place in range(30)
    )
    for page in pages_of(Section("Actions", widths=(2, 1), rows=rows), large_print=True):
        for place in range(30):
            assert (f"Row{place}." in page) == (f"Day{place}." in page)


def test_a_row_of_a_table_is_broken_only_where_no_page_could_hold_it() -> None:
    """A row of two lines once left an empty row at the head of the next page."""
    two = "one two three four five six seven eight nine ten eleven twelve"
    for count in range(28, 34):
        rows = tuple((Field("Task", f"begin {two} end"), Field("Due", "x")) for _turn in range(9))
        pages = pages_of(lines(count), Section("Actions", widths=(1, 2), rows=rows))
        assert [page.count("begin") for page in pages] == [page.count("end") for page in pages]
    long = "\n".join(f"Line {place}." for place in range(90))
    pages = pages_of(Section("Actions", widths=(1,), rows=((Field("Task", long),),)))
    assert "Line 0." in pages[0]
    assert "Line 89." in pages[-1]


@pytest.mark.parametrize("large_print", [False, True])
def test_a_row_as_high_as_a_page_stands_below_its_heading_whatever_its_height(
    *, large_print: bool
) -> None:
    for count in range(24, 58):
        task = "\n".join(f"Line {place}" for place in range(count))
        section = Section("Actions", widths=(1,), rows=((Field("Task", task),),))
        found = "".join(pages_of(section, large_print=large_print))
        assert found.count("Line ") == count


def test_a_change_is_printed_in_letters_that_the_bundled_font_has() -> None:
    """A minus would not be seen, and a fall of all look like a rise."""
    register_fonts()
    known = pdfmetrics.getFont(REGULAR).face.charToGlyph
    for percent in (-100.0, 0.0, 12.5, None):
        assert all(ord(letter) in known for letter in change_text(percent))
    assert change_text(-100.0) == "–100.0%"


def test_what_stands_above_rows_in_large_print_fills_the_page_it_begins_on() -> None:
    rows = tuple((Field("Task", "Fit locks"), Field("Due", "Friday")) for _turn in range(8))
    fields = tuple(Field(f"Title {place}", "Said.") for place in range(6))
    pages = pages_of(lines(13), Section("Case 1", fields, (1, 1), rows), large_print=True)
    assert "Case 1" in pages[0]
