"""The list of cases: which ones, in which order, and what each line shows.

Ids come in one go, lines in pages: at 100,000 cases a page costs the same as at 100.
Only the columns shown are read; filters and order are the database's.
"""

from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy import (
    case as when,
)

from casedesk.agencies.catalogue import agencies
from casedesk.cases.model import (
    CaseCounts,
    CaseFilter,
    CaseLine,
    CaseOrder,
    CaseSort,
    CaseStatus,
    NextStep,
)
from casedesk.cases.tables import CaseRow
from casedesk.forums.catalogue import forums
from casedesk.i18n import catalogue_text
from casedesk.referrals.tables import ReferralAgencyRow, ReferralRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

PAGE = 200
_MOST_IDS = 30_000  # SQLite takes no more parameters than 32,766

_unfinished = (
    select(ReferralRow.id)
    .where(
        ReferralRow.case_id == CaseRow.id,
        ReferralRow.gaps.is_not(None),
        ReferralRow.error_at.is_(None),
    )
    .exists()
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
    _unfinished.label("unfinished"),
)
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
    CaseOrder.NEXT_HEARING: CaseRow.next_hearing_on.expression,
}


def case_ids(
    workspace: Workspace, chosen: CaseFilter | None = None, sort: CaseSort | None = None
) -> Sequence[int]:
    """Return the ids of all cases that a filter lets through, in order."""
    chosen, sort = chosen or CaseFilter(), sort or CaseSort()
    column = _ORDERS[sort.by]
    query = _narrowed(select(CaseRow.id), chosen)
    if sort.descending:
        query = query.order_by(column.desc(), CaseRow.id.desc())
    else:
        query = query.order_by(column, CaseRow.id)
    with workspace.reading(Permission.READ_RECORDS) as session:
        return array("q", session.execute(query).scalars())


def case_rows(workspace: Workspace, ids: Sequence[int]) -> list[CaseLine]:
    """Return the lines of these cases in the same order; one that is gone is left out.

    Args:
        workspace: the open partnership file.
        ids: of a page, or of up to 30,000 cases.
    """
    today = workspace.today()
    query = select(*_SHOWN).where(CaseRow.id.in_(list(ids)[:_MOST_IDS]), CaseRow.error_at.is_(None))
    with workspace.reading(Permission.READ_RECORDS) as session:
        lines = {row.id: _line(row, today) for row in session.execute(query)}
    return [lines[case_id] for case_id in ids if case_id in lines]


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


def search_words(typed: str) -> str:
    """Return what somebody typed as a query of the full-text index: every word's beginning."""
    words = "".join(c if c.isalnum() else " " for c in typed).split()
    return " ".join(f'"{word}"*' for word in words)


def _narrowed(query: Select[Any], chosen: CaseFilter) -> Select[Any]:
    conditions: list[ColumnElement[bool] | None] = [
        CaseRow.error_at.is_(None),
        CaseRow.forum_id == chosen.forum_id if chosen.forum_id else None,
        CaseRow.status == chosen.status if chosen.status else None,
        CaseRow.risk_band == chosen.risk_band if chosen.risk_band else None,
        CaseRow.id.in_(_of_agency(chosen.agency_id)) if chosen.agency_id else None,
        CaseRow.is_repeat.is_(chosen.repeat) if chosen.repeat is not None else None,
        CaseRow.last_heard_on.is_(None) if chosen.not_heard else None,
        _WAITING if chosen.waiting else None,
        CaseRow.opened_on >= chosen.received_from if chosen.received_from else None,
        CaseRow.opened_on <= chosen.received_to if chosen.received_to else None,
        CaseRow.id.in_(_with_gaps()) if chosen.unfinished else None,
    ]
    query = query.where(*(condition for condition in conditions if condition is not None))
    words = search_words(chosen.words)
    if words:
        query = query.where(CaseRow.id.in_(_FOUND.params(words=words)))
    return query


def _of_agency(agency_id: str) -> Select[int]:
    return (
        select(ReferralRow.case_id)
        .join(ReferralAgencyRow, ReferralAgencyRow.referral_id == ReferralRow.id)
        .where(ReferralAgencyRow.agency_id == agency_id, ReferralRow.error_at.is_(None))
    )


def _with_gaps() -> Select[int]:
    return select(ReferralRow.case_id).where(
        ReferralRow.gaps.is_not(None), ReferralRow.error_at.is_(None)
    )


def _line(row: Any, today: date) -> CaseLine:
    step = _next_step(row)
    forum = forums().get(row.forum_id)
    agency = agencies().get(row.lead_agency_id or "")
    return CaseLine(
        id=row.id,
        reference=row.reference,
        subject_name=row.subject_name,
        forum_id=row.forum_id,
        forum_title=catalogue_text(forum.short_title) if forum else row.forum_id,
        status=CaseStatus(row.status),
        risk_band=row.risk_band,
        received_on=row.opened_on,
        age_days=(today - row.opened_on).days,
        closed_on=row.closed_on,
        next_step=step,
        next_on=row.next_hearing_on if step is NextStep.HEAR else None,
        is_repeat=row.is_repeat,
        children=row.children_in_household,
        lead_agency=catalogue_text(agency.title) if agency else (row.lead_agency_id or ""),
    )


def _next_step(row: Any) -> NextStep:
    if row.status == CaseStatus.CLOSED:
        return NextStep.NONE
    if row.next_hearing_on is not None:
        return NextStep.HEAR
    if row.unfinished:
        return NextStep.FINISH
    return NextStep.LIST if row.last_heard_on is None else NextStep.FOLLOW_UP
