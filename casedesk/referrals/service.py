"""What can be done with a referral by itself; with its case, see `cases.service`."""

import math
from typing import Any

from msgspec.structs import asdict, fields
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from casedesk.agencies.catalogue import agencies as known_agencies
from casedesk.errors import InputError, NotFoundError
from casedesk.forums.service import the_forum
from casedesk.i18n import _, catalogue_text
from casedesk.people.tables import PersonRow
from casedesk.referrals.model import (
    AgencyShare,
    CriterionMet,
    Gap,
    NewReferral,
    ReferralDetails,
    ReferralFields,
    ReferralStatus,
    ReferringAgency,
    RepeatAnswer,
)
from casedesk.referrals.rules import Repeat, gaps, shares_of
from casedesk.referrals.tables import ReferralAgencyRow, ReferralCriterionRow, ReferralRow
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.tables import CorrectionRow
from casedesk.workspace.workspace import Change

_FIELDS = tuple(field.name for field in fields(ReferralFields))


def add_referral(
    change: Change, new: NewReferral, *, reference: str, case_id: int, place_id: int | None
) -> ReferralRow:
    """Write a checked referral with its agencies and criteria; part of taking it in."""
    row = ReferralRow(
        reference=reference,
        forum_id=new.forum_id,
        case_id=case_id,
        place_id=place_id,
        **asdict(new.fields),
    )
    change.add(row)
    _write_agencies(change.session, row.id, new.agencies)
    _write_criteria(change.session, row.id, new.criteria)
    return row


def set_repeat(row: ReferralRow, repeat: Repeat | None) -> bool:
    """Keep the answer to "is it a repeat" with a referral unless it is settled.

    Returns:
        Whether the answer changed.
    """
    if row.repeat_frozen_at is not None or row.repeat_denied_reason is not None:
        return False
    before = (row.is_repeat, row.repeat_of_id)
    row.is_repeat = repeat is not None
    row.repeat_of_id = None if repeat is None else repeat.of_id
    row.repeat_rule = None if repeat is None else repeat.rule
    return before != (row.is_repeat, row.repeat_of_id)


def freeze_when_heard(change: Change, referral_id: int) -> bool:
    """Fix for good whether a referral is a repeat; the meeting that hears it calls this.

    Returns:
        Whether it is a repeat. A second hearing changes nothing.
    """
    row = change.find(ReferralRow, referral_id)
    if row.repeat_frozen_at is None:
        row.repeat_frozen_at = change.now
    return row.is_repeat


def deny(row: ReferralRow, reason: str) -> None:
    """Record that somebody looked and says that this is no repeat.

    Raises:
        InputError: the reason is missing, or the answer is frozen since it was heard.
    """
    if not reason.strip():
        raise InputError({"repeat": _("Say why this is not a repeat.")})
    if row.repeat_frozen_at is not None:
        text = _("The case was heard, so this can no longer change. Add a note to the case.")
        raise InputError({"repeat": text})
    row.is_repeat = False
    row.repeat_denied_reason = reason.strip()


def correct_row(change: Change, row: ReferralRow, new: ReferralFields, reason: str) -> list[str]:
    """Write new answers: what was empty is filled in, what differs is corrected.

    Returns:
        The names of the fields that changed, for the audit entry.

    Raises:
        InputError: something recorded differs and the reason is missing.
    """
    values = asdict(new)
    empty = [name for name in _FIELDS if getattr(row, name) in {None, ""}]
    filled = [name for name in empty if values[name] not in {None, ""}]
    for name in filled:
        setattr(row, name, values[name])
    differing = {name: values[name] for name in _FIELDS if name not in empty}
    return filled + change.correct(row, reason, **differing)


def correct_agencies(
    change: Change, row: ReferralRow, new: tuple[ReferringAgency, ...], reason: str
) -> bool:
    """Replace the agencies of a referral; the old ones stay as a correction."""
    old = _agencies(change.session, row.id)
    shares = shares_of(new)
    if [a.agency_id for a in old] == [a.agency_id for a in new] and all(
        math.isclose(a.weight, share) for a, share in zip(old, shares, strict=True)
    ):
        return False
    words = "; ".join(f"{a.agency_id} {a.weight:g}" for a in old)
    _keep_old(change, row, "agencies", words, reason)
    change.session.execute(delete(ReferralAgencyRow).where(ReferralAgencyRow.referral_id == row.id))
    _write_agencies(change.session, row.id, new)
    return True


