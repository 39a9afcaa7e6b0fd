"""Counting entries of registers, by their day."""

from casedesk.measures.subjects.subject import Subject, is_one_of, is_so, on_day
from casedesk.registers.tables import RegisterEntryRow


def register_entries() -> Subject:
    """Return how register entries are counted."""
    entry = RegisterEntryRow.__table__.alias("register_entry")
    return Subject(
        table=entry,
        holds=(entry.c.error_at.is_(None),),
        own_event="on_day",
        events={"on_day": on_day(entry.c.on_day), "ended_on": on_day(entry.c.ended_on)},
        filters={
            "register": is_one_of(entry.c.register_id),
            "about": is_one_of(entry.c.subject),
            "reason": is_one_of(entry.c.reason),
            "outcome": is_one_of(entry.c.outcome),
            "done": is_so(entry.c.outcome.is_(None) | (entry.c.outcome != "not_done")),
        },
        axes={
            "register": entry.c.register_id,
            "about": entry.c.subject,
            "reason": entry.c.reason,
            "outcome": entry.c.outcome,
            "place": entry.c.place,
        },
        sums={"quantity": entry.c.quantity},
        distinct={"place": entry.c.place},
        kind="register_entry",
        record_id=entry.c.id,
        reference=entry.c.register_id,
        key="register",
    )
