"""Whom the tasks speak of: cases of the practice data that are found by their subject's name."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.forums.model import Part
from casedesk.people.tables import PersonRow

_LOOKED_AT = 60  # newest cases


def examples(session: Session) -> tuple[int, ...]:
    """Return up to two open cases, of one forum if it has two, best such as no agenda has yet.

    Each is the only case of its subject, whose name nobody else has.
    """
    other, link = aliased(PersonRow), aliased(CasePersonRow)
    same_name = (
        select(func.count())
        .select_from(other)
        .where(
            other.surname_key == PersonRow.surname_key,
            other.forenames_key == PersonRow.forenames_key,
        )
    )
    of_the_same = select(func.count()).select_from(link).where(link.person_id == PersonRow.id)
    query = (
        select(CaseRow.id, CaseRow.forum_id)
        .join(CasePersonRow, CasePersonRow.case_id == CaseRow.id)
        .join(PersonRow, PersonRow.id == CasePersonRow.person_id)
        .where(
            CaseRow.status == "open",
            CaseRow.error_at.is_(None),
            CasePersonRow.role == Part.SUBJECT,
            CasePersonRow.error_at.is_(None),
            PersonRow.error_at.is_(None),
            PersonRow.joined_into_id.is_(None),
            same_name.scalar_subquery() == 1,
            of_the_same.scalar_subquery() == 1,
        )
        .order_by(CaseRow.next_hearing_on.is_not(None), CaseRow.opened_on.desc(), CaseRow.id.desc())
        .limit(_LOOKED_AT)
    )
    found = session.execute(query).all()
    of_one = [row.id for row in found if row.forum_id == found[0].forum_id]
    others = [row.id for row in found if row.forum_id != found[0].forum_id]
    return tuple([*of_one, *others][:2])
