"""The next contact of a case: whose is due first, moved to another day, or none due."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from casedesk.cases.case_life import close_case, reopen_case
from casedesk.contacts.model import ContactKind, NewContactNote
from casedesk.contacts.service import add_note, note_details
from casedesk.overviews.service import today
from casedesk.workspace.workspace import Workspace
from tests.builders import people_of
from tests.conftest import NOW
from tests.ui.pages.cases.case_at_work import CASE, a_whole_case, fill, form_of, opened
from tests.ui.pages.window_at_work import CTRL, KEY, at_work
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.date_field import DateField


@pytest.fixture
def case_id(workspace: Workspace) -> int:
    return a_whole_case(workspace)


def test_a_next_contact_is_moved_to_another_day_or_none_is_due(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    def due() -> list[date]:
        return [one.due_on for one in today(workspace).contacts_due]

    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        texts = [one.text() for one in page._change_menu.actions()]
        assert "Ne&xt contact" not in texts  # without a note nothing is planned
        first = NewContactNote(ContactKind.CALL, "Rang.", case_id, at=NOW - timedelta(days=2))
        add_note(workspace, replace(first, next_contact_on=date(2026, 11, 19)))
        later = add_note(workspace, replace(first, at=NOW, next_contact_on=date(2026, 11, 20)))
        for day in (date(2026, 11, 18), date(2026, 11, 27), None):
            acts = {one.text(): one for one in page._change_menu.actions()}
            acts["Ne&xt contact"].trigger()
            fill(form_of(page), next_contact_on=day)
            work.press(KEY.Key_S, CTRL)
            assert due() == ([day] if day and day <= NOW.date() else [])
        note = note_details(workspace, later)
        assert (note.next_contact_on, note.corrections) == (None, ())  # a plan, not a fact
        work.frame.undo()
        assert page.view is not None
        assert page.view.now.contacts[0].due_on == date(2026, 11, 27)


def test_a_closed_case_names_no_next_contact_until_it_is_open_again(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    call = NewContactNote(ContactKind.CALL, "Rang.", case_id, at=NOW)
    add_note(workspace, replace(call, next_contact_on=date(2026, 11, 24)))
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        assert {"Next contact due", "Tue 24 Nov"} <= set(page.now.texts())
        close_case(workspace, case_id, "Moved away.")
        work.see(lambda: "On no agenda" in page.now.texts())
        assert "Next contact due" not in page.now.texts()
        reopen_case(workspace, case_id, "Came back.")
        work.see(lambda: "Tue 24 Nov" in page.now.texts())


def test_the_contact_due_first_is_named_and_the_form_asks_whose_it_is(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    sian, gareth = people_of(workspace, case_id)
    early, late = date(2026, 11, 24), date(2026, 11, 30)
    call = NewContactNote(ContactKind.CALL, "Rang.", case_id, at=NOW - timedelta(days=2))
    add_note(workspace, replace(call, person_id=gareth, next_contact_on=date(2026, 11, 19)))
    notes = [
        add_note(workspace, replace(call, person_id=who, at=NOW + ago, next_contact_on=day))
        for who, ago, day in (
            (gareth, -timedelta(hours=2), early),
            (sian, -timedelta(hours=1), late),
        )
    ]
    with at_work(qtbot, workspace, CASE) as work:
        page = opened(work, case_id)
        assert "Tue 24 Nov, Gareth Pugh" in page.now.texts()
        acts = {one.text(): one for one in page._change_menu.actions()}
        acts["Ne&xt contact"].trigger()
        whose, day = (form_of(page).controls[name] for name in ("whose", "next_contact_on"))
        assert isinstance(whose, ChoiceBox)
        assert isinstance(day, DateField)
        assert [whose.itemText(place) for place in range(whose.count())] == [
            "Gareth Pugh, due 24 Nov 2026",
            "Siân Morgan, due 30 Nov 2026",
        ]
        assert (whose.value(), day.value()) == (str(notes[0]), early)
        whose.set_value(str(notes[1]))
        assert day.value() == late  # of the one chosen
        day.set_value(date(2026, 11, 23))
        whose.set_value(str(notes[0]))
        assert day.value() == date(2026, 11, 23)  # what was typed stays
        whose.set_value(str(notes[1]))
        work.press(KEY.Key_S, CTRL)
        assert "Mon 23 Nov, Siân Morgan" in page.now.texts()
        assert note_details(workspace, notes[0]).next_contact_on == early
        work.frame.undo()
        work.see(lambda: "Tue 24 Nov, Gareth Pugh" in page.now.texts())
