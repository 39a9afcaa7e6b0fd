"""The plain forms of a meeting: its facts, its people, what happens to a case, its minutes."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from msgspec import Struct
from PySide6.QtWidgets import QCheckBox, QLineEdit

from casedesk.errors import InputError, NotFoundError
from casedesk.forums.service import the_forum
from casedesk.i18n import _, catalogue_text, with_commas
from casedesk.meetings import agenda, attendance, listing, service
from casedesk.meetings.model import (
    Attendance,
    DiscussionStatus,
    DiscussionText,
    NewMeeting,
    Presence,
)
from casedesk.overviews.model import DiscussionPage, MeetingPage
from casedesk.workspace.workspace import Workspace
from ui.pages.cases.case_action_forms import SHEETS as ACTION_SHEETS
from ui.pages.cases.case_at_hand import Case
from ui.pages.meetings import meeting_undo as back
from ui.pages.parts.form_parts import agency_choice, error_sheet, labelled, reason_ask, words
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.table_models.meeting_table import presence_text
from ui.widgets.choice_box import Choice, ChoiceBox
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.moment_field import MomentField


class Meeting(Struct, frozen=True):
    """What a form of a meeting's page is given; `discussion` is the case in sight."""

    workspace: Workspace
    page: MeetingPage
    discussion: DiscussionPage | None

    @property
    def id(self) -> int:
        """Return the id of the meeting."""
        return self.page.meeting.id

    @property
    def version(self) -> int:
        """Return the version of the meeting as it was read."""
        return self.page.meeting.version


Build = Callable[[Meeting, Any], Sheet]


class MeetingSheets:
    """Knows every plain form of a meeting's page."""

    def __init__(self, workspace: Workspace) -> None:
        """Start without a meeting."""
        self._workspace = workspace
        self.page: MeetingPage | None = None
        self.discussion: DiscussionPage | None = None

    def sheet(self, kind: str, record: Any) -> Sheet:
        """Return the form of a kind.

        Raises:
            NotFoundError: the meeting or the record is no longer there.
        """
        action = ACTION_SHEETS.get(kind)
        if action is not None and self.discussion is not None:
            return action(Case(self._workspace, self.discussion.case), record)
        build = _SHEETS.get(kind)
        if self.page is None or build is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        return build(Meeting(self._workspace, self.page, self.discussion), record)


def _person(meeting: Meeting, record: Any) -> Sheet:
    agency_id, line_id = record or (None, None)
    lines = [one.line for one in meeting.page.people if one.line is not None]
    held = next((one for one in lines if one.id == line_id), None)

    def act(values: Values) -> Done:
        status = Presence(values["status"] or Presence.PRESENT)
        name, workspace = values["practitioner_name"] or "", meeting.workspace
        if held is None:
            made = attendance.record_attendance(
                workspace,
                meeting.id,
                values["agency_id"] or "",
                status,
                name,
                accepted=values["accepted"] or None,
            )
        else:
            made, accepted = held.id, bool(values["accepted"])
            attendance.correct_attendance(
                workspace, made, status, name, version=held.version, accepted=accepted
            )
        before = next((one for one in lines if one.id == made), None)  # it may be named only now
        undo = partial(back.attendance_back, workspace, made, before)
        return Done(_("Attendance saved."), undo)

    asks = _person_asks(meeting, agency_id, held)
    return Sheet(_("Who is here"), asks, _("Save attendance"), act)


def _person_asks(meeting: Meeting, agency_id: str | None, held: Attendance | None) -> list[Ask]:
    choices = [Choice(one.value, presence_text(one)) for one in Presence]
    name = "" if held is None else held.practitioner_name
    if not name and agency_id is not None:
        name = attendance.usual_name(meeting.workspace, meeting.id, agency_id)
    status = Presence.PRESENT if held is None else held.status
    accepted = held is not None and held.accepted_at is not None
    asks = [
        Ask("practitioner_name", _("Name"), QLineEdit(), name, if_known=True),
        Ask("status", _("Attends"), ChoiceField(_("Attends"), choices), status.value),
        Ask("accepted", _("Statement of confidentiality"), QCheckBox(_("Accepted")), accepted),
    ]
    if held is None:
        agency = Ask("agency_id", _("Agency"), agency_choice(_("Agency")), agency_id)
        asks.insert(1, agency)
    return asks


def _put_off(meeting: Meeting, discussion_id: Any) -> Sheet:
    def act(values: Values) -> Done:
        agenda.defer(meeting.workspace, discussion_id, values["reason"] or "")
        why = _("Entering it was taken back at once.")
        undo = partial(listing.list_again, meeting.workspace, discussion_id, why)
        return Done(_("Case put off. It waits for another meeting."), undo)

    asks = [Ask("reason", _("Why it is put off"), QLineEdit())]
    return Sheet(_("Put off {case}").format(case=_case(meeting)), asks, _("Put off"), act)


