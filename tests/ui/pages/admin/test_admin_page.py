"""Admin: names, forums, agencies, practitioners; every change is taken back by Undo."""

from datetime import date

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from casedesk.actions.leaving import open_actions_of
from casedesk.actions.model import NewAction
from casedesk.actions.service import add_action
from casedesk.agencies.model import PractitionerFields
from casedesk.agencies.service import add_practitioner, own_names, practitioners
from casedesk.forums.model import ForumInUse
from casedesk.forums.service import forum_settings
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.cases.case_at_work import fill
from tests.ui.pages.window_at_work import CTRL, KEY, AtWork, at_work
from ui.page import PageEntry
from ui.pages.admin.admin_page import AdminPage
from ui.pages.admin.admin_tabs import TABS
from ui.pages.parts.plain_form import PlainForm
from ui.widgets.hairline import Hairline

ADMIN = PageEntry("admin", lambda: "Admin", AdminPage, "sliders-horizontal", "Ctrl+8")


def opened(work: AtWork, tab: str) -> AdminPage:
    work.press(KEY.Key_8, CTRL)
    page = work.frame.page
    assert isinstance(page, AdminPage)
    page.tabs.setFocus()
    work.press(KEY.Key_Right, times=TABS.index(tab))
    return page


def chosen(page: AdminPage, tab: str, row_id: object) -> None:
    page.shown.parts[tab].table.setFocus()
    page.shown.parts[tab].table.select_id(row_id)


def form_of(page: AdminPage) -> PlainForm:
    assert page.host.form is not None
    return page.host.form


def marac(workspace: Workspace) -> ForumInUse:
    return next(one for one in forum_settings(workspace) if one.id == "marac")


def rows(page: AdminPage, tab: str, column: int = 0) -> list[str]:
    model = page.shown.parts[tab].model
    return [model.cell(row, column).text for row in range(model.rowCount())]


def test_a_new_name_stands_above_every_page_and_is_taken_back(
    qtbot: QtBot, workspace: Workspace
) -> None:
    before = workspace.file.organisation
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "organisation")
        page.shown.organisation.button.setFocus()
        work.press(KEY.Key_Space)
        fill(form_of(page), organisation="<b>Riverside</b> Partnership")
        work.press(KEY.Key_S, CTRL)
        assert page.shown.organisation.names["file"].text() == "<b>Riverside</b> Partnership"
        assert "<b>Riverside</b> Partnership" in work.frame.banner.accessibleName()
        assert work.focus() is page.shown.organisation.button
        work.frame.undo()
        assert workspace.file.organisation == before


def test_a_forum_is_taken_out_of_use_and_gets_a_rule_of_its_own(
    qtbot: QtBot, workspace: Workspace
) -> None:
    shipped = marac(workspace).repeat
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "forums")
        chosen(page, "forums", "marac")
        page.shown.parts["forums"].buttons["use"].click()
        assert not marac(workspace).in_use
        work.frame.undo()
        assert marac(workspace).in_use
        chosen(page, "forums", "marac")
        work.press(KEY.Key_Return)
        fill(form_of(page), months="many", parties="all", anchor="meeting")
        work.press(KEY.Key_S, CTRL)
        assert form_of(page).fields["months"].problem == "Enter a number of months."
        fill(form_of(page), months="6")
        work.press(KEY.Key_S, CTRL)
        own = marac(workspace)
        assert own.repeat is not None
        assert (own.repeat.months, own.repeat_is_own) == (6, True)
        work.frame.undo()
        assert marac(workspace).repeat == shipped
        assert not marac(workspace).repeat_is_own


def test_names_of_ours_are_added_and_dropped(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "agencies")
        chosen(page, "agencies", "police")
        work.press(KEY.Key_Return)
        fill(form_of(page), name="Riverside Constabulary")
        work.press(KEY.Key_S, CTRL)
        assert [one.name for one in own_names(workspace)] == ["Riverside Constabulary"]
        assert "Riverside Constabulary" in rows(page, "agencies", 1)
        page.shown.parts["agencies"].buttons["drop_name"].click()
        fill(form_of(page), reason="Not used any more")
        work.press(KEY.Key_S, CTRL)
        assert own_names(workspace) == []
        work.frame.undo()
        assert [one.name for one in own_names(workspace)] == ["Riverside Constabulary"]


