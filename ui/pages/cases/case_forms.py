"""The plain forms of a case itself: its facts, its notes and referrals, its end."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from casedesk.cases.case_life import close_case, correct_case, mark_case_in_error, reopen_case
from casedesk.cases.model import CaseFields
from casedesk.cases.taking_back import take_back_case_error
from casedesk.contacts.model import (
    ContactKind,
    ContactNote,
    NewContactNote,
    WasSafe,
    contact_kind_text,
)
from casedesk.contacts.service import (
    correct_note,
    mark_note_in_error,
    note_details,
    set_next_contact,
    take_back_note_error,
)
from casedesk.errors import InputError, NotFoundError
from casedesk.i18n import _
from casedesk.places.service import add_place, place_details
from casedesk.risk.service import mark_assessment_in_error, take_back_assessment_error
from casedesk.workspace.workspace import Workspace
from ui.pages.cases.case_at_hand import Build, Case
from ui.pages.parts.form_parts import (
    agency_choice,
    choice,
    error_sheet,
    reason_ask,
    same_moment,
    words,
)
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.text_format import long_date
from ui.widgets.choice_box import Choice
from ui.widgets.date_field import DateField
from ui.widgets.moment_field import MomentField


def _correct_case(case: Case, _record: Any) -> Sheet:
    held, before = case.page.case.fields, _place_of(case)

    def act(values: Values) -> Done:
        typed = values["children_in_household"]
        if typed is not None and not typed.isdecimal():
            raise InputError({"children_in_household": _("Enter 0 or a number of children.")})
        place_id, now = held.place_id, (values["address"] or "", values["postcode"])
        if now != before and any(now):
            place_id = add_place(case.workspace, *now)
        children = None if typed is None else int(typed)
        new = CaseFields(values["lead_agency_id"], children, place_id if any(now) else None)
        correct_case(case.workspace, case.id, new, values["reason"] or "", case.page.case.version)
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


def _correct_note(case: Case, note_id: Any) -> Sheet:
    held = note_details(case.workspace, note_id)

    def act(values: Values) -> Done:
        new = NewContactNote(
            kind=ContactKind(values["kind"] or held.kind),
            note=values["note"] or "",
            case_id=held.case_id,
            person_id=held.person_id,
            at=same_moment(values["at"], held.at),
            number_used=values["number_used"],
            was_safe=WasSafe(values["was_safe"]) if values["was_safe"] else None,
            said_by=values["said_by"],
            next_contact_on=values["next_contact_on"],
        )
        correct_note(case.workspace, note_id, new, values["reason"] or "", held.version)
        undo = partial(_note_as_before, case.workspace, held)
        return Done(_("Note corrected. The old text stays in the timeline, struck."), undo)

    kinds = [Choice(kind, contact_kind_text(kind)) for kind in ContactKind]
    safe = [Choice("yes", _("Yes")), Choice("no", _("No")), Choice("not_known", _("Not known"))]
    return Sheet(
        title=_("Correct the contact note"),
        asks=[
            Ask("kind", _("Kind of contact"), choice(_("Kind of contact"), kinds), held.kind,
                half=True),
            Ask("was_safe", _("Was it safe?"), choice(_("Was it safe?"), safe, none=_("Not said")),
                held.was_safe, half=True),
            Ask("at", _("When"), MomentField(_("When"), today=case.workspace.today), held.at),
            Ask("note", _("What was said or done"), words(4), held.note),
            Ask("said_by", _("Said by"), QLineEdit(), held.said_by, if_known=True, half=True),
            Ask("number_used", _("Number used"), QLineEdit(), held.number_used, if_known=True,
                half=True),
            Ask("next_contact_on", _("Next contact due"), DateField(_("Next contact due")),
                held.next_contact_on, if_known=True),
            reason_ask(),
        ],
        save_text=_("Save correction"),
        act=act,
    )  # fmt: skip


def _note_as_before(workspace: Workspace, held: ContactNote) -> None:
    """Correct a note to what it was."""
    before = NewContactNote(**{name: getattr(held, name) for name in NewContactNote.__slots__})
    correct_note(workspace, held.id, before, _("The correction was taken back."))


def _next_contact(case: Case, note_id: Any) -> Sheet:
    held = note_details(case.workspace, note_id, opening=False)  # its words are not shown here

    def act(values: Values) -> Done:
        day = values["next_contact_on"]
        set_next_contact(case.workspace, note_id, day, held.version)
        undo = partial(set_next_contact, case.workspace, note_id, held.next_contact_on)
        text = _("No next contact is due.")
        if day is not None:
            text = _("Next contact due on {day}.").format(day=long_date(day))
        return Done(text, undo)

    due = _("Next contact due")
    return Sheet(
        title=_("Next contact"),
        asks=[Ask("next_contact_on", due, DateField(due), held.next_contact_on, if_known=True)],
        save_text=_("Save day"),
        act=act,
        intro=_("Enter another day, or leave it empty if none is due."),
    )


def _note_error(case: Case, note_id: Any) -> Sheet:
    version = note_details(case.workspace, note_id, opening=False).version
    return error_sheet(
        _("this contact note"),
        lambda reason: mark_note_in_error(case.workspace, note_id, reason, version),
        partial(take_back_note_error, case.workspace, note_id),
    )


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
    "correct_note": _correct_note,
    "next_contact": _next_contact,
    "note_error": _note_error,
    "assessment_error": _assessment_error,
}