def _take_off(meeting: Meeting, discussion_id: Any) -> Sheet:
    def act(values: Values) -> Done:
        agenda.take_off_agenda(meeting.workspace, discussion_id, values["reason"] or "")
        undo = partial(listing.put_back_on_agenda, meeting.workspace, discussion_id)
        return Done(_("Taken off the agenda."), undo)

    title = _("Take {case} off the agenda").format(case=_case(meeting))
    intro = _("For a case that was put here by mistake. One that is not heard today is put off.")
    return Sheet(title, [reason_ask(always=True)], _("Take off"), act, intro)


def _not_heard(meeting: Meeting, discussion_id: Any) -> Sheet:
    def act(values: Values) -> Done:
        undo = back.discussion_back(meeting.workspace, _discussion(meeting))
        agenda.not_heard(meeting.workspace, discussion_id, values["reason"] or "")
        text = _("Not heard: the case waits here again. The outcome stays visible, struck.")
        return Done(text, undo)

    title = _("{case} was not heard").format(case=_case(meeting))
    return Sheet(title, [reason_ask(always=True)], _("Take back the hearing"), act)


def _heard_after_all(meeting: Meeting, discussion_id: Any) -> Sheet:
    def act(values: Values) -> Done:
        agenda.hear(meeting.workspace, discussion_id, reason=values["reason"] or "")
        undo = back.discussion_back(meeting.workspace, _discussion(meeting))
        return Done(_("Recorded as heard; its outcome is still missing."), undo)

    title = _("{case} was heard after all").format(case=_case(meeting))
    return Sheet(title, [reason_ask(always=True)], _("Save correction"), act)


def _list_again(meeting: Meeting, discussion_id: Any) -> Sheet:
    def act(values: Values) -> Done:
        undo = back.discussion_back(meeting.workspace, _discussion(meeting))
        listing.list_again(meeting.workspace, discussion_id, values["reason"] or "")
        return Done(_("The case waits here again."), undo)

    title = _("{case} is heard here after all").format(case=_case(meeting))
    return Sheet(title, [reason_ask(always=True)], _("List again"), act)


def _correct_minutes(meeting: Meeting, discussion_id: Any) -> Sheet:
    found = _discussion(meeting)
    held, item = found.discussion, found.discussion.item
    forum = the_forum(held.forum_id)
    choices = labelled(forum.outcomes)
    if item.outcome and item.outcome not in {one.id for one in choices}:
        choices.append(Choice(item.outcome, catalogue_text(item.outcome)))

    def act(values: Values) -> Done:
        text = DiscussionText(values["minutes"] or "", values["outcome"])
        agenda.record_discussion(
            meeting.workspace, discussion_id, text, item.version, values["reason"] or ""
        )
        undo = back.minutes_back(meeting.workspace, found)
        return Done(_("Minutes corrected. The old text stays visible, struck."), undo)

    outcome = ChoiceBox(_("Outcome"), choices, empty=_("No outcome yet"))
    asks = [
        Ask("minutes", _("Minutes"), words(8), held.minutes),
        Ask("outcome", _("Outcome"), outcome, item.outcome),
        reason_ask(always=True),
    ]
    title = _("Correct the minutes of {case}").format(case=_case(meeting))
    return Sheet(title, asks, _("Save correction"), act)


def _correct_meeting(meeting: Meeting, _record: Any) -> Sheet:
    held = meeting.page.meeting
    moment = MomentField(_("Day and time"))

    def act(values: Values) -> Done:
        new = NewMeeting(
            forum_id=held.forum_id,
            held_on=day_of(moment),
            starts_at=values["held_on"],
            place=values["place"],
            number=whole_number(values["number"]),
            note=values["note"],
        )
        reason = values["reason"] or ""
        service.correct_meeting(meeting.workspace, meeting.id, new, reason, meeting.version)
        return Done(_("Meeting corrected."), partial(back.meeting_back, meeting.workspace, held))

    asks = [
        Ask("held_on", _("Day and time"), moment, held.starts_at or held.held_on),
        Ask("place", _("Place"), QLineEdit(), held.place, if_known=True, half=True),
        Ask("number", _("Number"), QLineEdit(), held.number, if_known=True, half=True),
        Ask("note", _("Note"), words(2), held.note, if_known=True),
        reason_ask(),
    ]
    return Sheet(_("Correct the meeting"), asks, _("Save correction"), act)


def _cancel(meeting: Meeting, _record: Any) -> Sheet:
    def act(values: Values) -> Done:
        reason = values["reason"] or ""
        service.cancel_meeting(meeting.workspace, meeting.id, reason, meeting.version)
        why = _("Entering it was taken back at once.")
        undo = partial(service.take_back_cancelling, meeting.workspace, meeting.id, why)
        return Done(_("Meeting cancelled. Its cases wait for another one."), undo)

    intro = _("Its cases wait for another meeting.")
    asks = [Ask("reason", _("Why it is cancelled"), QLineEdit())]
    return Sheet(_("Cancel the meeting"), asks, _("Cancel the meeting"), act, intro)


