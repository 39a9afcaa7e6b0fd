"""Marking and retention are set on Admin by keyboard alone, and taken back by Undo."""

from datetime import date

from msgspec.structs import replace
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from casedesk.cases import case_life, service
from casedesk.cases.model import USUAL, ReviewTime
from casedesk.cases.review_times import review_times, set_review_time
from casedesk.workspace.marking import OWN, PageMarking, page_marking, set_page_marking
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.ui.pages.admin.test_admin_page import ADMIN, chosen, form_of, opened, rows
from tests.ui.pages.cases.case_at_work import fill
from tests.ui.pages.test_full_disk import full_disk, said
from tests.ui.pages.window_at_work import CTRL, KEY, at_work
from ui.pages.admin.admin_entry import admin_pages

WHY = "Agreed with the records board."


def usual(workspace: Workspace) -> ReviewTime:
    return next(one for one in review_times(workspace) if one.id == USUAL)


def closed_case(workspace: Workspace) -> int:
    case_id = service.take_in_referral(workspace, new_referral()).case_id
    case_life.close_case(workspace, case_id, "Safe and settled.")
    return case_id


def review_of(workspace: Workspace, case_id: int) -> date | None:
    return case_life.case_details(workspace, case_id).review_on


def test_the_marking_is_chosen_stands_above_every_page_and_is_taken_back(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "organisation")
        card, banner = page.shown.organisation.marking, work.frame.banner
        assert card.marking.text() == "OFFICIAL-SENSITIVE"
        page.shown.organisation.button.setFocus()
        work.press(KEY.Key_Tab)
        assert work.focus() is card.button
        work.press(KEY.Key_Space)
        work.press(KEY.Key_End)  # of the choices: words of our own
        work.press(KEY.Key_S, CTRL)
        problem = form_of(page).fields["own_words"].problem
        assert problem == "Enter the words of the marking."
        form_of(page).controls["own_words"].setFocus()
        work.write("SEALED")
        work.press(KEY.Key_Tab)
        work.write("Do not copy.")
        work.press(KEY.Key_S, CTRL)
        assert page_marking(workspace) == PageMarking(OWN, "SEALED", "Do not copy.")
        assert banner.accessibleName().startswith("SEALED — Riverside")
        assert (card.marking.text(), card.handling.text()) == ("SEALED", "Do not copy.")
        assert work.focus() is card.button
        work.frame.undo()
        assert page_marking(workspace) == PageMarking("official_sensitive")
        assert banner.accessibleName().startswith("OFFICIAL-SENSITIVE — ")


def test_a_marking_set_meanwhile_is_not_overwritten_and_nothing_typed_is_lost(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "organisation")
        page.shown.organisation.marking.button.click()
        fill(form_of(page), handling="Do not copy.")
        set_page_marking(workspace, PageMarking("official"), page_marking(workspace))
        work.press(KEY.Key_S, CTRL)
        assert page_marking(workspace).text == "OFFICIAL"
        assert "Somebody else changed this record meanwhile" in said(work)[-1]
        assert form_of(page).values()["handling"] == "Do not copy."


def test_our_own_time_stands_beside_the_shipped_one_and_is_taken_back(
    qtbot: QtBot, workspace: Workspace
) -> None:
    case_id = closed_case(workspace)
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "retention")
        chosen(page, "retention", USUAL)
        work.press(KEY.Key_Return)
        work.write("ten")
        work.press(KEY.Key_S, CTRL)
        assert form_of(page).fields["period"].problem == "Enter a number of years."
        fill(form_of(page), period="10")
        work.press(KEY.Key_S, CTRL)
        assert form_of(page).fields["reason"].problem.startswith("Say why")
        fill(form_of(page), reason=WHY)
        work.press(KEY.Key_S, CTRL)
        work.see(
            lambda: (
                bool(said(work)) and "1 closed case has another review day now" in said(work)[-1]
            )
        )
        assert [rows(page, "retention", column)[0] for column in (1, 2, 3)] == [
            *("10 years", "7 years"),
            f"Our own: {WHY}",
        ]
        assert review_of(workspace, case_id) == date(2036, 11, 20)
        work.frame.undo()
        work.see(lambda: "The time is as it was" in said(work)[-1])
        assert rows(page, "retention", 1)[0] == "7 years"
        assert review_of(workspace, case_id) == date(2033, 11, 20)


def test_one_goes_back_to_the_shipped_time(qtbot: QtBot, workspace: Workspace) -> None:
    set_review_time(workspace, usual(workspace), 3)
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "retention")
        back = page.shown.parts["retention"].buttons["retention_shipped"]
        chosen(page, "retention", "child")
        back.click()
        assert "CaseDesk's time is in force already." in said(work)[-1]
        chosen(page, "retention", USUAL)
        back.click()
        work.see(lambda: usual(workspace).own is None)
        work.see(lambda: said(work)[-1].startswith("The time is set."))
        work.frame.undo()
        work.see(lambda: usual(workspace).own == 3)


def test_what_a_full_disk_refused_stands_in_the_form_again(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "retention")
        chosen(page, "retention", USUAL)
        work.press(KEY.Key_Return)
        typed = {"period": "10", "reason": WHY * 300}
        fill(form_of(page), **typed)
        with full_disk(workspace):
            work.press(KEY.Key_S, CTRL)
            work.see(lambda: any(one.startswith("There is no room left") for one in said(work)))
            work.see(lambda: page.host.form is not None)
        assert form_of(page).values() == typed
        assert usual(workspace).own is None
        work.press(KEY.Key_S, CTRL)
        work.see(lambda: usual(workspace).own == 10)
        work.see(lambda: said(work)[-1].startswith("The time is set."))


def test_the_page_says_plainly_what_a_time_does_today(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "retention")
        texts = " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())
        assert "nothing is erased, and no list of cases that are due is made" in texts
        assert "no statutory period was found" in texts


def test_only_who_looks_after_lists_has_the_page(workspace: Workspace) -> None:
    admin = next(one for one in admin_pages(None) if one.id == "admin")
    assert admin.permission is not None
    assert workspace.may(admin.permission)
    for role in ("officer", "analyst", "reader"):
        workspace.user = replace(workspace.user, role_id=role)
        assert not workspace.may(admin.permission)
