"""Counting meetings, what was heard there, and who came."""

from sqlalchemy import ColumnElement, FromClause, String, cast, exists, func, or_, select, values
from sqlalchemy import column as named

from casedesk.agencies.catalogue import agencies
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.forums.catalogue import forums
from casedesk.measures.subjects.agency_weights import agency_filters, agency_value
from casedesk.measures.subjects.people import PersonOf, people_aged_to
from casedesk.measures.subjects.subject import Join, Span, Subject, is_one_of, is_so, on_day
from casedesk.meetings.tables import AttendanceRow, DiscussionRow, MeetingRow
from casedesk.referrals.tables import ReferralAgencyRow, ReferralRow

OLDEST_CHILD = 17


def meetings() -> Subject:
    """Return how meetings are counted, by the day they are held."""
    meeting = MeetingRow.__table__.alias("meeting")
    return Subject(
        table=meeting,
        holds=(meeting.c.error_at.is_(None),),
        own_event="held_on",
        events={"held_on": on_day(meeting.c.held_on)},
        filters={
            "forum": is_one_of(meeting.c.forum_id),
            "held": is_so(meeting.c.status == "held"),
            "minutes_sent": is_so(meeting.c.minutes_sent_on.is_not(None)),
        },
        axes={"forum": meeting.c.forum_id},
        spans={"to_minutes": Span(meeting.c.held_on, meeting.c.minutes_sent_on, working=True)},
        kind="meeting",
        record_id=meeting.c.id,
        reference=cast(meeting.c.held_on, String),
        key="forum",
    )


def discussions() -> Subject:
    """Return how cases heard are counted, by the day of the meeting."""
    heard = DiscussionRow.__table__.alias("discussion")
    meeting = MeetingRow.__table__.alias("meeting_of")
    case = CaseRow.__table__.alias("case_of")
    referral = ReferralRow.__table__.alias("referral_of")
    agency = ReferralAgencyRow.__table__.alias("by_agency")
    person = PersonOf("subject", heard.c.case_id, meeting.c.held_on)
    latest = ReferralRow.__table__.alias("latest")
    last_referral = (
        select(func.max(latest.c.id))
        .where(
            latest.c.case_id == heard.c.case_id,
            latest.c.error_at.is_(None),
            latest.c.received_on <= meeting.c.held_on,
        )
        .scalar_subquery()
    )
    children = _children(heard, case, referral)
    return Subject(
        table=heard,
        joins=(
            Join(meeting, meeting.c.id == heard.c.meeting_id, outer=False),
            Join(case, case.c.id == heard.c.case_id, outer=False),
            Join(referral, referral.c.id == func.coalesce(heard.c.referral_id, last_referral)),
            *person.joins,
            Join(agency, agency.c.referral_id == referral.c.id, fans_out=True),
        ),
        holds=(
            heard.c.error_at.is_(None),
            meeting.c.error_at.is_(None),
            case.c.error_at.is_(None),
        ),
        own_event="held_on",
        events={"held_on": on_day(meeting.c.held_on)},
        filters={
            "forum": is_one_of(meeting.c.forum_id),
            "heard": is_so(heard.c.status == "heard"),
            "repeat": is_so(heard.c.is_repeat),
            "with_children": is_so(children > 0),
            **agency_filters(agency.c.agency_id),
            **person.filters(),
        },
        axes={
            "forum": meeting.c.forum_id,
            "meeting": cast(meeting.c.id, String),
            "agency": agency_value(agency.c.agency_id),
            "outcome": heard.c.outcome,
            "children": children,
            **person.axes(),
        },
        sums={
            "children": children,
            "harming_under_18": people_aged_to(
                OLDEST_CHILD, "harming", heard.c.case_id, meeting.c.held_on
            ),
        },
        distinct={"case": heard.c.case_id},
        spans={"from_referral": Span(referral.c.received_on, meeting.c.held_on)},
        weight=func.coalesce(agency.c.weight, 1.0),
        whole=or_(agency.c.is_lead, agency.c.id.is_(None)),
        kind="case",
        record_id=case.c.id,
        reference=case.c.reference,
    )


def attendance() -> Subject:
    """Return how attendance is counted: every core agency at every meeting with a list.

    A meeting for which nobody noted who came is left out: that is not collected.
    """
    meeting = MeetingRow.__table__.alias("meeting")
    noted = AttendanceRow.__table__.alias("noted")
    came = AttendanceRow.__table__.alias("came")
    pairs = [(forum.id, agency) for forum in forums().values() for agency in _core(forum.id)]
    core = values(named("forum_id", String), named("agency_id", String)).data(pairs).cte("core")
    present = exists().where(
        came.c.meeting_id == meeting.c.id,
        came.c.agency_id == core.c.agency_id,
        came.c.status.in_(("present", "deputy")),
        came.c.error_at.is_(None),
    )
    listed = exists().where(noted.c.meeting_id == meeting.c.id, noted.c.error_at.is_(None))
    return Subject(
        table=meeting,
        joins=(Join(core, core.c.forum_id == meeting.c.forum_id, outer=False),),
        holds=(
            meeting.c.error_at.is_(None),
            meeting.c.status == "held",
            core.c.agency_id.is_not(None),
            listed,
        ),
        own_event="held_on",
        events={"held_on": on_day(meeting.c.held_on)},
        filters={"forum": is_one_of(meeting.c.forum_id), "present": is_so(present)},
        axes={"forum": meeting.c.forum_id, "agency": core.c.agency_id},
        kind="meeting",
        record_id=meeting.c.id,
        reference=cast(meeting.c.held_on, String),
        key="forum",
    )


def _core(forum_id: str) -> tuple[str, ...]:
    return tuple(key for key in forums()[forum_id].agencies if key in agencies())


def _children(heard: FromClause, case: FromClause, referral: FromClause) -> ColumnElement[int]:
    """Children stated on the referral, else on the case, else those named in the case."""
    link = CasePersonRow.__table__.alias("child_link")
    named_children = (
        select(func.nullif(func.count(), 0))
        .where(
            link.c.case_id == heard.c.case_id,
            link.c.role == "child",
            link.c.error_at.is_(None),
        )
        .scalar_subquery()
    )
    return func.coalesce(
        referral.c.children_in_household, case.c.children_in_household, named_children
    )