def _plan_again(meeting: Meeting, _record: Any) -> Sheet:
    def act(values: Values) -> Done:
        reason = values["reason"] or ""
        service.plan_again(meeting.workspace, meeting.id, reason, meeting.version)
        undo = partial(back.status_back, meeting.workspace, meeting.page.meeting)
        return Done(_("The meeting is planned again."), undo)

    return Sheet(_("Plan the meeting again"), [reason_ask(always=True)], _("Plan again"), act)


def _approve(meeting: Meeting, _record: Any) -> Sheet:
    def act(values: Values) -> Done:
        if values["on_day"] is None:
            raise InputError({"on_day": _("Enter the day.")})
        service.approve_minutes(meeting.workspace, meeting.id, values["on_day"], meeting.version)
        undo = partial(back.days_of_minutes_back, meeting.workspace, meeting.page.meeting)
        return Done(
            _("Minutes approved. From now on they are corrected, and the old text stays."), undo
        )

    asks = [Ask("on_day", _("Approved on"), _day(meeting, _("Approved on")), _today(meeting))]
    return Sheet(_("Approve the minutes"), asks, _("Approve and freeze"), act, _unsettled(meeting))


def _sent(meeting: Meeting, _record: Any) -> Sheet:
    def act(values: Values) -> Done:
        if values["on_day"] is None:
            raise InputError({"on_day": _("Enter the day.")})
        service.minutes_sent(meeting.workspace, meeting.id, values["on_day"], meeting.version)
        undo = partial(back.days_of_minutes_back, meeting.workspace, meeting.page.meeting)
        return Done(
            _("Minutes sent: from now on they are corrected, and the old text stays."), undo
        )

    asks = [Ask("on_day", _("Sent on"), _day(meeting, _("Sent on")), _today(meeting))]
    return Sheet(_("Minutes sent out"), asks, _("Save"), act, _unsettled(meeting))


def _unsettled(meeting: Meeting) -> str:
    """Return which cases others would read of without knowing what became of them."""
    items = meeting.page.items
    waiting = [one.case_reference for one in items if one.status is DiscussionStatus.LISTED]
    heard = [one.case_reference for one in items if one.lacks_outcome]
    said = []
    if waiting:
        said.append(_("Neither heard nor put off: {cases}.").format(cases=with_commas(*waiting)))
    if heard:
        said.append(_("Heard without an outcome: {cases}.").format(cases=with_commas(*heard)))
    return " ".join(said) or _("Every case has an outcome, or was put off.")


def _not_final(meeting: Meeting, _record: Any) -> Sheet:
    def act(values: Values) -> Done:
        service.minutes_not_final(meeting.workspace, meeting.id, values["reason"] or "")
        undo = partial(back.days_of_minutes_back, meeting.workspace, meeting.page.meeting)
        return Done(_("The minutes can be written again."), undo)

    intro = _("For minutes that were approved or sent by mistake. Else correct them.")
    asks = [reason_ask(always=True)]
    return Sheet(_("Minutes not approved after all"), asks, _("Open the minutes"), act, intro)


def _error(meeting: Meeting, _record: Any) -> Sheet:
    def mark(why: str) -> None:
        service.mark_meeting_in_error(meeting.workspace, meeting.id, why, meeting.version)

    undo = partial(service.take_back_meeting_error, meeting.workspace, meeting.id)
    return error_sheet(_("this meeting"), mark, undo)


def day_of(moment: MomentField) -> Any:
    """Return the day of a meeting as typed.

    Raises:
        InputError: there is none.
    """
    day = moment.on_day()
    if day is None:
        raise InputError({"held_on": _("Enter the day of the meeting.")})
    return day


def whole_number(typed: str | None) -> int | None:
    """Return the number of a meeting as typed.

    Raises:
        InputError: it is no number.
    """
    if typed is None:
        return None
    if not typed.isdecimal():
        raise InputError({"number": _("Enter a whole number, or leave it empty.")})
    return int(typed)


def _day(meeting: Meeting, name: str) -> DateField:
    return DateField(name, today=meeting.workspace.today)


def _today(meeting: Meeting) -> Any:
    return max(meeting.page.meeting.held_on, meeting.workspace.today())


def _discussion(meeting: Meeting) -> DiscussionPage:
    if meeting.discussion is None:
        raise NotFoundError(_("This record is no longer there. Look at the list again."))
    return meeting.discussion


def _case(meeting: Meeting) -> str:
    return _discussion(meeting).discussion.item.case_reference


_SHEETS: Mapping[str, Build] = {
    "person": _person,
    "put_off": _put_off,
    "take_off": _take_off,
    "not_heard": _not_heard,
    "heard_after_all": _heard_after_all,
    "list_again": _list_again,
    "correct_minutes": _correct_minutes,
    "correct_meeting": _correct_meeting,
    "cancel": _cancel,
    "plan_again": _plan_again,
    "approve": _approve,
    "sent": _sent,
    "not_final": _not_final,
    "meeting_error": _error,
}
