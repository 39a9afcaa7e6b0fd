"""What happens to a case: closed, reopened, corrected, taken out."""

from datetime import date

from msgspec.structs import asdict
from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.keeping import set_review_day
from casedesk.cases.model import (
    CaseDetails,
    CaseFields,
    CaseStatus,
)
from casedesk.cases.repeats import refresh_repeats, subject_of
from casedesk.cases.subject_shown import named_as_seen
from casedesk.cases.tables import CaseRow
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.i18n import _
from casedesk.people.protected_addresses import hidden_places
from casedesk.places.service import place_of
from casedesk.referrals.tables import ReferralRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace


def case_details(workspace: Workspace, case_id: int) -> CaseDetails:
    """Return the case itself, without what hangs on it.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    with workspace.reading(Permission.READ_RECORDS) as session:
        return case_in(workspace, session, case_id)


def case_in(workspace: Workspace, session: Session, case_id: int) -> CaseDetails:
    """Return the case itself inside a larger reading.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    row = session.get(CaseRow, case_id)
    if row is None or row.error_at is not None:
        raise NotFoundError(_("This case is no longer there. Look at the list again."))
    hidden = hidden_places(workspace, session, [row.place_id] if row.place_id else ())
    found = CaseDetails(
        id=row.id,
        version=row.version,
        reference=row.reference,
        forum_id=row.forum_id,
        status=CaseStatus(row.status),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        close_reason=row.close_reason,
        subject_name=row.subject_name,
        fields=CaseFields(
            row.lead_agency_id,
            row.children_in_household,
            None if row.place_id in hidden else row.place_id,
        ),
        is_repeat=row.is_repeat,
        risk_band=row.risk_band,
        risk_tool_id=row.risk_tool_id,
        risk_score=row.risk_score,
        last_heard_on=row.last_heard_on,
        review_on=row.review_on,
        on_hold=row.on_hold,
    )
    return named_as_seen(workspace, session, {row.id: found})[0]


def close_case(
    workspace: Workspace,
    case_id: int,
    reason: str,
    closed_on: date | None = None,
    version: int | None = None,
) -> None:
    """Close a case; without a day, today. Its review day follows (see `keeping`).

    Raises:
        InputError: the reason is missing, or the day lies before its opening or ahead.
        ConflictError: it is closed already, or somebody changed it meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES) as change:
        row = change.find(CaseRow, case_id, version)
        if row.status == CaseStatus.CLOSED:
            raise ConflictError(_("This case is closed already. Look at the list again."))
        day = closed_on or change.today
        problems: dict[str, str] = {}
        if not reason.strip():
            problems["reason"] = _("Say why the case is closed.")
        if not row.opened_on <= day <= change.today:
            problems["closed_on"] = _("Enter a day from the opening of the case until today.")
        if problems:
            raise InputError(problems)
        row.status, row.closed_on, row.close_reason = CaseStatus.CLOSED, day, reason.strip()
        set_review_day(change.session, row)
        change.audit("case.closed", f"case/{case_id}", "status closed_on close_reason review_on")


def reopen_case(
    workspace: Workspace, case_id: int, reason: str, version: int | None = None
) -> None:
    """Open a closed case again; when and why it was closed stays, struck.

    Raises:
        InputError: the reason is missing.
        ConflictError: it is open, or somebody changed it meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES) as change:
        row = change.find(CaseRow, case_id, version)
        if row.status == CaseStatus.OPEN:
            raise ConflictError(_("This case is open already. Look at the list again."))
        change.correct(row, reason, status=CaseStatus.OPEN, closed_on=None, close_reason=None)
        set_review_day(change.session, row)
        change.audit("case.reopened", f"case/{case_id}", "status closed_on close_reason review_on")


def correct_case(
    workspace: Workspace,
    case_id: int,
    new: CaseFields,
    reason: str = "",
    version: int | None = None,
    *,
    address: tuple[str, str | None] | None = None,
) -> None:
    """Correct a case, or fill in what was not known; filling in needs no reason.

    Args:
        workspace: the open file.
        case_id: the case.
        new: what holds from now on.
        reason: why something recorded was wrong.
        version: what was read with the case.
        address: address and postcode of a place that takes that of `new`; recorded if it is new.

    Raises:
        InputError: something recorded differs and the reason is missing.
        ConflictError: somebody changed the case meanwhile.
    """
    if new.children_in_household is not None and new.children_in_household < 0:
        raise InputError({"children_in_household": _("Enter 0 or a number of children.")})
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES, Topic.PLACES) as change:
        row = change.find(CaseRow, case_id, version)
        values = asdict(new)
        if address is not None:
            values["place_id"] = place_of(change, *address)
            change.audit("place.entered", f"place/{values['place_id']}", f"case/{case_id}")
        filled = [n for n, v in values.items() if getattr(row, n) is None and v is not None]
        for name in filled:
            setattr(row, name, values[name])
        changed = filled + change.correct(row, reason, **values)
        change.audit("case.corrected", f"case/{case_id}", " ".join(changed))


def mark_case_in_error(
    workspace: Workspace, case_id: int, reason: str, version: int | None = None
) -> None:
    """Take a case opened by mistake, with its referrals, out of lists and counts.

    Raises:
        InputError: the reason is missing.
        ConflictError: somebody changed the case meanwhile.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.CASES, Topic.REFERRALS) as change:
        row = change.find(CaseRow, case_id, version)
        change.mark_in_error(row, reason)
        referrals = select(ReferralRow).where(
            ReferralRow.case_id == case_id, ReferralRow.error_at.is_(None)
        )
        for referral in change.session.scalars(referrals):
            change.mark_in_error(referral, reason)
        change.session.flush()
        refresh_repeats(change.session, row.forum_id, subject_of(change.session, case_id))
        change.audit("case.marked_in_error", f"case/{case_id}")
