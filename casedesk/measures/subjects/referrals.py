"""Counting referrals, by the day they were received."""

from sqlalchemy import ColumnElement, and_, case, exists, func, or_

from casedesk.cases.tables import CaseRow
from casedesk.measures.subjects.agency_weights import agency_filters, agency_value
from casedesk.measures.subjects.people import PersonOf
from casedesk.measures.subjects.subject import (
    Columns,
    Filter,
    Join,
    Subject,
    Wanted,
    is_one_of,
    is_so,
    on_day,
)
from casedesk.referrals.tables import ReferralAgencyRow, ReferralCriterionRow, ReferralRow

HIGH_BANDS = ("high", "very_high")
HIGH_CRITERIA = ("high_risk", "visible_high_risk")

_REFERRAL = ReferralRow.__table__.alias("referral")
_CASE = CaseRow.__table__.alias("case_of")
_AGENCY = ReferralAgencyRow.__table__.alias("by_agency")
_CRITERION = ReferralCriterionRow.__table__.alias("criterion")
_REPEAT = and_(_REFERRAL.c.is_repeat, _REFERRAL.c.repeat_denied_reason.is_(None))
_PERSON = PersonOf("subject", _REFERRAL.c.case_id, _REFERRAL.c.received_on)


def referrals() -> Subject:
    """Return how referrals are counted; by agency each counts with the agency's share."""
    return Subject(
        table=_REFERRAL,
        joins=(
            Join(_CASE, _CASE.c.id == _REFERRAL.c.case_id, outer=False),
            *_PERSON.joins,
            Join(_AGENCY, _AGENCY.c.referral_id == _REFERRAL.c.id, fans_out=True),
        ),
        holds=(_REFERRAL.c.error_at.is_(None), _CASE.c.error_at.is_(None)),
        own_event="received_on",
        events={"received_on": on_day(_REFERRAL.c.received_on)},
        filters=_filters(),
        axes=_axes(),
        distinct={"agency": _AGENCY.c.agency_id, "case": _REFERRAL.c.case_id},
        weight=func.coalesce(_AGENCY.c.weight, 1.0),
        whole=or_(_AGENCY.c.is_lead, _AGENCY.c.id.is_(None)),
        kind="referral",
        record_id=_REFERRAL.c.id,
        reference=_REFERRAL.c.reference,
        key="forum",
    )


def _filters() -> dict[str, Filter]:
    high = or_(_CASE.c.risk_band.in_(HIGH_BANDS), _meets(HIGH_CRITERIA))
    return {
        "forum": is_one_of(_REFERRAL.c.forum_id),
        "status": is_one_of(_REFERRAL.c.status),
        "accepted": is_so(_REFERRAL.c.status == "accepted"),
        "repeat": is_so(_REPEAT),
        "outcome": is_one_of(_REFERRAL.c.outcome),
        "high_risk": is_so(high),
        "criterion": _meets,
        **agency_filters(_AGENCY.c.agency_id),
        **_PERSON.filters(),
    }


def _axes() -> Columns:
    return {
        "forum": _REFERRAL.c.forum_id,
        "agency": agency_value(_AGENCY.c.agency_id),
        "status": _REFERRAL.c.status,
        "outcome": _REFERRAL.c.outcome,
        "repeat": case((_REPEAT, "yes"), else_="no"),
        **_PERSON.axes(),
    }


def _meets(wanted: Wanted) -> ColumnElement[bool]:
    """Say whether the referral meets a criterion, or one of several."""
    met = is_one_of(_CRITERION.c.criterion_id)(wanted)
    return exists().where(_CRITERION.c.referral_id == _REFERRAL.c.id, met)
