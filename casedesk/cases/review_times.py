"""After which time closed cases are looked at: the catalogue's, and what the partnership set.

Nothing is erased by it: it gives every closed case its review day (see `keeping`).
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casedesk.cases.catalogue import retention
from casedesk.cases.model import CHILD, USUAL, ReviewTime, ReviewTimes
from casedesk.cases.rules import ADULT, review_day
from casedesk.cases.tables import CasePersonRow, CaseRow, ReviewTimeRow
from casedesk.errors import ConflictError, InputError
from casedesk.forums.service import forum_settings
from casedesk.i18n import _, catalogue_text
from casedesk.people.tables import PersonRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.state import state_of
from casedesk.workspace.workspace import Change, Workspace, changed_meanwhile


def times_in_force(session: Session) -> ReviewTimes:
    """Return the times in force, inside a larger reading or change."""
    own = {kind: row.period for kind, row in _rows(session).items() if row.period is not None}
    return retention().times(own)


def review_times(workspace: Workspace) -> list[ReviewTime]:
    """Return every kind of closed cases with its time: all, children, forums in use by title.

    Forums with a time of their own come before the others, also those that are not in use.
    """
    listed = forum_settings(workspace)
    with workspace.reading(Permission.READ_RECORDS) as session:
        rows, times = _rows(session), times_in_force(session)
        named = {*times.by_forum, *rows}
        return [
            _time(USUAL, _("All other forums"), rows, times),
            _time(CHILD, _("Children, under 18 at closing"), rows, times),
            *(
                _time(forum.id, forum.title, rows, times)
                for forum in sorted(listed, key=lambda one: one.id not in times.by_forum)
                if forum.in_use or forum.id in named
            ),
        ]


def check_review_time(
    workspace: Workspace, seen: ReviewTime, period: int | None, reason: str
) -> None:
    """See that a time can be set, before the work begins that follows from it.

    Args:
        workspace: the open partnership file.
        seen: what is recorded of the kind, as last read.
        period: years, or the age for children; None goes back to the catalogue's.
        reason: why; needed for longer than the catalogue's, and where one was set before.

    Raises:
        InputError: the period is out of its limits, or the reason is missing; by field.
        ConflictError: it was set otherwise meanwhile.
        NotAllowedError: the role does not include it.
    """
    workspace.require(Permission.MANAGE_LISTS)
    problems = {}
    least, most = retention().limits(seen.id)
    if period is not None and not least <= period <= most:
        text = _("Enter a number of years from {least} to {most}.")
        if seen.id == CHILD:
            text = _("Enter an age from {least} to {most}.")
        problems["period"] = text.format(least=least, most=most)
    elif not reason.strip() and period is not None and period > seen.shipped:
        problems["reason"] = _("Say why these cases are kept longer than CaseDesk's time.")
    elif not reason.strip() and seen.version is not None:
        problems["reason"] = _("Say why the time is changed again.")
    if problems:
        raise InputError(problems)
    with workspace.reading(Permission.READ_RECORDS) as session:
        _seen_row(session, seen)


def set_review_time(
    workspace: Workspace, seen: ReviewTime, period: int | None, reason: str = ""
) -> int:
    """Set after which time cases of a kind are looked at, and give closed cases their new days.

    With very many cases this takes a second: call it in the worker, after `check_review_time`,
    whose arguments and errors it shares.

    Returns:
        How many closed cases have another review day now.
    """
    check_review_time(workspace, seen, period, reason)
    planned = _plan(workspace, seen.id, period)
    with workspace.changing(Permission.MANAGE_LISTS, Topic.FILE, Topic.CASES) as change:
        row, why = _seen_row(change.session, seen), reason.strip() or None
        if row is None:
            _set_first(change, seen.id, period, why)
        else:
            change.correct(row, reason, period=period, reason=why)
        return _settle(change, seen.id, planned)


def take_back_review_time(workspace: Workspace, before: ReviewTime) -> int:
    """Give a kind of cases the time again that it had; see `set_review_time`."""
    workspace.require(Permission.MANAGE_LISTS)
    planned = _plan(workspace, before.id, before.own)
    with workspace.changing(Permission.MANAGE_LISTS, Topic.FILE, Topic.CASES) as change:
        row = _rows(change.session).get(before.id)
        why = _("The change was taken back.")
        if row is not None and before.version is None:
            change.mark_in_error(row, why)  # none was ever set
        elif row is not None:
            change.correct(row, why, period=before.own, reason=before.reason or None)
        return _settle(change, before.id, planned)


def _set_first(change: Change, kind: str, period: int | None, why: str | None) -> None:
    """Record that the partnership says for the first time what it wants.

    One that was taken back is there again; what it said stays, struck.
    """
    query = select(ReviewTimeRow).where(ReviewTimeRow.applies_to == kind)
    row = change.session.scalar(query)
    if row is None:
        change.add(ReviewTimeRow(applies_to=kind, period=period, reason=why))
        return
    change.take_error_back(row)
    change.correct(row, why or _("Set again."), period=period, reason=why)


class _Plan(NamedTuple):
    """The review days that differ, as day and id of the case, and the state they belong to."""

    state: int
    days: list[tuple[str, int]]


def _plan(workspace: Workspace, kind: str, period: int | None) -> _Plan:
    """Work out before the write what will follow, so that others wait for the writing alone."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        own = {name: row.period for name, row in _rows(session).items()} | {kind: period}
        times = retention().times({name: one for name, one in own.items() if one is not None})
        return _Plan(state_of(session), _new_days(session, times))


