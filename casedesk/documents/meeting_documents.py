"""Agenda and minutes of a meeting."""

from collections.abc import Iterable

from casedesk.actions.model import ActionSummary
from casedesk.agencies.service import agency_title
from casedesk.documents.action_documents import ACTION_WIDTHS, action_rows
from casedesk.documents.model import Document, Field, Section, Tells
from casedesk.documents.wording import day, forum_title, moment, outcome_title, told, yes_no
from casedesk.i18n import _
from casedesk.meetings.model import (
    AgendaItem,
    Attendance,
    Discussion,
    DiscussionStatus,
    MeetingSummary,
    Presence,
)
from casedesk.overviews.case_view import band_title
from casedesk.overviews.model import AgencyAtMeeting, MeetingPage


def agenda_document(page: MeetingPage, tools: dict[int, str | None]) -> Document:
    """Return the agenda of a meeting.

    Args:
        page: the meeting.
        tools: by case, the risk tool whose words its band has.
    """
    sections = [_when(page.meeting), _asked(page.people)]
    if page.statement:
        sections.append(_statement(page.statement))
    sections.append(_cases(page.items, tools))  # last: it goes on overleaf better than a paragraph
    return Document(
        title=_("Agenda: {meeting}").format(meeting=page.title),
        subtitle=day(page.meeting.held_on),
        sections=tuple(sections),
        case_ids=tuple(item.case_id for item in page.items),
    )


def minutes_document(page: MeetingPage, discussions: Iterable[Discussion]) -> Document:
    """Return the minutes of a meeting: a draft until they are approved."""
    sections = [_when(page.meeting), _attended(page.people)]
    if page.statement:
        sections.append(_statement(page.statement))
    sections += [_heard(one, page.actions) for one in discussions]
    general = [one for one in page.actions if one.case_id is None]
    if general:
        sections.append(
            Section(_("Actions of the meeting"), widths=ACTION_WIDTHS, rows=action_rows(general))
        )
    cases = [item.case_id for item in page.items]
    cases += [one.case_id for one in page.actions if one.case_id is not None]
    return Document(
        title=_("Minutes: {meeting}").format(meeting=page.title),
        subtitle=day(page.meeting.held_on),
        sections=tuple(sections),
        case_ids=tuple(dict.fromkeys(cases)),
        is_draft=page.meeting.minutes_approved_on is None,
    )


def _when(meeting: MeetingSummary) -> Section:
    starts = day(meeting.held_on) if meeting.starts_at is None else moment(meeting.starts_at)
    fields = told(
        Field(_("Forum"), forum_title(meeting.forum_id)),
        Field(_("When"), starts),
        Field(_("Where"), meeting.place or ""),
        Field(_("Minutes approved"), day(meeting.minutes_approved_on)),
    )
    return Section(_("Meeting"), fields)


def _cases(items: Iterable[AgendaItem], tools: dict[int, str | None]) -> Section:
    titles = (_("Item"), _("Case"), _("Person"), _("Risk"), _("Repeat"), _("Children"))
    rows = []
    for item in items:
        case = item.case_id
        risk = band_title(tools.get(case), item.risk_band)
        values = (
            (str(item.position), Tells.CASE),
            (item.case_reference, Tells.CASE),
            (item.subject_name, Tells.NAME),
            (risk, Tells.RISK),
            (yes_no(is_so=item.is_repeat), Tells.CASE),
            (yes_no(is_so=item.with_children), Tells.CASE),
        )
        rows.append(tuple(Field(t, *one, case) for t, one in zip(titles, values, strict=True)))
    if not rows:
        return Section(_("Cases"), (Field("", _("No case is on the agenda.")),))
    return Section(_("Cases"), widths=(0.6, 1.6, 2.6, 1.8, 0.9, 1.0), rows=tuple(rows))


def _asked(people: Iterable[AgencyAtMeeting]) -> Section:
    names = dict.fromkeys(one.agency for one in people)
    return Section(_("Agencies"), (Field("", "; ".join(names)),))


def _attended(people: Iterable[AgencyAtMeeting]) -> Section:
    lines = [one.line for one in people if one.line is not None]
    if not lines:
        return Section(_("Attendance"), (Field("", _("Nobody is noted yet.")),))
    rows = tuple(_who(line) for line in lines)
    return Section(_("Attendance"), widths=(2.5, 2.5, 2.0), rows=rows)


def _who(line: Attendance) -> tuple[Field, ...]:
    how = {
        Presence.PRESENT: _("present"),
        Presence.DEPUTY: _("deputy"),
        Presence.APOLOGIES: _("apologies"),
    }[line.status]
    return (
        Field(_("Agency"), agency_title(line.agency_id)),
        Field(_("Name"), line.practitioner_name),
        Field(_("Attendance"), how),
    )


def _statement(statement: str) -> Section:
    return Section(_("Confidentiality"), (Field("", statement),))


def _heard(one: Discussion, actions: Iterable[ActionSummary]) -> Section:
    item, case = one.item, one.item.case_id
    own = [action for action in actions if action.case_id == case]
    return Section(
        title=_("{position}. Case {reference}").format(
            position=item.position, reference=item.case_reference
        ),
        fields=told(
            Field(_("Person"), item.subject_name, Tells.NAME, case),
            Field(_("Heard"), _state(item), Tells.CASE, case),
            Field(_("Outcome"), outcome_title(one.forum_id, item.outcome), Tells.DISCUSSION, case),
            Field(_("Put off because"), one.deferred_reason or "", Tells.DISCUSSION, case),
            Field(_("Minutes"), one.minutes, Tells.DISCUSSION, case),
        ),
        widths=ACTION_WIDTHS if own else (),
        rows=action_rows(own),
    )


def _state(item: AgendaItem) -> str:
    return {
        DiscussionStatus.LISTED: _("not yet"),
        DiscussionStatus.HEARD: _("yes"),
        DiscussionStatus.DEFERRED: _("put off"),
    }[item.status]