def correct_criteria(
    change: Change, row: ReferralRow, new: tuple[CriterionMet, ...], reason: str
) -> bool:
    """Replace the criteria of a referral; the old ones stay as a correction."""
    old = _criteria(change.session, row.id)
    if set(old) == set(new):
        return False
    words = "; ".join(f"{c.criterion_id} {c.evidence}".strip() for c in old)
    _keep_old(change, row, "criteria", words, reason)
    change.session.execute(
        delete(ReferralCriterionRow).where(ReferralCriterionRow.referral_id == row.id)
    )
    _write_criteria(change.session, row.id, new)
    return True


def note_gaps(
    session: Session, row: ReferralRow, subject_id: int | None, *, names_person_causing_harm: bool
) -> tuple[Gap, ...]:
    """Work out again what a referral lacks and keep it with the row."""
    born: bool | None = None
    if subject_id is not None:
        found = session.execute(
            select(PersonRow.born_on, PersonRow.born_certainty).where(PersonRow.id == subject_id)
        ).one()
        born = found.born_on is not None or found.born_certainty == "not_known"
    missing = gaps(
        fields_of(row),
        the_forum(row.forum_id),
        has_agency=bool(_agencies(session, row.id)),
        subject_born=born,
        names_person_causing_harm=names_person_causing_harm,
        criteria=_criteria(session, row.id),
    )
    row.gaps = " ".join(missing) or None
    return missing


def fields_of(row: ReferralRow) -> ReferralFields:
    """Return the plain answers of a referral."""
    return ReferralFields(**{name: getattr(row, name) for name in _FIELDS})


def details_in(session: Session, referral_id: int) -> ReferralDetails:
    """Return everything recorded of one referral.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    row = session.get(ReferralRow, referral_id)
    if row is None or row.error_at is not None:
        raise NotFoundError(_("This record is no longer there. Look at the list again."))
    of_reference = session.scalar(
        select(ReferralRow.reference).where(ReferralRow.id == row.repeat_of_id)
    )
    return ReferralDetails(
        id=row.id,
        version=row.version,
        reference=row.reference,
        forum_id=row.forum_id,
        case_id=row.case_id,
        status=ReferralStatus(row.status),
        status_reason=row.status_reason,
        fields=fields_of(row),
        agencies=_agencies(session, row.id),
        criteria=_criteria(session, row.id),
        repeat=RepeatAnswer(
            row.is_repeat,
            row.repeat_of_id,
            of_reference,
            row.repeat_rule,
            row.repeat_denied_reason,
            row.repeat_frozen_at,
        ),
        gaps=tuple(Gap(gap) for gap in (row.gaps or "").split()),
        place_id=row.place_id,
        recorded_at=row.recorded_at,
        corrections=corrections_in(session, ReferralRow, row.id),
    )


def _write_agencies(
    session: Session, referral_id: int, agencies: tuple[ReferringAgency, ...]
) -> None:
    rows: list[dict[str, Any]] = [
        {
            "referral_id": referral_id,
            "agency_id": agency.agency_id,
            "weight": share,
            "is_lead": number == 0,
        }
        for number, (agency, share) in enumerate(zip(agencies, shares_of(agencies), strict=True))
    ]
    if rows:
        session.execute(insert(ReferralAgencyRow), rows)


def _write_criteria(session: Session, referral_id: int, criteria: tuple[CriterionMet, ...]) -> None:
    rows = [
        {"referral_id": referral_id, "criterion_id": c.criterion_id, "evidence": c.evidence.strip()}
        for c in criteria
    ]
    if rows:
        session.execute(insert(ReferralCriterionRow), rows)


def _agencies(session: Session, referral_id: int) -> tuple[AgencyShare, ...]:
    table = ReferralAgencyRow
    query = (
        select(table.agency_id, table.weight, table.is_lead)
        .where(table.referral_id == referral_id)
        .order_by(table.id)
    )
    known = known_agencies()
    return tuple(
        AgencyShare(
            agency_id,
            catalogue_text(known[agency_id].title) if agency_id in known else agency_id,
            weight,
            is_lead,
        )
        for agency_id, weight, is_lead in session.execute(query)
    )


def _criteria(session: Session, referral_id: int) -> tuple[CriterionMet, ...]:
    query = (
        select(ReferralCriterionRow.criterion_id, ReferralCriterionRow.evidence)
        .where(ReferralCriterionRow.referral_id == referral_id)
        .order_by(ReferralCriterionRow.id)
    )
    return tuple(CriterionMet(*row) for row in session.execute(query))


def _keep_old(change: Change, row: ReferralRow, field: str, words: str, reason: str) -> None:
    if not words:
        return  # nothing stood there: it is filled in, not corrected
    if not reason.strip():
        raise InputError({"reason": _("Say why this is corrected.")})
    change.session.add(
        CorrectionRow(
            table_name=ReferralRow.__tablename__,
            record_id=row.id,
            field=field,
            old_value=words,
            reason=reason.strip(),
            at=change.now,
            account_id=change.user.id,
        )
    )
