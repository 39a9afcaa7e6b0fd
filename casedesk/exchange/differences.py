"""Rows whose reference is known but which say something else than the record.

A blank cell takes nothing away: only what a row says is compared. Nothing is changed
without consent, and what is changed then is a correction: the old value stays, struck.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.actions.model import ActionStatus
from casedesk.actions.tables import ActionRow
from casedesk.cases.repeats import refresh_repeats, subject_of
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.exchange.layout import ACTIONS, REFERRALS
from casedesk.exchange.model import Difference
from casedesk.exchange.name_book import NameBook
from casedesk.exchange.plan_others import action_values, applicant_of, intervention_values
from casedesk.exchange.referral_values import case_values, person_answers, referral_values
from casedesk.exchange.rows import ParsedRow
from casedesk.exchange.stored import Stored
from casedesk.exchange.tables import ImportedRowRow
from casedesk.forums.model import Part
from casedesk.interventions.deadlines import recompute
from casedesk.interventions.tables import InterventionRow
from casedesk.people.records import change_person
from casedesk.people.tables import PersonRow
from casedesk.referrals.tables import ReferralRow
from casedesk.storage.base import Base
from casedesk.workspace.workspace import Change

_OF_NOTICE = ("issued_on", "issued_at", "served_at")
_NAMED_AFTER = {  # our columns whose heading is another
    "forum_id": "forum",
    "power_id": "power",
    "agency_id": "agency",
    "risk_tool_id": "risk_tool",
    "told_and_wants": "consent",
    "told_note": "consent",
    "issued_on": "issued_at",
}
_OF_REFERRAL = (
    *("received_on", "children_in_household", "risk_tool_id", "risk_score"),
    *("professional_judgement", "told_and_wants", "told_note", "outcome"),
)
_OF_CASE = {
    "received_on": "opened_on",
    "children_in_household": "children_in_household",
    "risk_tool_id": "risk_tool_id",
    "risk_score": "risk_score",
}


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """What one row says otherwise of one record: column of the table -> the new value."""

    kind: type[Base]
    record_id: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowDifference:
    """Everything in which one row differs, to be shown and, with consent, applied."""

    row: ParsedRow
    shown: tuple[Difference, ...]
    records: tuple[RecordDifference, ...]


def find_difference(
    session: Session, stored: Stored, row: ParsedRow, names: NameBook, today: date
) -> RowDifference | None:
    """Compare one row with the record of its reference; None where nothing differs."""
    shown: list[Difference] = []
    records: list[RecordDifference] = []
    for record, values, prefix in _said(session, stored, row, names, today):
        differing = {
            name: new
            for name, new in values.items()
            if new is not None and getattr(record, name) != new
        }
        if differing:
            records.append(RecordDifference(type(record), record.id, differing))
            shown += _shown(row, record, differing, prefix)
    return RowDifference(row, tuple(shown), tuple(records)) if records else None


def _shown(
    row: ParsedRow, record: Any, differing: dict[str, Any], prefix: str
) -> Iterator[Difference]:
    known: set[str] = set()
    for name, new in differing.items():
        column = _heading(row, name, prefix)
        if column is None or column in known:
            continue  # follows from another column of the same row
        known.add(column)
        old = _words(getattr(record, name))
        reference = row.values["reference"]
        yield Difference(row.sheet.name, row.number, reference, column, old, _words(new))


def _heading(row: ParsedRow, name: str, prefix: str) -> str | None:
    wanted = _NAMED_AFTER.get(name, name)
    if prefix:
        wanted = {"born_on": f"{prefix}_date_of_birth"}.get(name, f"{prefix}_{name}")
        wanted = wanted.replace("ethnicity_group", "ethnicity").replace(
            "ethnicity_detail", "ethnicity"
        )
    return wanted if wanted in row.sheet.headings else None


def _words(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def _said(
    session: Session, stored: Stored, row: ParsedRow, names: NameBook, today: date
) -> Iterator[tuple[Any, dict[str, Any], str]]:
    """Give each record that a row speaks of, what it says of it, and the prefix of its columns."""
    record_id = stored.record_of(row.sheet.name, row.key)
    if row.sheet is REFERRALS:
        yield from _said_of_referral(session, record_id, row, names)
    elif row.sheet is ACTIONS:
        action = _present(session, ActionRow, record_id)
        if action is not None:
            values = action_values(row)
            case_id = stored.cases.get(row.values["case_reference"])
            yield action, {**values, **({"case_id": case_id} if case_id else {})}, ""
    else:
        yield from _said_of_intervention(session, record_id, row, today)


def _said_of_referral(
    session: Session, record_id: int | None, row: ParsedRow, names: NameBook
) -> Iterator[tuple[Any, dict[str, Any], str]]:
    referral = _present(session, ReferralRow, record_id)
    if referral is None:
        return
    said = referral_values(row)
    values = {name: said[name] for name in _OF_REFERRAL}
    if row.get("outcome") is not None:
        values |= {"status": said["status"], "status_reason": said["status_reason"]}
    yield referral, values, ""
    case = _present(session, CaseRow, referral.case_id)
    if case is None:
        return
    yield case, _follows(row, referral, case), "case"
    yield from _said_of_people(session, case.id, row, names)


def _follows(row: ParsedRow, referral: ReferralRow, case: CaseRow) -> dict[str, Any]:
    """Return what changes in the case with its referral: only what still is as was stated."""
    said = referral_values(row)
    values = {
        column: said[name]
        for name, column in _OF_CASE.items()
        if said[name] != getattr(referral, name)
        and getattr(case, column) == getattr(referral, name)
    }
    if values.keys() & {"risk_score", "risk_tool_id"}:
        values["risk_band"] = case_values(row)["risk_band"]
    return values


def _said_of_people(
    session: Session, case_id: int, row: ParsedRow, names: NameBook
) -> Iterator[tuple[Any, dict[str, Any], str]]:
    for part, prefix in ((Part.SUBJECT, "victim"), (Part.HARMING, "other")):
        person = _person_in(session, case_id, part)
        if person is None:
            continue
        values = {
            "surname": row.get(f"{prefix}_surname"),
            "forenames": row.get(f"{prefix}_forenames"),
            "born_on": row.get(f"{prefix}_date_of_birth"),
        }
        if part is Part.SUBJECT:
            values |= person_answers(row, names)
        yield person, values, prefix


def _said_of_intervention(
    session: Session, record_id: int | None, row: ParsedRow, today: date
) -> Iterator[tuple[Any, dict[str, Any], str]]:
    record = _present(session, InterventionRow, record_id)
    if record is None:
        return
    values = {**intervention_values(row, today), "applicant": applicant_of(row)}
    notice = _present(session, InterventionRow, record.follows_id)
    if notice is not None:
        yield notice, {name: values.pop(name) for name in _OF_NOTICE}, ""
    for name in ("status", "ended_on"):
        values.pop(name)  # it may have ended since, in another way
    yield record, values, ""


def _present(session: Session, kind: type[Any], record_id: int | None) -> Any:
    row = session.get(kind, record_id) if record_id is not None else None
    return None if row is None or row.error_at is not None else row


def _person_in(session: Session, case_id: int, part: Part) -> Any:
    person_id = session.scalar(
        select(CasePersonRow.person_id)
        .where(
            CasePersonRow.case_id == case_id,
            CasePersonRow.role == part,
            CasePersonRow.error_at.is_(None),
        )
        .order_by(CasePersonRow.id)
        .limit(1)
    )
    person = _present(session, PersonRow, person_id)
    while person is not None and person.joined_into_id is not None:
        person = _present(session, PersonRow, person.joined_into_id)
    return person


def apply_differences(
    change: Change, differences: Iterable[RowDifference], reason: str, run_id: int
) -> int:
    """Correct the records that differ; the old values stay, struck. Return how many rows did."""
    rows = 0
    for difference in differences:
        rows += 1
        for record in difference.records:
            _correct(change, record, reason)
        _remember(change, difference.row, run_id)
    return rows


def _correct(change: Change, difference: RecordDifference, reason: str) -> None:
    record: Any = change.find(difference.kind, difference.record_id)
    if isinstance(record, PersonRow):
        change_person(change, record, reason, difference.values)
        return
    values = dict(difference.values)
    if isinstance(record, ActionRow) and values.get("status") is ActionStatus.OPEN:
        values["closed_on"] = None
    change.correct(record, reason, **values)
    change.session.flush()
    if isinstance(record, ReferralRow):
        subject_id = subject_of(change.session, record.case_id)
        refresh_repeats(change.session, record.forum_id, subject_id)
    elif isinstance(record, InterventionRow):
        recompute(change.session, record)


def _remember(change: Change, row: ParsedRow, run_id: int) -> None:
    """Keep what the row says now, so that a further import knows it."""
    query = select(ImportedRowRow).where(
        ImportedRowRow.sheet == row.sheet.name, ImportedRowRow.row_key == row.key
    )
    known = change.session.scalar(query)
    if known is not None:
        known.content_hash = row.content_hash
        return
    change.session.add(
        ImportedRowRow(
            run_id=run_id,
            sheet=row.sheet.name,
            row_key=row.key,
            content_hash=row.content_hash,
            record_id=None,
        )
    )