def test_who_leaves_hands_over_open_actions_and_comes_back(
    qtbot: QtBot, workspace: Workspace
) -> None:
    add_practitioner(workspace, PractitionerFields("Tom Hale", "police"))
    add_action(
        workspace, NewAction("Ring <b>Mo</b>", "police", workspace.today(), owner="Tom Hale")
    )
    tom = practitioners(workspace)[0]
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "practitioners")
        chosen(page, "practitioners", tom.id)
        page.shown.parts["practitioners"].buttons["leaves"].click()
        fill(form_of(page), owner="Ann Reid")
        work.press(KEY.Key_S, CTRL)
        assert form_of(page).fields["left_on"].problem == "Enter the last day."
        fill(form_of(page), left_on=date(2026, 11, 27))
        work.press(KEY.Key_S, CTRL)
        assert rows(page, "practitioners", 5) == ["until 27 Nov 2026"]
        assert open_actions_of(workspace, tom) == []
        work.frame.undo()
        assert len(open_actions_of(workspace, tom)) == 1
        assert rows(page, "practitioners", 5) == ["works here"]


def test_who_leaves_is_told_of_actions_of_that_name_at_other_agencies(
    qtbot: QtBot, workspace: Workspace
) -> None:
    add_practitioner(workspace, PractitionerFields("Tom Hale", "police"))
    for agency in ("housing", "probation"):
        add_action(workspace, NewAction("Ring", agency, workspace.today(), owner="Tom Hale"))
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "practitioners")
        chosen(page, "practitioners", practitioners(workspace)[0].id)
        page.shown.parts["practitioners"].buttons["leaves"].click()
        told = " ".join(one.text() for one in form_of(page).findChildren(QLabel))
        assert "There is no open action of Tom Hale at Police." in told
        assert "2 more of this name at other agencies stay where they are." in told


def test_practitioners_are_added_corrected_and_marked_in_error(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "practitioners")
        tools = page.shown.parts["practitioners"].buttons
        tools["add_practitioner"].click()
        fill(form_of(page), name="Tom Hale", agency_id="police", telephone="01632 960123")
        work.press(KEY.Key_S, CTRL)
        chosen(page, "practitioners", practitioners(workspace)[0].id)
        work.press(KEY.Key_Return)
        fill(form_of(page), name="Thomas Hale", reason="Full name")
        work.press(KEY.Key_S, CTRL)
        assert rows(page, "practitioners") == ["Thomas Hale"]
        work.frame.undo()
        assert rows(page, "practitioners") == ["Tom Hale"]
        tools["practitioner_error"].click()
        fill(form_of(page), reason="Entered twice")
        work.press(KEY.Key_S, CTRL)
        assert rows(page, "practitioners") == []
        work.frame.undo()
        assert rows(page, "practitioners") == ["Tom Hale"]


def test_a_half_typed_form_is_there_again(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "practitioners")
        page.shown.parts["practitioners"].buttons["add_practitioner"].click()
        fill(form_of(page), name="Tom Ha")
        work.press(KEY.Key_1, CTRL)
    with at_work(qtbot, workspace, ADMIN) as work:
        work.press(KEY.Key_8, CTRL)
        again = work.frame.page
        assert isinstance(again, AdminPage)
        assert form_of(again).values()["name"] == "Tom Ha"


def test_lists_and_roles_are_shown_and_not_changed(qtbot: QtBot, workspace: Workspace) -> None:
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "lists")
        assert {"Lists", "Roles", "Retention"} == {
            page.tabs.tabText(place) for place in range(5, 8)
        }
        for tab in ("lists", "roles"):
            page.open_record(tab)
            assert rows(page, tab)
            assert not page.shown.parts[tab].bar.isVisible()
            work.press(KEY.Key_Return)
            assert page.host.form is None


def test_a_list_that_is_only_read_ends_at_the_edge_of_its_card(
    qtbot: QtBot, workspace: Workspace
) -> None:
    """Without buttons below it there is no line that would part them from it."""
    with at_work(qtbot, workspace, ADMIN) as work:
        page = opened(work, "roles")
        for tab, lines in (("roles", 0), ("forums", 1)):
            page.tabs.setCurrentIndex(TABS.index(tab))
            shown = page.shown.parts[tab].findChildren(Hairline)
            assert len([one for one in shown if one.isVisible()]) == lines


def test_a_form_ends_where_the_buttons_of_the_page_s_head_end(
    qtbot: QtBot, workspace: Workspace
) -> None:
    with at_work(qtbot, workspace, ADMIN) as work:
        work.window.resize(1280, 800)
        page = opened(work, "practitioners")
        page.open_form("add_practitioner", None)
        form = form_of(page)
        work.see(form.isVisible)
        ends = [made for made in page.heading.findChildren(QPushButton) if made.isVisible()]
        edge = max(made.mapTo(page, made.rect().topRight()).x() for made in ends)
        work.see(lambda: form.mapTo(page, form.rect().topRight()).x() == edge)
