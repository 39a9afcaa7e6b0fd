"""The forms of a power: how long a notice lasts, and steps that cannot lie where they are put."""

from datetime import date, datetime

from pytestqt.qtbot import QtBot

from casedesk.dates import LONDON
from casedesk.interventions import service
from casedesk.interventions.course import take_step
from casedesk.interventions.model import NewIntervention, NewStep
from casedesk.interventions.whole_course import whole_course
from casedesk.workspace.workspace import Workspace
from tests.ui.pages.cases.case_at_work import fill
from tests.ui.pages.interventions.test_power_page import (
    POWER,
    SERVED,
    a_notice,
    a_place,
    deadlines,
    form_of,
    opened,
)
from tests.ui.pages.window_at_work import CTRL, KEY, at_work
from ui.pages.cases.case_power_forms import SHEETS
from ui.pages.interventions.power_home import PowerHome
from ui.pages.interventions.power_page import PowerPage
from ui.pages.parts.plain_form import PlainForm
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.moment_field import MomentField

LENGTH = "length_id/closure_notice"


def ends(page: PowerPage) -> list[str]:
    return [one for one in deadlines(page) if one.startswith("Notice of") and "hours" in one]


def said(page: PowerPage) -> str:
    return page.course.recorded.facts.text()


def test_a_notice_says_how_long_it_lasts_and_is_extended(
    qtbot: QtBot, workspace: Workspace
) -> None:
    notice = a_notice(workspace)
    with at_work(qtbot, workspace, POWER) as work:
        page = opened(work, notice)
        assert ends(page) == ["Notice of 24 hours ends"]
        assert "How long: not recorded, so this is counted: 24 hours" in said(page)
        page.open_form("correct_intervention", notice)
        fill(form_of(page), **{LENGTH: "hours_48", "reason": "Signed by a superintendent."})
        work.press(KEY.Key_S, CTRL)
        assert ends(page) == ["Notice of 48 hours ends"]
        assert "How long: 48 hours" in said(page)
        page.open_form("take_step", f"{notice}/notice_extended")
        form = form_of(page)
        work.see(lambda: "cannot be extended" in form.remark.text())
        form.cancel_button.click()


def test_the_page_says_the_length_whose_end_it_shows(qtbot: QtBot, workspace: Workspace) -> None:
    """Of a notice whose length nobody recorded and that was extended only one end is counted."""
    notice = a_notice(workspace)
    take_step(workspace, notice, NewStep("notice_extended", SERVED.date(), SERVED))
    with at_work(qtbot, workspace, POWER) as work:
        page = opened(work, notice)
        assert "Extended notice ends" in deadlines(page)
        text = "How long: not recorded, so this is counted: 24 hours, extended by up to 24 hours"
        assert text in said(page)
        page.open_form("take_step", f"{notice}/notice_extended")
        work.see(lambda: "cannot be extended" in form_of(page).remark.text())  # once, not twice


def test_how_long_is_asked_only_of_a_power_with_a_choice(
    qtbot: QtBot, workspace: Workspace
) -> None:
    held = service.get_intervention(workspace, a_notice(workspace))
    with at_work(qtbot, workspace, POWER) as work:
        home = PowerHome(workspace, held, None)
        form = PlainForm(SHEETS["add_intervention"](home, None), work.frame)
        qtbot.addWidget(form)
        form.show()
        field, power = form.fields[LENGTH], form.controls["power_id"]
        assert isinstance(power, ChoiceBox)
        assert field.isHidden()
        power.set_value("closure_notice")
        assert field.isVisible()
        power.set_value("cpn")
        assert field.isHidden()


def test_an_impossible_order_says_so_and_keeps_what_was_typed(
    qtbot: QtBot, workspace: Workspace
) -> None:
    notice = a_notice(workspace)
    with at_work(qtbot, workspace, POWER) as work:
        page = opened(work, notice)
        page.open_form("follow_intervention", f"{notice}/closure_order")
        before = date(2026, 11, 2)
        fill(form_of(page), granted_on=before, terms="full")
        work.press(KEY.Key_S, CTRL)
        form = form_of(page)
        assert "cannot lie before “Notice issued” (19 November" in form.fields["granted_on"].problem
        assert form.values()["granted_on"] == before
        assert len(whole_course(workspace, notice).records) == 1
        page.host.close_form()
        page.open_form("take_step", f"{notice}/served")
        form = form_of(page)
        assert form.fields["at"].name == "When the step was taken"
        box = form.controls["at"]
        assert isinstance(box, MomentField)
        box.set_value(before)
        work.press(KEY.Key_S, CTRL)
        assert "cannot lie before “Notice issued”" in form_of(page).fields["at"].problem
        assert box.on_day() == before
        box.set_value(date(2026, 12, 24))
        work.press(KEY.Key_S, CTRL)
        assert form_of(page).fields["at"].problem == "This day cannot lie in the future."
        assert service.get_intervention(workspace, notice).facts.served_at == SERVED


def test_an_unlawful_order_is_warned_of_in_the_form_saved_and_seen_on_the_page(
    qtbot: QtBot, workspace: Workspace
) -> None:
    """The notice was heard on the 19th and served the day after."""
    notice = a_notice(workspace, served_at=None)
    new = NewIntervention("closure_order", place_id=a_place(workspace), follows_id=notice)
    order = service.record_intervention(workspace, new)
    take_step(workspace, order, NewStep("heard", SERVED.date()))
    told = "“First hearing” lies before “Notice served”"
    law = "Anti-social Behaviour, Crime and Policing Act 2014, section 80"
    with at_work(qtbot, workspace, POWER) as work:
        page = opened(work, notice)
        page.open_form("take_step", f"{notice}/served")
        form = form_of(page)
        late = datetime(2026, 11, 20, 9, 0, tzinfo=LONDON)
        fill(form, at=late)
        work.see(lambda: told in form.remark.text() and law in form.remark.text())
        work.press(KEY.Key_S, CTRL)
        assert page.host.form is None
        assert service.get_intervention(workspace, notice).facts.served_at == late
        assert told in page.course.warnings.text()
        assert law in page.course.warnings.text()
        assert page.course.warnings.isVisible()
