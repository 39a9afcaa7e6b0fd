"""Everything that can be done with agencies' own names and with practitioners."""

from datetime import date

from msgspec.structs import asdict
from sqlalchemy import select

from casedesk.agencies.catalogue import agencies, agency_names
from casedesk.agencies.model import OwnName, Practitioner, PractitionerFields
from casedesk.agencies.tables import AgencyNameRow, PractitionerRow
from casedesk.catalogue_names import plain_name
from casedesk.errors import InputError, NotFoundError
from casedesk.i18n import _, catalogue_text
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace


def agency_title(agency_id: str) -> str:
    """Return an agency's title; an id that the catalogue lacks as it is."""
    agency = agencies().get(agency_id)
    return catalogue_text(agency.title) if agency else agency_id


def own_names(workspace: Workspace) -> list[OwnName]:
    """Return the partnership's own names for agencies, by name."""
    with workspace.reading(Permission.MANAGE_LISTS) as session:
        rows = session.execute(_NAMES).all()
    return [OwnName(row.id, row.name, row.agency_id, agency_title(row.agency_id)) for row in rows]


def name_agency(workspace: Workspace, name: str, agency_id: str) -> None:
    """Let a name of the partnership's own stand for an agency, from now on.

    Raises:
        InputError: the name is blank, stands for another agency in the catalogue, or the
            agency is unknown.
    """
    with workspace.changing(Permission.MANAGE_LISTS, Topic.AGENCIES) as change:
        row_id = name_in(change, name, agency_id)
        change.audit("agency.named", f"agency_name/{row_id}", agency_id)


def name_in(change: Change, name: str, agency_id: str) -> int:
    """Record an own name inside a larger change; see `name_agency`."""
    key = plain_name(name)
    if not key:
        raise InputError({"name": _("Enter the name.")})
    if agency_id not in agencies():
        raise InputError({"agency_id": _("Choose an agency of the list.")})
    meant = agency_names().find(name)
    if meant is not None and meant != agency_id:
        raise InputError(
            {"name": _("This name stands for {agency}.").format(agency=agency_title(meant))}
        )
    row = change.session.scalar(select(AgencyNameRow).where(AgencyNameRow.name_key == key))
    if row is None:
        row = AgencyNameRow(name=" ".join(name.split()), name_key=key, agency_id=agency_id)
        return change.add(row).id
    reason = _("The name was given to another agency.")
    change.correct(row, reason, agency_id=agency_id)
    row.error_at = row.error_reason = None
    return row.id


def drop_own_name(workspace: Workspace, name_id: int, reason: str) -> None:
    """Stop using a name; records entered by it keep their agency.

    Raises:
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.MANAGE_LISTS, Topic.AGENCIES) as change:
        change.mark_in_error(change.find(AgencyNameRow, name_id), reason)
        change.audit("agency.name_dropped", f"agency_name/{name_id}")


def take_back_dropped_name(workspace: Workspace, name_id: int) -> None:
    """Use a name again that was dropped.

    Raises:
        NotFoundError: it is in use, or there is none.
    """
    with workspace.changing(Permission.MANAGE_LISTS, Topic.AGENCIES) as change:
        row = change.session.get(AgencyNameRow, name_id)
        if row is None or row.error_at is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        row.error_at = row.error_reason = None
        change.audit("agency.name_taken_back", f"agency_name/{name_id}", row.agency_id)


def practitioners(
    workspace: Workspace, agency_id: str | None = None, *, with_left: bool = False
) -> list[Practitioner]:
    """Return practitioners by name.

    Args:
        workspace: the open file.
        agency_id: of one agency only.
        with_left: those who have left as well.
    """
    query = (
        select(PractitionerRow)
        .where(PractitionerRow.error_at.is_(None))
        .order_by(PractitionerRow.name, PractitionerRow.id)
    )
    if agency_id is not None:
        query = query.where(PractitionerRow.agency_id == agency_id)
    if not with_left:
        query = query.where(PractitionerRow.left_on.is_(None))
    with workspace.reading(Permission.READ_RECORDS) as session:
        return [_practitioner(row) for row in session.scalars(query)]


def add_practitioner(workspace: Workspace, new: PractitionerFields) -> int:
    """Record somebody who works for an agency and return the id.

    Raises:
        InputError: the name is missing or the agency unknown; by field.
    """
    _check(new)
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.AGENCIES) as change:
        row = change.add(PractitionerRow(**asdict(new)))
        change.audit("practitioner.added", f"practitioner/{row.id}")
        return row.id


def correct_practitioner(
    workspace: Workspace,
    practitioner_id: int,
    version: int,
    new: PractitionerFields,
    reason: str,
) -> None:
    """Correct what is recorded of a practitioner; the old values stay visible.

    Raises:
        InputError: the name or the reason is missing, or the agency unknown; by field.
        ConflictError: somebody changed the record meanwhile.
    """
    _check(new)
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.AGENCIES) as change:
        row = change.find(PractitionerRow, practitioner_id, version)
        changed = change.correct(row, reason, **asdict(new))
        change.audit("practitioner.corrected", f"practitioner/{row.id}", " ".join(changed))


def leave_in(change: Change, practitioner_id: int, version: int, left_on: date | None) -> int:
    """Record a last day inside a larger change, None takes it back; return the new version.

    Raises:
        ConflictError: somebody changed the record meanwhile.
    """
    row = change.find(PractitionerRow, practitioner_id, version)
    row.left_on = left_on
    did = "practitioner.left" if left_on else "practitioner.leaving_taken_back"
    change.audit(did, f"practitioner/{row.id}", "left_on")
    return row.version


def take_back_practitioner_error(workspace: Workspace, practitioner_id: int) -> None:
    """Put a practitioner back into the lists who was marked as recorded in error.

    Raises:
        NotFoundError: the practitioner is not marked, or there is none.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.AGENCIES) as change:
        row = change.session.get(PractitionerRow, practitioner_id)
        if row is None or row.error_at is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        row.error_at = row.error_reason = None
        change.audit("practitioner.error_taken_back", f"practitioner/{row.id}")


def mark_practitioner_in_error(
    workspace: Workspace, practitioner_id: int, version: int, reason: str
) -> None:
    """Take a practitioner recorded by mistake out of the lists.

    Raises:
        InputError: the reason is missing.
        ConflictError: somebody changed the record meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.AGENCIES) as change:
        row = change.find(PractitionerRow, practitioner_id, version)
        change.mark_in_error(row, reason)
        change.audit("practitioner.marked_in_error", f"practitioner/{row.id}")


_NAMES = (
    select(AgencyNameRow.id, AgencyNameRow.name, AgencyNameRow.agency_id)
    .where(AgencyNameRow.error_at.is_(None))
    .order_by(AgencyNameRow.name)
)


def _check(new: PractitionerFields) -> None:
    problems = {}
    if not new.name.strip():
        problems["name"] = _("Enter the name.")
    if new.agency_id not in agencies():
        problems["agency_id"] = _("Choose an agency of the list.")
    if problems:
        raise InputError(problems)


def _practitioner(row: PractitionerRow) -> Practitioner:
    fields = PractitionerFields(row.name, row.agency_id, row.job_title, row.telephone, row.email)
    return Practitioner(row.id, row.version, fields, agency_title(row.agency_id), row.left_on)
