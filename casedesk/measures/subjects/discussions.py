"""Counting cases heard, by the day of the meeting."""

from sqlalchemy import ColumnElement, String, cast, func, or_, select

from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.measures.subjects.agency_weights import agency_filters, agency_value
from casedesk.measures.subjects.people import PersonOf, people_aged_to, still_in_case
from casedesk.measures.subjects.subject import (
    Columns,
    Filter,
    Join,
    Span,
    Subject,
    is_one_of,
    is_so,
    on_day,
)
from casedesk.meetings.tables import DiscussionRow, MeetingRow
from casedesk.referrals.tables import ReferralAgencyRow, ReferralRow

OLDEST_CHILD = 17

_HEARD = DiscussionRow.__table__.alias("discussion")
_MEETING = MeetingRow.__table__.alias("meeting_of")
_CASE = CaseRow.__table__.alias("case_of")
_REFERRAL = ReferralRow.__table__.alias("referral_of")
_AGENCY = ReferralAgencyRow.__table__.alias("by_agency")
_PERSON = PersonOf("subject", _HEARD.c.case_id, _MEETING.c.held_on)


def discussions() -> Subject:
    """Return how cases heard are counted; by agency with the shares of their referral."""
    young = people_aged_to(OLDEST_CHILD, "harming", _HEARD.c.case_id, _MEETING.c.held_on)
    heard_as = func.coalesce(_named_referral(), _last_referral())
    return Subject(
        table=_HEARD,
        joins=(
            Join(_MEETING, _MEETING.c.id == _HEARD.c.meeting_id, outer=False),
            Join(_CASE, _CASE.c.id == _HEARD.c.case_id, outer=False),
            Join(_REFERRAL, _REFERRAL.c.id == heard_as),
            *_PERSON.joins,
            Join(_AGENCY, _AGENCY.c.referral_id == _REFERRAL.c.id, fans_out=True),
        ),
        holds=tuple(table.c.error_at.is_(None) for table in (_HEARD, _MEETING, _CASE)),
        own_event="held_on",
        events={"held_on": on_day(_MEETING.c.held_on)},
        filters=_filters(),
        axes=_axes(),
        sums={"children": _children(), "harming_under_18": young},
        distinct={"case": _HEARD.c.case_id},
        spans={"from_referral": Span(_REFERRAL.c.received_on, _MEETING.c.held_on)},
        weight=func.coalesce(_AGENCY.c.weight, 1.0),
        whole=or_(_AGENCY.c.is_lead, _AGENCY.c.id.is_(None)),
        kind="case",
        record_id=_CASE.c.id,
        reference=_CASE.c.reference,
    )


def _filters() -> dict[str, Filter]:
    return {
        "forum": is_one_of(_MEETING.c.forum_id),
        "heard": is_so(_HEARD.c.status == "heard"),
        "repeat": is_so(_HEARD.c.is_repeat),
        "with_children": is_so(_children() > 0),
        **agency_filters(_AGENCY.c.agency_id),
        **_PERSON.filters(),
    }


def _axes() -> Columns:
    return {
        "forum": _MEETING.c.forum_id,
        "meeting": cast(_MEETING.c.id, String),
        "agency": agency_value(_AGENCY.c.agency_id),
        "outcome": _HEARD.c.outcome,
        "children": _children(),
        **_PERSON.axes(),
    }


def _named_referral() -> ColumnElement[int]:
    """The referral that the agenda names, unless somebody marked it as made in error."""
    named = ReferralRow.__table__.alias("named")
    return (
        select(named.c.id)
        .where(named.c.id == _HEARD.c.referral_id, named.c.error_at.is_(None))
        .scalar_subquery()
    )


def _last_referral() -> ColumnElement[int]:
    """The case's last referral up to the meeting, where the agenda does not name one."""
    latest = ReferralRow.__table__.alias("latest")
    return (
        select(func.max(latest.c.id))
        .where(
            latest.c.case_id == _HEARD.c.case_id,
            latest.c.error_at.is_(None),
            latest.c.received_on <= _MEETING.c.held_on,
        )
        .scalar_subquery()
    )


def _children() -> ColumnElement[int]:
    """Children stated on the referral, else on the case, else those named in the case."""
    link = CasePersonRow.__table__.alias("child_link")
    named = (
        select(func.nullif(func.count(), 0))
        .where(
            link.c.case_id == _HEARD.c.case_id,
            link.c.role == "child",
            link.c.error_at.is_(None),
            still_in_case(link, _MEETING.c.held_on),
        )
        .scalar_subquery()
    )
    return func.coalesce(_REFERRAL.c.children_in_household, _CASE.c.children_in_household, named)
