"""The page of one case, opened and filled in by a test."""

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from casedesk.cases.service import take_in_referral
from casedesk.people.model import NewPerson
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral, people_of
from tests.ui.pages.window_at_work import AtWork, Start
from ui.page import PageEntry
from ui.pages.cases.case_page import CasePage
from ui.pages.parts.plain_form import PlainForm

CASE = PageEntry("case", lambda: "Case", CasePage, on_rail=False)
RISK = PageEntry("risk_form", lambda: "Risk", Start, on_rail=False)


def a_whole_case(workspace: Workspace) -> int:
    """Record a case about somebody with a protected address and a safe contact."""
    subject = NewPerson(
        surname="Morgan",
        forenames="Siân",
        born_on=date(1988, 5, 3),
        safe_contact_how="text",
        safe_contact_number="07700 900461",
        safe_contact_not="Gareth",
        address="12 Mill Court",
        postcode="QX4 1BR",
        address_protected=True,
    )
    return take_in_referral(workspace, new_referral(subject=subject)).case_id


def opened(work: AtWork, case_id: int) -> CasePage:
    work.frame.open_page("case", case_id)
    page = work.frame.page
    assert isinstance(page, CasePage)
    return page


def form_of(page: CasePage) -> PlainForm:
    assert page.host.form is not None
    return page.host.form


def fill(form: PlainForm, **typed: Any) -> None:
    for name, value in typed.items():
        control = form.controls[name]
        if isinstance(control, QLineEdit):
            control.setText(value)
        elif isinstance(control, QPlainTextEdit):
            control.setPlainText(value)
        else:
            control.set_value(value)  # type: ignore[attr-defined]


def entries(page: CasePage) -> list[str]:
    return [one.kind for one in page.tabs_shown.timeline.list.entries.entries]


def chosen_person(work: AtWork, case_id: int) -> tuple[CasePage, int]:
    """Go to the tab "People" of a case; the subject stands first and is chosen."""
    page = opened(work, case_id)
    page.tabs.setCurrentIndex(2)
    return page, people_of(work.frame.page.workspace, case_id)[0]  # type: ignore[union-attr]
