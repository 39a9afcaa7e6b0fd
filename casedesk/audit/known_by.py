"""What the records of the trail are known by: references, a meeting's title and day.

Never a name of a person, of a practitioner or of a file: the trail is read and exported by people
who need not know whose record it was.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from casedesk.actions.tables import ActionRow
from casedesk.attachments.tables import AttachmentRow
from casedesk.cases.tables import CaseRow
from casedesk.contacts.tables import ContactNoteRow
from casedesk.i18n import _
from casedesk.incidents.tables import ReportRow
from casedesk.interventions.tables import BreachRow, InterventionRow
from casedesk.meetings.tables import AttendanceRow, DiscussionRow, MeetingRow
from casedesk.overviews.day import meeting_title
from casedesk.referrals.tables import ReferralRow
from casedesk.risk.tables import AssessmentRow

REFERENCED = {
    "case": (CaseRow.id, CaseRow.reference),
    "action": (ActionRow.id, ActionRow.reference),
    "intervention": (InterventionRow.id, InterventionRow.reference),
}
_OF_A_CASE: Mapping[str, Any] = {
    "assessment": AssessmentRow,
    "attachment": AttachmentRow,
    "contact": ContactNoteRow,
    "referral": ReferralRow,
    "report": ReportRow,
}
_MEETING = (MeetingRow.forum_id, MeetingRow.number, MeetingRow.held_on)


def known_by(session: Session, records: Iterable[str]) -> dict[str, str]:
    """Return what records are known by, in one question for each kind of them.

    Args:
        session: of the open file.
        records: as the trail names them, such as "case/12".

    Returns:
        By record; without those that are gone or are known by nothing but their number.
    """
    ids: dict[str, set[int]] = {}
    for record in records:
        kind, _slash, key = record.partition("/")
        if key.isdecimal():
            ids.setdefault(kind, set()).add(int(key))
    found: dict[str, str] = {}
    for kind, query, row_id in _questions():
        if kind in ids:
            wanted = func.json_each(json.dumps(sorted(ids[kind]))).table_valued("value")
            rows = session.execute(query.where(row_id.in_(select(wanted.c.value))))
            found |= {f"{kind}/{row[0]}": _said(kind, tuple(row)[1:]) for row in rows}
    return found


def _questions() -> Iterable[tuple[str, Select[*tuple[Any, ...]], InstrumentedAttribute[int]]]:
    for kind, (key, reference) in REFERENCED.items():
        yield kind, select(key, reference), key
    for kind, row in _OF_A_CASE.items():
        of_case = select(row.id, CaseRow.reference).join(CaseRow, CaseRow.id == row.case_id)
        yield kind, of_case, row.id
    used = InterventionRow.id == BreachRow.intervention_id
    breached = select(BreachRow.id, InterventionRow.reference).join(InterventionRow, used)
    yield "breach", breached, BreachRow.id
    yield "meeting", select(MeetingRow.id, *_MEETING), MeetingRow.id
    at_meeting = MeetingRow.id == AttendanceRow.meeting_id
    attended = select(AttendanceRow.id, *_MEETING).join(MeetingRow, at_meeting)
    yield "attendance", attended, AttendanceRow.id
    discussed = (
        select(DiscussionRow.id, *_MEETING, CaseRow.reference)
        .join(MeetingRow, MeetingRow.id == DiscussionRow.meeting_id)
        .join(CaseRow, CaseRow.id == DiscussionRow.case_id)
    )
    yield "discussion", discussed, DiscussionRow.id


def _said(kind: str, parts: tuple[Any, ...]) -> str:
    if kind in REFERENCED:
        return str(parts[0])
    if kind == "breach":
        return _("of {reference}").format(reference=parts[0])
    if kind in _OF_A_CASE:
        return _("of case {reference}").format(reference=parts[0])
    forum_id, number, held_on, *reference = parts
    title = meeting_title(forum_id, number)
    if not reference or number is None:  # without a number the day tells meetings apart
        title = f"{title}, {held_on:%d/%m/%Y}"
    if not reference:
        return title
    return _("of {case} at {meeting}").format(case=reference[0], meeting=title)
