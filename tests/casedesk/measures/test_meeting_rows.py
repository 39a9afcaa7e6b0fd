"""SafeLives' return: a row for each meeting held; blank is not collected, 0 is none."""

from datetime import date
from typing import Any

from casedesk.dates import days_between
from casedesk.measures.meeting_rows import meeting_rows
from casedesk.measures.returns import returns
from casedesk.security.roles import Permission

QUARTER = days_between(date(2026, 1, 1), date(2026, 3, 31))


def test_blank_and_none_stay_apart_in_each_meeting_s_row(book: Any) -> None:
    noted, blank = book.meeting(date(2026, 1, 8)), book.meeting(date(2026, 2, 12))
    book.meeting(date(2026, 3, 31))
    book.meeting(date(2026, 3, 12), status="cancelled")
    for meeting, lgbt, children in ((noted, "no", 0), (blank, None, None)):
        case = book.referral(date(2026, 1, 2), "police", children_in_household=children)
        book.person(case, lgbt=lgbt)
        book.heard(meeting, case)
    with book.workspace.reading(Permission.COUNT) as session:
        rows = meeting_rows(session, returns()["safelives_marac"], QUARTER)
    assert [row.held_on.month for row in rows] == [1, 2, 3]
    assert [row.figures["marac.lgbtq"] for row in rows] == [0, None, 0]
    assert [row.figures["marac.children"] for row in rows] == [0, None, 0]
    assert [row.figures["marac.cases_with_children"] for row in rows] == [0, None, 0]
    assert [row.figures["marac.source_police"] for row in rows] == [1, 1, 0]


def test_the_return_has_the_columns_a_to_af() -> None:
    letters = [column.letter for column in returns()["safelives_marac"].columns]
    assert (letters[0], letters[25], letters[26], letters[-1]) == ("A", "Z", "AA", "AF")
    assert len(letters) == 32
