"""Counting referrals, by the day they were received."""

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select

from casedesk.cases.tables import CaseRow
from casedesk.forums.catalogue import forums
from casedesk.forums.tables import ForumSettingRow
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
from casedesk.meetings.tables import DiscussionRow, MeetingRow
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
        "outcome": is_one_of(_outcome()),
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
        "outcome": _outcome(),
        "repeat": case((_REPEAT, "yes"), else_="no"),
        "repeat_window": _repeat_window(),
        **_PERSON.axes(),
    }


def _outcome() -> ColumnElement[str]:
    """The outcome of the last meeting that heard the referral, else the one it came with.

    Imports keep a partnership's own words; those that name an outcome of the forum count as it.
    """
    heard, meeting = DiscussionRow.__table__.alias(), MeetingRow.__table__.alias()
    last = (
        select(heard.c.outcome)
        .select_from(heard.join(meeting, meeting.c.id == heard.c.meeting_id))
        .where(
            heard.c.referral_id == _REFERRAL.c.id,
            heard.c.status == "heard",
            heard.c.outcome.is_not(None),
            heard.c.error_at.is_(None),
            meeting.c.error_at.is_(None),
        )
        .order_by(meeting.c.held_on.desc(), heard.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    said = func.coalesce(last, _REFERRAL.c.outcome)
    names = {  # no word is an outcome of two kinds
        name.lower(): outcome.id
        for forum in forums().values()
        for outcome in forum.outcomes
        for name in (outcome.id, outcome.title, *outcome.aliases)
    }
    return case(names, value=func.lower(said), else_=said)


def _repeat_window() -> ColumnElement[str]:
    """Say that the forum has a repeat rule, its own or the partnership's; null if none.

    Where nobody says what a repeat is, repeats are not collected.
    """
    mine = ForumSettingRow.__table__.alias("repeat_setting")
    of_forum = and_(mine.c.forum_id == _REFERRAL.c.forum_id, mine.c.error_at.is_(None))
    shipped = _REFERRAL.c.forum_id.in_([one.id for one in forums().values() if one.repeat])
    on = exists().where(of_forum, mine.c.repeat_months > 0)
    off = exists().where(of_forum, mine.c.repeat_months == 0)
    return case((or_(on, and_(shipped, ~off)), literal("set")))


def _meets(wanted: Wanted) -> ColumnElement[bool]:
    """Say whether the referral meets a criterion, or one of several."""
    met = is_one_of(_CRITERION.c.criterion_id)(wanted)
    return exists().where(_CRITERION.c.referral_id == _REFERRAL.c.id, met)
