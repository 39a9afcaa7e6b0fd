"""Takes a referral back at once, with everything that saving it made."""

from typing import Any

from sqlalchemy import ColumnElement, select

from casedesk.cases.model import TakenIn
from casedesk.cases.service import mark_in_error
from casedesk.cases.tables import CasePersonRow
from casedesk.i18n import _
from casedesk.people.references import is_used
from casedesk.people.service import forget_different
from casedesk.people.tables import PersonAddressRow, PersonRow
from casedesk.places.references import is_used as place_is_used
from casedesk.places.tables import PlaceRow
from casedesk.referrals.tables import ReferralRow
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Change, Workspace


def take_back_referral(workspace: Workspace, taken: TakenIn) -> None:
    """Mark a referral just taken in as recorded in error, with all that it made.

    That is its case, the people and places recorded by it, and who was told apart by it. A person
    or place that another record names by now stays.

    Raises:
        NotFoundError: it was taken back already.
    """
    reason = _("Entering it was taken back at once.")
    topics = (Topic.REFERRALS, Topic.CASES, Topic.PEOPLE, Topic.PLACES)
    with workspace.changing(Permission.CHANGE_RECORDS, *topics) as change:
        mark_in_error(change, change.find(ReferralRow, taken.referral_id), reason)
        _mark(change, CasePersonRow, CasePersonRow.case_id == taken.case_id, reason)
        for pair in taken.different:
            forget_different(change, *pair)
        change.session.flush()
        for person_id in taken.new_people:
            if not is_used(change.session, person_id):
                _mark(change, PersonRow, PersonRow.id == person_id, reason)
                _mark(change, PersonAddressRow, PersonAddressRow.person_id == person_id, reason)
        change.session.flush()
        for place_id in taken.new_places:
            if not place_is_used(change.session, place_id):
                _mark(change, PlaceRow, PlaceRow.id == place_id, reason)
        change.audit(
            "referral.taken_back", f"case/{taken.case_id}", f"referral/{taken.referral_id}"
        )


def _mark(change: Change, kind: type[Any], where: ColumnElement[bool], reason: str) -> None:
    for row in change.session.scalars(select(kind).where(where, kind.error_at.is_(None))):
        change.mark_in_error(row, reason)