def _settle(change: Change, kind: str, planned: _Plan) -> int:
    """Give every closed case the review day that follows from what was set.

    Versions of the cases stay: a review day is typed nowhere, so nobody's form is out of date.
    """
    session = change.session
    session.flush()
    days = planned.days
    if state_of(session) != planned.state:  # somebody saved something since it was worked out
        days = _new_days(session, times_in_force(session))
    if days:
        # Plain, as 77,000 rows take a tenth of the time that they take through the models.
        session.connection().exec_driver_sql('UPDATE "case" SET review_on = ? WHERE id = ?', days)
    change.audit("retention.set", f"setting/retention_{kind}", "period reason")
    return len(days)


def _new_days(session: Session, times: ReviewTimes) -> list[tuple[str, int]]:
    """Return the review days of closed cases that are not what they are to be."""
    born, known = _children(session), dict[tuple[str, date], date]()
    cases = select(CaseRow.id, CaseRow.forum_id, CaseRow.closed_on, CaseRow.review_on)
    found = []
    for case_id, forum_id, closed_on, review_on in session.execute(cases):
        if closed_on is None:
            continue
        key = (forum_id, closed_on)
        if case_id in born:
            day = review_day(*key, born[case_id], times)
        elif key in known:
            day = known[key]
        else:
            day = known[key] = review_day(*key, (), times)
        if day != review_on:
            found.append((day.isoformat(), case_id))
    return found


def _children(session: Session) -> dict[int, list[date]]:
    """Return the birth dates that matter: of who was under 18, or nearly, at the closing."""
    query = (
        select(CasePersonRow.case_id, PersonRow.born_on)
        .join(PersonRow, PersonRow.id == CasePersonRow.person_id)
        .join(CaseRow, CaseRow.id == CasePersonRow.case_id)
        .where(
            CasePersonRow.error_at.is_(None),
            PersonRow.born_on > func.date(CaseRow.closed_on, f"-{ADULT + 1} years"),
        )
    )
    found = defaultdict(list)
    for row in session.execute(query):
        if row.born_on is not None:
            found[row.case_id].append(row.born_on)
    return found


def _seen_row(session: Session, seen: ReviewTime) -> ReviewTimeRow | None:
    row = _rows(session).get(seen.id)
    if (None if row is None else row.version) != seen.version:
        raise ConflictError(changed_meanwhile())
    return row


def _rows(session: Session) -> dict[str, ReviewTimeRow]:
    query = select(ReviewTimeRow).where(ReviewTimeRow.error_at.is_(None))
    return {row.applies_to: row for row in session.scalars(query)}


def _time(kind: str, title: str, rows: dict[str, ReviewTimeRow], times: ReviewTimes) -> ReviewTime:
    row, shipped = rows.get(kind), retention().times()
    notes = {one.id: one.note for one in retention().forum}
    is_child = kind == CHILD
    return ReviewTime(
        id=kind,
        title=title,
        shipped=shipped.child_until_age if is_child else shipped.years_for(kind),
        is_of_usual=kind not in {USUAL, CHILD, *shipped.by_forum},
        own=None if row is None else row.period,
        in_force=times.child_until_age if is_child else times.years_for(kind),
        reason="" if row is None else row.reason or "",
        note=catalogue_text(notes.get(kind, "")),
        version=None if row is None else row.version,
    )
