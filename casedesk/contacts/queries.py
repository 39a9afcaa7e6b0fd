"""Which contact note holds: the latest of each person, in a case or without one."""

from sqlalchemy import ColumnElement, and_, or_, select

from casedesk.contacts.tables import ContactNoteRow


def plan_holds() -> ColumnElement[bool]:
    """Return the condition that no later note takes the plan of a note away.

    A later note about the same person in the same case does; of two of one moment, the one that
    was written last.
    """
    note, later = ContactNoteRow, ContactNoteRow.__table__.alias("later")
    return ~(
        select(later.c.id)
        .where(
            later.c.case_id.is_not_distinct_from(note.case_id),
            later.c.person_id.is_not_distinct_from(note.person_id),
            or_(later.c.at > note.at, and_(later.c.at == note.at, later.c.id > note.id)),
            later.c.error_at.is_(None),
        )
        .exists()
    )
