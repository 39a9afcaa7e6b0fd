"""What referrals still lack, worked out again when something they rest on changes."""

from sqlalchemy import ColumnElement, select

from casedesk.cases.model import CaseStatus
from casedesk.cases.repeats import names_person_causing_harm, subject_of
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.forums.model import Part
from casedesk.referrals.model import Gap, ReferralStatus
from casedesk.referrals.service import note_gaps
from casedesk.referrals.tables import ReferralRow
from casedesk.workspace.workspace import Change


def gaps_again(change: Change, row: ReferralRow) -> tuple[Gap, ...]:
    """Work out again what a referral lacks, and whether its case is unfinished."""
    if row.status != ReferralStatus.ACCEPTED:
        return ()
    missing = _noted(change, row)
    change.find(CaseRow, row.case_id).unfinished = bool(missing)
    return missing


def gaps_of_person_again(change: Change, person_id: int) -> None:
    """Work out again what the referrals of the cases about a person lack."""
    about = select(CasePersonRow.case_id).where(
        CasePersonRow.person_id == person_id,
        CasePersonRow.role == Part.SUBJECT,
        CasePersonRow.error_at.is_(None),
    )
    _again(change, ReferralRow.case_id.in_(about))


def gaps_of_case_again(change: Change, case_id: int) -> None:
    """Work out again what the referrals of a case lack."""
    _again(change, ReferralRow.case_id == case_id)


def _again(change: Change, which: ColumnElement[bool]) -> None:
    """Work out gaps of referrals; a closed case that nobody is asked to finish stays so."""
    query = select(ReferralRow).where(
        which, ReferralRow.error_at.is_(None), ReferralRow.status == ReferralStatus.ACCEPTED
    )
    for row in change.session.scalars(query.order_by(ReferralRow.id)).all():
        missing, case = _noted(change, row), change.session.get_one(CaseRow, row.case_id)
        case.unfinished = bool(missing) and (case.unfinished or case.status != CaseStatus.CLOSED)


def _noted(change: Change, row: ReferralRow) -> tuple[Gap, ...]:
    session, case_id = change.session, row.case_id
    named = names_person_causing_harm(session, case_id)
    subject = subject_of(session, case_id)
    return note_gaps(session, row, subject, names_person_causing_harm=named)
