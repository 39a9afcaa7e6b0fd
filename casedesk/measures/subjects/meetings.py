"""Counting meetings, and who came to them."""

from sqlalchemy import String, cast, exists, values
from sqlalchemy import column as named

from casedesk.agencies.catalogue import agencies
from casedesk.forums.catalogue import forums
from casedesk.measures.subjects.subject import Join, Span, Subject, is_one_of, is_so, on_day
from casedesk.meetings.tables import AttendanceRow, MeetingRow

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
