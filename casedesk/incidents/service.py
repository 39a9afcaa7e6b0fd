"""Everything that can be done with reports of incidents; a report may stand without a case."""

from collections.abc import Sequence
from typing import Any, cast

from msgspec.structs import replace
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.i18n import _, with_commas
from casedesk.incidents.model import NewReport, Report, ToldHow
from casedesk.incidents.rules import report_problems
from casedesk.incidents.tables import ReportRow
from casedesk.people.protected_addresses import address_hidden, hidden_places
from casedesk.places.rules import place_is_given
from casedesk.places.service import place_of
from casedesk.places.tables import PlaceRow
from casedesk.security.roles import Permission
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.model import Correction, Topic
from casedesk.workspace.standing_case import CASE, check_case_stands
from casedesk.workspace.tables import AccountRow
from casedesk.workspace.workspace import Change, Workspace

PAGE = 200
_SHOWN = (
    ReportRow.id,
    ReportRow.version,
    ReportRow.told_by,
    ReportRow.told_to,
    ReportRow.how,
    ReportRow.what,
    ReportRow.told_at,
    ReportRow.agency_id,
    ReportRow.happened_at,
    ReportRow.happened_when,
    ReportRow.place_id,
    PlaceRow.address,
    PlaceRow.postcode,
    ReportRow.case_id,
    ReportRow.recorded_at,
    AccountRow.name.label("recorded_by"),
)


def record_report(workspace: Workspace, new: NewReport) -> int:
    """Record what somebody told of an incident and return the id of the report.

    Raises:
        InputError: by field, what is missing or cannot be.
        NotFoundError: its case is no longer there.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INCIDENTS, Topic.PLACES) as change:
        if new.case_id is not None:
            check_case_stands(change.session, new.case_id)
        problems = report_problems(new, change.now)
        if problems:
            raise InputError(problems)
        row = change.add(
            ReportRow(
                case_id=new.case_id,
                told_at=new.told_at or change.now,
                place_id=_place(change, new),
                **_plain(new),
            )
        )
        change.audit("report.recorded", f"report/{row.id}", _of(row))
        return row.id


def attach_report(
    workspace: Workspace, report_id: int, case_id: int, version: int | None = None
) -> None:
    """Put a report that stands alone into a case.

    Raises:
        NotFoundError: the report or the case is no longer there.
        ConflictError: it is in a case already, or somebody changed it meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INCIDENTS) as change:
        check_case_stands(change.session, case_id)
        row = change.find(ReportRow, report_id, version)
        if row.case_id is not None:
            raise ConflictError(_("This report is in a case already. Look at it again."))
        row.case_id = case_id
        change.audit("report.attached", f"report/{row.id}", _of(row))


def correct_report(
    workspace: Workspace, report_id: int, new: NewReport, reason: str, version: int | None = None
) -> None:
    """Correct a report; what it said before stays, struck. It stays in its case.

    Raises:
        InputError: what is typed cannot be, or the reason is missing.
        ConflictError: somebody changed the report meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INCIDENTS, Topic.PLACES) as change:
        row = change.find(ReportRow, report_id, version)
        problems = report_problems(new, change.now)
        if problems:
            raise InputError(problems)
        values = _plain(new) | {"told_at": new.told_at or row.told_at}
        values["place_id"] = _place(change, new)
        changed = change.correct(row, reason, **values)
        change.audit("report.corrected", f"report/{row.id}", " ".join(changed))


def mark_report_in_error(
    workspace: Workspace, report_id: int, reason: str, version: int | None = None
) -> None:
    """Take a report recorded by mistake out of lists and counts; it stays in the file.

    Raises:
        InputError: the reason is missing.
        ConflictError: somebody changed the report meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INCIDENTS) as change:
        row = change.find(ReportRow, report_id, version)
        change.mark_in_error(row, reason)
        change.audit("report.marked_in_error", f"report/{row.id}")


def take_back_report_error(workspace: Workspace, report_id: int) -> None:
    """Bring back a report that was marked as recorded in error.

    Raises:
        NotFoundError: it is not marked.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INCIDENTS) as change:
        change.take_error_back(change.find_in_error(ReportRow, report_id))
        change.audit("report.error_taken_back", f"report/{report_id}")


def take_out_report(workspace: Workspace, report_id: int, case_id: int) -> None:
    """Let a report stand alone again that was put into a case by mistake.

    Raises:
        NotFoundError: the report is no longer there.
        ConflictError: it is not in this case.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.INCIDENTS) as change:
        row = change.find(ReportRow, report_id)
        if row.case_id != case_id:
            raise ConflictError(_("This report is in another case by now. Look at it again."))
        row.case_id = None
        change.audit("report.taken_out", f"report/{row.id}", f"case/{case_id}")


