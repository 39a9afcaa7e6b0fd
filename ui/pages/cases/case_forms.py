"""The plain forms of a case itself: its facts, the next contact, its end."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from casedesk.cases.case_life import close_case, correct_case, mark_case_in_error, reopen_case
from casedesk.cases.model import CaseFields
from casedesk.cases.taking_back import take_back_case_error
from casedesk.errors import InputError, NotFoundError
from casedesk.i18n import _
from casedesk.overviews.model import ContactAhead
from casedesk.places.service import place_details
from casedesk.risk.service import mark_assessment_in_error, take_back_assessment_error
from ui.pages.cases.case_at_hand import Build, Case
from ui.pages.contacts import contact_note_forms
from ui.pages.contacts.contact_note_forms import next_contact_sheet
from ui.pages.parts.form_parts import agency_choice, error_sheet, reason_ask, words
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.text_format import short_date


def _correct_case(case: Case, _record: Any) -> Sheet:
    held, before = case.page.case.fields, _place_of(case)

    def act(values: Values) -> Done:
        typed = values["children_in_household"]
        if typed is not None and not typed.isdecimal():
            raise InputError({"children_in_household": _("Enter 0 or a number of children.")})
        now = (values["address"] or "", values["postcode"])
        children = None if typed is None else int(typed)
        new = CaseFields(values["lead_agency_id"], children, held.place_id if any(now) else None)
        moved = now if any(now) and now != before else None
        version = case.page.case.version
        why = values["reason"] or ""
        correct_case(case.workspace, case.id, new, why, version, address=moved)
        back = _("The correction was taken back.")
        undo = partial(correct_case, case.workspace, case.id, held, back)
        return Done(_("Case corrected."), undo)

    lead = _("Lead agency")
    return Sheet(
        title=_("Correct the case"),
        asks=[
            Ask("lead_agency_id", lead, agency_choice(lead), held.lead_agency_id, if_known=True,
                half=True),
            Ask("children_in_household", _("Children in the household"), QLineEdit(),
                held.children_in_household, if_known=True, half=True),
            Ask("address", _("Place: address"), QLineEdit(), before[0], if_known=True, half=True),
            Ask("postcode", _("Postcode"), QLineEdit(), before[1], if_known=True, half=True),
            reason_ask(),
        ],
        save_text=_("Save correction"),
        act=act,
    )  # fmt: skip


def _place_of(case: Case) -> tuple[str, str | None]:
    place_id = case.page.case.fields.place_id
    if place_id is None:
        return "", None
    try:
        place = place_details(case.workspace, place_id)
    except NotFoundError:
        return "", None
    return place.address, place.postcode


def _close(case: Case, _record: Any) -> Sheet:
    def act(values: Values) -> Done:
        version = case.page.case.version
        close_case(case.workspace, case.id, values["reason"] or "", values["closed_on"], version)
        undo = partial(reopen_case, case.workspace, case.id, _("Closing was taken back at once."))
        return Done(_("Case closed."), undo)

    return Sheet(
        title=_("Close the case"),
        asks=[
            Ask("closed_on", _("Closed on"), case.day(_("Closed on")), case.workspace.today()),
            Ask("reason", _("Reason for closing"), words(2)),
        ],
        save_text=_("Close case"),
        act=act,
    )


def _reopen(case: Case, _record: Any) -> Sheet:
    def act(values: Values) -> Done:
        reopen_case(case.workspace, case.id, values["reason"] or "", case.page.case.version)
        held = case.page.case
        undo = partial(close_case, case.workspace, case.id, held.close_reason or "", held.closed_on)
        return Done(_("Case reopened. When and why it was closed stays in the timeline."), undo)

    return Sheet(_("Reopen the case"), [reason_ask(always=True)], _("Reopen case"), act)


def _case_error(case: Case, _record: Any) -> Sheet:
    version = case.page.case.version
    return error_sheet(
        _("this case and its referrals"),
        lambda reason: mark_case_in_error(case.workspace, case.id, reason, version),
        partial(take_back_case_error, case.workspace, case.id),
    )


def _next_contact(case: Case, _record: Any) -> Sheet:
    whose = {one.note_id: _whose(one) for one in case.page.now.contacts}
    return next_contact_sheet(case.workspace, whose)


def _whose(contact: ContactAhead) -> str:
    name = contact.person_name or _("The case, nobody named")
    if contact.due_on is None:
        return _("{person}, none due").format(person=name)
    return _("{person}, due {day}").format(person=name, day=short_date(contact.due_on))


def _assessment_error(case: Case, assessment_id: Any) -> Sheet:
    versions = {one.id: one.version for one in case.page.risk_history}
    version = versions.get(assessment_id)
    return error_sheet(
        _("this assessment"),
        lambda why: mark_assessment_in_error(case.workspace, assessment_id, why, version),
        partial(take_back_assessment_error, case.workspace, assessment_id),
    )


SHEETS: Mapping[str, Build] = {
    "correct_case": _correct_case,
    "close": _close,
    "reopen": _reopen,
    "case_error": _case_error,
    **contact_note_forms.SHEETS,
    "next_contact": _next_contact,
    "assessment_error": _assessment_error,
}
