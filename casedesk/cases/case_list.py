"""The list of cases: which ones, in which order, and what each line shows.

Ids come in one go, lines in pages: at 100,000 cases a page costs the same as at 100.
Only the columns shown are read; filters and order are the database's.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, cast

import msgspec
from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
    text,
    true,
)
from sqlalchemy import (
    case as when,
)
from sqlalchemy.orm import Session

from casedesk.agencies.catalogue import agencies
from casedesk.cases.hearings_ahead import is_ahead
from casedesk.cases.model import (
    CaseCounts,
    CaseFilter,
    CaseLine,
    CaseOrder,
    CaseSort,
    CaseStatus,
    NextStep,
)
from casedesk.cases.subject_shown import hidden_subjects
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.forums.catalogue import forums
from casedesk.i18n import catalogue_text
from casedesk.people.model import shown_name
from casedesk.people.protected_addresses import address_hidden
from casedesk.people.tables import PersonRow
from casedesk.referrals.tables import ReferralAgencyRow, ReferralRow
from casedesk.security.roles import Permission
from casedesk.workspace.full_text import case_query
from casedesk.workspace.workspace import Workspace

PAGE = 200

_DISCUSSION = table(
    "discussion", *(column(one) for one in ("meeting_id", "case_id", "status", "error_at"))
)
_MEETING = table(
    "meeting", column("id"), column("held_on", Date), column("status"), column("error_at")
)
_TODAY = bindparam("today", type_=Date)
# A day stays with its case until the meeting is ended; once it is past, another may lie ahead.
_LATER = (
    select(func.min(_MEETING.c.held_on))
    .join(_DISCUSSION, _DISCUSSION.c.meeting_id == _MEETING.c.id)
    .where(_DISCUSSION.c.case_id == CaseRow.id, is_ahead(_DISCUSSION.c, _MEETING.c, _TODAY))
    .correlate(CaseRow)
    .scalar_subquery()
)
_AHEAD = when(
    (CaseRow.next_hearing_on >= _TODAY, CaseRow.next_hearing_on),
    (CaseRow.next_hearing_on.is_not(None), _LATER),
)
_SHOWN = (
    CaseRow.id,
    CaseRow.reference,
    CaseRow.subject_name,
    CaseRow.forum_id,
    CaseRow.status,
    CaseRow.risk_band,
    CaseRow.opened_on,
    CaseRow.closed_on,
    CaseRow.last_heard_on,
    CaseRow.next_hearing_on,
    CaseRow.is_repeat,
    CaseRow.children_in_household,
    CaseRow.lead_agency_id,
    CaseRow.unfinished,
)
_STATUS = {status.value: status for status in CaseStatus}
_WAITING = and_(
    CaseRow.status == CaseStatus.OPEN,
    CaseRow.last_heard_on.is_(None),
    CaseRow.next_hearing_on.is_(None),
)
_FOUND: Select[Any] = (
    select(literal_column("rowid"))
    .select_from(table("case_index"))
    .where(text("case_index MATCH :words"))
)
# The bands of all tools, the gravest first; a tool's own order stands in its file.
_GRAVITY = when(
    {
        "high": 3,
        "significant": 3,
        "medium": 2,
        "moderate": 2,
        "at_risk": 2,
        "standard": 1,
        "low": 1,
    },
    value=CaseRow.risk_band,
    else_=0,
)
_ORDERS: dict[CaseOrder, ColumnElement[Any]] = {
    CaseOrder.REFERENCE: CaseRow.reference.expression,
    CaseOrder.SUBJECT: CaseRow.subject_name.expression,
    CaseOrder.FORUM: CaseRow.forum_id.expression,
    CaseOrder.RISK: _GRAVITY,
    CaseOrder.RECEIVED: CaseRow.opened_on.expression,
    CaseOrder.NEXT_HEARING: _AHEAD,
}


def case_ids(
    workspace: Workspace, chosen: CaseFilter | None = None, sort: CaseSort | None = None
) -> Sequence[int]:
    """Return the ids of all cases that a filter lets through, in order."""
    ordered = _ordered(select(CaseRow.id), chosen, sort).subquery()
    # One text is four times faster out of the database than 100,000 rows.
    together = select(func.group_concat(ordered.c.id, ","))
    with workspace.reading(Permission.READ_RECORDS) as session:
        ids = session.scalar(together, {"today": workspace.today()})
    return msgspec.json.decode(f"[{ids or ''}]", type=list[int])


def case_page(
    workspace: Workspace,
    chosen: CaseFilter | None = None,
    sort: CaseSort | None = None,
    *,
    offset: int = 0,
    limit: int = PAGE,
) -> list[CaseLine]:
    """Return one page of the list at once: the quickest way to the first rows.

    Args:
        workspace: the open partnership file.
        chosen: which cases; None: all.
        sort: in which order; None: the last received first.
        offset: how many lines to pass over.
        limit: how many lines at most.
    """
    shown = cast("Select[Any]", select(*_SHOWN))
    query = _ordered(shown, chosen, sort).limit(limit).offset(offset)
    with workspace.reading(Permission.READ_RECORDS) as session:
        return _lines(workspace, session, query)


def case_rows(workspace: Workspace, ids: Sequence[int]) -> list[CaseLine]:
    """Return the lines of these cases in the same order; one that is gone is left out."""
    # One parameter instead of one for each id: SQLite takes no more than 32,766.
    wanted = func.json_each(json.dumps(list(ids))).table_valued("value")
    shown = cast("Select[Any]", select(*_SHOWN))
    query = shown.where(CaseRow.id.in_(select(wanted.c.value)), CaseRow.error_at.is_(None))
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = _lines(workspace, session, query)
    lines = {line.id: line for line in found}
    return [lines[case_id] for case_id in ids if case_id in lines]


def case_with_reference(workspace: Workspace, reference: str) -> int | None:
    """Return the id of the case with a reference, however its letters are written."""
    query = select(CaseRow.id).where(
        func.upper(CaseRow.reference) == reference.strip().upper(), CaseRow.error_at.is_(None)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        return session.scalar(query)


def found_by(workspace: Workspace, ids: Sequence[int], words: str) -> dict[int, list[str]]:
    """Return, by case, the names of the people in it who are why a search found it."""
    search = case_query(words)
    if not search:
        return {}
    wanted = func.json_each(json.dumps(list(ids))).table_valued("value")
    people: Select[Any] = select(literal_column("rowid")).select_from(table("person_index"))
    query = (
        select(CasePersonRow.case_id, PersonRow.forenames, PersonRow.surname, PersonRow.known_as)
        .join(PersonRow, PersonRow.id == CasePersonRow.person_id)
        .where(
            CasePersonRow.case_id.in_(select(wanted.c.value)),
            CasePersonRow.error_at.is_(None),
            PersonRow.id.in_(people.where(text("person_index MATCH :words")).params(words=search)),
        )
        .order_by(CasePersonRow.id)
    )
    found: dict[int, list[str]] = {}
    with workspace.reading(Permission.READ_RECORDS) as session:
        for row in session.execute(query):
            name = shown_name(row.forenames, row.surname, row.known_as)
            found.setdefault(row.case_id, []).append(name)
    return found


def case_count(workspace: Workspace, chosen: CaseFilter | None = None) -> int:
    """Return how many cases a filter lets through."""
    query = _narrowed(select(func.count()).select_from(CaseRow), chosen or CaseFilter())
    with workspace.reading(Permission.READ_RECORDS) as session:
        return session.scalar(query) or 0


def saved_views(today: date) -> dict[str, CaseFilter]:
    """Return the filters of the views that every file has, by their names in `CaseCounts`."""
    still_open = CaseStatus.OPEN
    return {
        "open": CaseFilter(status=still_open),
        "repeat_this_year": CaseFilter(repeat=True, received_from=date(today.year, 1, 1)),
        "not_heard": CaseFilter(status=still_open, not_heard=True),
        "waiting": CaseFilter(waiting=True),
        "unfinished": CaseFilter(unfinished=True),
    }


def view_counts(workspace: Workspace) -> CaseCounts:
    """Return how many cases each saved view holds."""
    views = saved_views(workspace.today())
    return CaseCounts(**{name: case_count(workspace, view) for name, view in views.items()})


def _narrowed(query: Select[Any], chosen: CaseFilter) -> Select[Any]:
    conditions: list[ColumnElement[bool] | None] = [
        CaseRow.error_at.is_(None),
        CaseRow.forum_id == chosen.forum_id if chosen.forum_id else None,
        CaseRow.status == chosen.status if chosen.status else None,
        CaseRow.risk_band == chosen.risk_band if chosen.risk_band else None,
        CaseRow.id.in_(_of_agency(chosen.agency_id)) if chosen.agency_id else None,
        CaseRow.is_repeat == chosen.repeat if chosen.repeat is not None else None,
        CaseRow.last_heard_on.is_(None) if chosen.not_heard else None,
        _WAITING if chosen.waiting else None,
        CaseRow.opened_on >= chosen.received_from if chosen.received_from else None,
        CaseRow.opened_on <= chosen.received_to if chosen.received_to else None,
        CaseRow.unfinished == true() if chosen.unfinished else None,
    ]
    query = query.where(*(condition for condition in conditions if condition is not None))
    words = case_query(chosen.words)
    if words:
        query = query.where(CaseRow.id.in_(_FOUND.params(words=words)))
    return query


def _of_agency(agency_id: str) -> Select[int]:
    return (
        select(ReferralRow.case_id)
        .join(ReferralAgencyRow, ReferralAgencyRow.referral_id == ReferralRow.id)
        .where(ReferralAgencyRow.agency_id == agency_id, ReferralRow.error_at.is_(None))
    )


def _ordered(query: Select[Any], chosen: CaseFilter | None, sort: CaseSort | None) -> Select[Any]:
    sort = sort or CaseSort()
    first = _ORDERS[sort.by]
    narrowed = _narrowed(query, chosen or CaseFilter())
    # Within a forum by the day received: that is an index, and what people look for.
    columns = [first, CaseRow.id.expression]
    if sort.by is CaseOrder.FORUM:
        columns.insert(1, CaseRow.opened_on.expression)
    return narrowed.order_by(*(one.desc() if sort.descending else one for one in columns))


def _lines(workspace: Workspace, session: Session, query: Select[Any]) -> list[CaseLine]:
    rows = session.execute(query, {"today": (today := workspace.today())}).all()
    hidden = hidden_subjects(workspace, session, [row.id for row in rows])
    later = _later(session, [row.id for row in rows if _is_past(row.next_hearing_on, today)], today)
    forum_titles = {key: _forum_title(key) for key in {row.forum_id for row in rows}}
    agency_titles = {key: _agency_title(key) for key in {row.lead_agency_id for row in rows}}
    return [
        CaseLine(
            id_,
            reference,
            address_hidden() if id_ in hidden else name,
            forum,
            forum_titles[forum],
            _STATUS[status],
            band,
            received,
            (today - received).days,
            closed,
            *_next(status, heard, listed, later.get(id_, listed), unfinished),
            repeat,
            children,
            agency_titles[agency],
        )
        for (
            id_,
            reference,
            name,
            forum,
            status,
            band,
            received,
            closed,
            heard,
            listed,
            repeat,
            children,
            agency,
            unfinished,
        ) in rows
    ]


def _is_past(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _later(session: Session, ids: Sequence[int], today: date) -> dict[int, date | None]:
    """Return the hearings still to come of cases whose noted one has passed."""
    if not ids:
        return {}
    query = select(CaseRow.id, _LATER).where(CaseRow.id.in_(ids))
    return {row[0]: row[1] for row in session.execute(query, {"today": today})}


def _forum_title(forum_id: str) -> str:
    forum = forums().get(forum_id)
    return forum_id if forum is None else catalogue_text(forum.short_title)


def _agency_title(agency_id: str | None) -> str:
    agency = agencies().get(agency_id or "")
    return (agency_id or "") if agency is None else catalogue_text(agency.title)


def _next(
    status: str, heard: date | None, listed: date | None, ahead: date | None, unfinished: bool
) -> tuple[NextStep, date | None]:
    """Return what a case waits for, and the day of its next hearing."""
    if status == "closed":
        return NextStep.NONE, None
    if listed is not None:
        return (NextStep.RECORD if ahead is None else NextStep.HEAR), ahead
    if unfinished:
        return NextStep.FINISH, None
    return (NextStep.LIST if heard is None else NextStep.FOLLOW_UP), None