def report_details(workspace: Workspace, report_id: int, *, opening: bool = True) -> Report:
    """Return one report with what was corrected in it.

    Args:
        workspace: the open partnership file.
        report_id: the report.
        opening: False where it is open already and only asked for again.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        row = session.execute(_reports().where(ReportRow.id == report_id)).one_or_none()
        if row is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        report = _report(row, corrections_in(session, ReportRow, report_id))
        (found,) = _as_permitted(workspace, session, [report])
        found = replace(found, corrections=_as_read(workspace, session, found.corrections))
    if opening:
        workspace.note_view(f"report/{report_id}")
    return found


def all_reports(workspace: Workspace, limit: int = PAGE, offset: int = 0) -> list[Report]:
    """Return one page of reports, the last told first, without their corrections.

    None of a case in error is among them.
    """
    return _list(workspace, _reports().where(_shown()).limit(limit).offset(offset))


def count_reports(workspace: Workspace) -> int:
    """Return how many reports there are, with a case and without."""
    query = select(func.count(ReportRow.id)).where(ReportRow.error_at.is_(None), _shown())
    with workspace.reading(Permission.READ_RECORDS) as session:
        return session.execute(query).scalar_one()


def reports_before(workspace: Workspace, report_id: int) -> int:
    """Return how many reports stand before one in the list of all; 0 if it is not in it."""
    query = select(ReportRow.told_at).where(ReportRow.id == report_id)
    with workspace.reading(Permission.READ_RECORDS) as session:
        told_at = session.scalar(query)
        if told_at is None:
            return 0
        same_moment = and_(ReportRow.told_at == told_at, ReportRow.id > report_id)
        before = select(func.count(ReportRow.id)).where(
            ReportRow.error_at.is_(None), _shown(), or_(ReportRow.told_at > told_at, same_moment)
        )
        return session.execute(before).scalar_one()


def _shown() -> ColumnElement[bool]:
    in_error = select(CASE.c.id).where(CASE.c.error_at.is_not(None))
    return or_(ReportRow.case_id.is_(None), ReportRow.case_id.not_in(in_error))


def _list(workspace: Workspace, query: Select[Any]) -> list[Report]:
    query = query.order_by(ReportRow.told_at.desc(), ReportRow.id.desc())
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = [_report(row, ()) for row in session.execute(query)]
        return _as_permitted(workspace, session, found)


def _reports() -> Select[Any]:
    query = cast("Select[Any]", select(*_SHOWN))
    return (
        query.join(AccountRow, AccountRow.id == ReportRow.recorded_by)
        .outerjoin(PlaceRow, PlaceRow.id == ReportRow.place_id)
        .where(ReportRow.error_at.is_(None))
    )


def _report(row: Any, corrections: tuple[Correction, ...]) -> Report:
    values = dict(row._mapping)
    place = with_commas(values.pop("address"), values.pop("postcode"))
    values["how"] = ToldHow(row.how)
    return Report(**values, place=place, corrections=corrections)


def _as_read(
    workspace: Workspace, session: Session, corrections: tuple[Correction, ...]
) -> tuple[Correction, ...]:
    """Return the corrections with addresses in place of ids, as far as they may be seen."""
    of_place = {one.old_value for one in corrections if one.field == "place_id"}
    ids = {int(one) for one in of_place if one}
    hidden = hidden_places(workspace, session, ids)
    asked = select(PlaceRow.id, PlaceRow.address, PlaceRow.postcode).where(PlaceRow.id.in_(ids))
    shown = {
        str(key): address_hidden() if key in hidden else with_commas(address, postcode)
        for key, address, postcode in session.execute(asked)
    }
    return tuple(
        replace(one, old_value=shown.get(one.old_value or "")) if one.field == "place_id" else one
        for one in corrections
    )


def _as_permitted(
    workspace: Workspace, session: Session, reports: Sequence[Report]
) -> list[Report]:
    """Return the reports without a place that leads to somebody whose address is protected."""
    asked = {one.place_id for one in reports if one.place_id is not None}
    hidden = hidden_places(workspace, session, asked)
    return [
        replace(one, place_id=None, place=address_hidden()) if one.place_id in hidden else one
        for one in reports
    ]


def _place(change: Change, new: NewReport) -> int | None:
    if new.place_id is None and place_is_given(new.address, new.postcode):
        return place_of(change, new.address, new.postcode)
    return new.place_id


def _plain(new: NewReport) -> dict[str, Any]:
    return {
        "told_by": new.told_by.strip(),
        "told_to": new.told_to.strip(),
        "how": new.how.value,
        "what": new.what.strip(),
        "agency_id": new.agency_id,
        "happened_at": new.happened_at,
        "happened_when": (new.happened_when or "").strip() or None,
    }


def _of(row: ReportRow) -> str:
    return "" if row.case_id is None else f"case/{row.case_id}"
