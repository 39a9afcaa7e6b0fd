"""The people of a case and what belongs to them: entered, corrected, ended, marked in error."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from casedesk.overviews.service import case_page
from casedesk.people.model import Certainty
from casedesk.people.service import person_details
from casedesk.workspace.workspace import Workspace
from tests.builders import people_of
from tests.ui.pages.cases.case_at_work import CASE, a_whole_case, chosen_person, fill, form_of
from tests.ui.pages.window_at_work import CTRL, KEY, at_work
from ui.widgets.typed_date import TypedDate


@pytest.fixture
def case_id(workspace: Workspace) -> int:
    return a_whole_case(workspace)


def test_addresses_names_and_relations_are_added_corrected_ended_and_marked_in_error(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE) as work:
        page, subject = chosen_person(work, case_id)
        parts = page.tabs_shown.people.parts

        def shown() -> list[str]:
            return [parts.model.cell(row, 1).text for row in range(parts.model.rowCount())]

        assert shown() == ["12 Mill Court, QX4 1BR"]
        parts.buttons["add_address"].click()
        fill(form_of(page), address="9 Tŷ Melin", from_on=date(2026, 11, 10))
        work.press(KEY.Key_S, CTRL)
        held = person_details(workspace, subject).addresses
        assert [(one.address, one.to_on) for one in held] == [
            ("9 Tŷ Melin", None),
            ("12 Mill Court", date(2026, 11, 10)),
        ]
        work.frame.undo()
        assert shown() == ["12 Mill Court, QX4 1BR"]
        assert person_details(workspace, subject).addresses[0].to_on is None

        parts.rare["add_name"].trigger()
        fill(form_of(page), name="Sian Bowen", kind="maiden")
        work.press(KEY.Key_S, CTRL)
        parts.table.setFocus()
        work.press(KEY.Key_End, CTRL)
        assert not parts.buttons["end_person_part"].isEnabled()  # a name does not end
        work.press(KEY.Key_Return)
        fill(form_of(page), name="Siân Bowen", reason="As she spells it")
        work.press(KEY.Key_S, CTRL)
        assert [one.name for one in person_details(workspace, subject).other_names] == [
            "Siân Bowen"
        ]
        work.press(KEY.Key_End, CTRL)
        parts.buttons["person_part_error"].click()
        fill(form_of(page), reason="Somebody else")
        work.press(KEY.Key_S, CTRL)
        assert shown() == ["12 Mill Court, QX4 1BR"]
        work.frame.undo()
        assert shown() == ["12 Mill Court, QX4 1BR", "Siân Bowen"]

        other = people_of(workspace, case_id)[1]
        parts.rare["add_relation"].trigger()
        fill(form_of(page), kind="ex_partner", other=str(other))
        work.press(KEY.Key_S, CTRL)
        parts.table.setFocus()
        work.press(KEY.Key_End, CTRL)
        parts.buttons["end_person_part"].click()
        work.press(KEY.Key_S, CTRL)
        (relation,) = person_details(workspace, subject).relations
        assert (relation.other_id, relation.ended_on) == (other, workspace.today())
        work.frame.undo()
        assert person_details(workspace, subject).relations[0].ended_on is None


def test_a_person_is_corrected_in_all_answers_and_leaves_a_case_and_comes_back(
    qtbot: QtBot, workspace: Workspace, case_id: int
) -> None:
    with at_work(qtbot, workspace, CASE) as work:
        page, subject = chosen_person(work, case_id)
        people = page.tabs_shown.people.list
        people.buttons["correct_person"].click()
        form = form_of(page)
        fill(form, gender="female", ethnicity="white.white_irish", lgbt="declined",
             born_on=TypedDate(1988, about=True), reason="Asked her")  # fmt: skip
        work.press(KEY.Key_S, CTRL)
        held = person_details(workspace, subject)
        assert (held.gender, held.ethnicity_group, held.lgbt) == ("female", "white", "declined")
        assert held.born_certainty is Certainty.ABOUT
        people.table.setFocus()
        work.press(KEY.Key_Down)
        people.buttons["correct_part"].click()
        fill(form_of(page), relationship="partner", note="Rows only.", reason="Asked her")
        work.press(KEY.Key_S, CTRL)
        (_subject, harming) = case_page(workspace, case_id).people
        assert (harming.relationship, harming.note) == ("partner", "Rows only.")
        for kind in ("person_error", "end_person"):
            people.buttons[kind].click()
            if kind == "person_error":
                fill(form_of(page), reason="Another Gareth")
            work.press(KEY.Key_S, CTRL)
            assert harming not in case_page(workspace, case_id).people
            work.frame.undo()
            back = case_page(workspace, case_id).people[1]
            assert (back.id, back.note, back.ended_on) == (harming.id, "Rows only.", None)
            people.table.setFocus()
            work.press(KEY.Key_End, CTRL)
