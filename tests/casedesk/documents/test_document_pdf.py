"""How a document lies on its pages: none is empty, and no heading is broken inside a word."""

from collections.abc import Iterator

import pypdfium2
import pytest

from casedesk.actions.model import ActionStatus, ActionSummary
from casedesk.documents.action_documents import ACTION_WIDTHS, action_rows
from casedesk.documents.document_pdf import document_pdf
from casedesk.documents.model import Document, Field, Marking, Section
from casedesk.i18n import language, use_language

MARKING = Marking("OFFICIAL", "Riverside", is_practice=False)


@pytest.fixture
def welsh() -> Iterator[None]:
    before = language()
    use_language("cy")
    yield
    use_language(before)


def pages_of(section: Section, *, large_print: bool = False) -> list[str]:
    """Return what stands on each page between its head and its foot."""
    made = Document("Minutes", "", (section,), ())
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
    given = dict.fromkeys(ActionSummary.__dataclass_fields__)
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
