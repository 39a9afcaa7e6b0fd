"""Finds repeats among the stored referrals; the rule itself stands in `referrals.rules`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from casedesk.cases.model import RepeatFound
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.forums.model import Part, compared_parts
from casedesk.forums.service import effective_rule, the_forum
from casedesk.people.tables import PersonRow
from casedesk.referrals.model import ReferralStatus
from casedesk.referrals.rules import ReferralFacts, Repeat, repeat_of, repeats_in_order
from casedesk.referrals.service import set_repeat
from casedesk.referrals.tables import ReferralRow


def after_joining(session: Session, person_ids: Iterable[int]) -> dict[int, int]:
    """Return for each person the record that theirs was joined into, in the end."""
    asked = set(person_ids)
    start = select(PersonRow.id.label("asked"), PersonRow.id, PersonRow.joined_into_id).where(
        PersonRow.id.in_(asked)
    )
    chain = start.cte("chain", recursive=True)
    chain = chain.union_all(
        select(chain.c.asked, PersonRow.id, PersonRow.joined_into_id).join(
            chain, PersonRow.id == chain.c.joined_into_id
        )
    )
    query = select(chain.c.asked, chain.c.id).where(chain.c.joined_into_id.is_(None))
    return {row.asked: row.id for row in session.execute(query)}


def find_repeat(session: Session, forum_id: str, new: ReferralFacts) -> RepeatFound | None:
    """Tell whether a referral is a repeat by the rule in force for its forum."""
    rule = effective_rule(session, forum_id)
    if rule is None or new.subject_id is None:
        return None
    ids = after_joining(session, {new.subject_id, *new.other_ids})
    joined = ReferralFacts(
        id=new.id,
        received_on=new.received_on,
        subject_id=ids.get(new.subject_id),
        other_ids=frozenset(ids[other] for other in new.other_ids if other in ids),
        happened_on=new.happened_on,
    )
    earlier = stored_facts(session, forum_id, ids[new.subject_id])
    repeat = repeat_of(rule, joined, earlier)
    return None if repeat is None else described(session, repeat)


def judged(session: Session, row: ReferralRow) -> RepeatFound | None:
    """Tell whether a stored referral is a repeat by the rule in force, settled or not."""
    subject_id = subject_of(session, row.case_id)
    if subject_id is None:
        return None
    subject = after_joining(session, [subject_id])[subject_id]
    facts = stored_facts(session, row.forum_id, subject)
    this = next((fact for fact in facts if fact.id == row.id), None)
    rule = effective_rule(session, row.forum_id)
    repeat = None if this is None else repeat_of(rule, this, facts)
    return None if repeat is None else described(session, repeat)


def described(session: Session, repeat: Repeat) -> RepeatFound:
    """Return a repeat with the earlier referral it refers to."""
    query = (
        select(
            ReferralRow.id,
            ReferralRow.case_id,
            ReferralRow.reference,
            ReferralRow.received_on,
            CaseRow.last_heard_on,
        )
        .join(CaseRow, CaseRow.id == ReferralRow.case_id)
        .where(ReferralRow.id == repeat.of_id)
    )
    row = session.execute(query).one()
    return RepeatFound(
        referral_id=row.id,
        case_id=row.case_id,
        reference=row.reference,
        received_on=row.received_on,
        counted_from=repeat.counted_from,
        heard_on=row.last_heard_on,
        rule=repeat.rule,
    )


def refresh_repeats(session: Session, forum_id: str, subject_id: int | None) -> list[int]:
    """Judge again every referral of one person to one forum that is not settled.

    Needed when a referral with an earlier day comes in late, is declined or corrected.

    Returns:
        The ids of the referrals whose answer changed.
    """
    if subject_id is None:
        return []
    subject = after_joining(session, [subject_id])[subject_id]
    facts = stored_facts(session, forum_id, subject)
    found = repeats_in_order(effective_rule(session, forum_id), facts)
    rows = session.scalars(select(ReferralRow).where(ReferralRow.id.in_([f.id for f in facts])))
    changed = [row for row in rows if set_repeat(row, found.get(row.id))]
    for row in changed:
        case = session.get(CaseRow, row.case_id)
        if case is not None:
            case.is_repeat = row.is_repeat
    session.flush()
    return [row.id for row in changed]


def stored_facts(session: Session, forum_id: str, subject_id: int) -> list[ReferralFacts]:
    """Return what the rule looks at of every referral of one person to one forum.

    Args:
        session: an open session.
        forum_id: the forum.
        subject_id: the person, after joining.
    """
    rows = _stored(session, forum_id, subject_id)
    others = _others(session, forum_id, [row.case_id for row in rows])
    return [
        ReferralFacts(
            id=row.id,
            received_on=row.received_on,
            subject_id=subject_id,
            other_ids=others[row.case_id],
            heard_on=row.last_heard_on,
            happened_on=row.happened_on,
            counts=row.status == ReferralStatus.ACCEPTED,
            settled=row.repeat_frozen_at is not None or row.repeat_denied_reason is not None,
        )
        for row in rows
    ]


def judge_person_again(session: Session, person_id: int) -> list[int]:
    """Judge again the referrals of every case that a person is in, after a join or its undo.

    Returns:
        The ids of the referrals whose answer changed.
    """
    in_cases = select(CasePersonRow.case_id).where(
        CasePersonRow.person_id.in_(_records_of(session, person_id)),
        CasePersonRow.error_at.is_(None),
    )
    query = (
        select(CaseRow.forum_id, CasePersonRow.person_id)
        .join(CasePersonRow, CasePersonRow.case_id == CaseRow.id)
        .where(
            CaseRow.id.in_(in_cases),
            CasePersonRow.role == Part.SUBJECT,
            CasePersonRow.error_at.is_(None),
        )
        .distinct()
    )
    changed: list[int] = []
    for forum_id, subject_id in session.execute(query).all():
        changed += refresh_repeats(session, forum_id, subject_id)
    return changed


def subject_of(session: Session, case_id: int) -> int | None:
    """Return the person a case is about, if it is about a person."""
    return session.scalar(
        select(CasePersonRow.person_id)
        .where(
            CasePersonRow.case_id == case_id,
            CasePersonRow.role == Part.SUBJECT,
            CasePersonRow.error_at.is_(None),
        )
        .order_by(CasePersonRow.id)
        .limit(1)
    )


def names_person_causing_harm(session: Session, case_id: int) -> bool:
    """Tell whether anybody in a case is named as causing harm."""
    query = select(func.count()).where(
        CasePersonRow.case_id == case_id,
        CasePersonRow.role == Part.HARMING,
        CasePersonRow.error_at.is_(None),
    )
    return bool(session.scalar(query))


def _stored(session: Session, forum_id: str, subject_id: int) -> Sequence[Any]:
    records = _records_of(session, subject_id)
    person = aliased(CasePersonRow)
    query = (
        select(
            ReferralRow.id,
            ReferralRow.received_on,
            ReferralRow.happened_on,
            ReferralRow.status,
            ReferralRow.repeat_frozen_at,
            ReferralRow.repeat_denied_reason,
            ReferralRow.case_id,
            CaseRow.last_heard_on,
        )
        .join(CaseRow, CaseRow.id == ReferralRow.case_id)
        .join(
            person,
            and_(
                person.case_id == ReferralRow.case_id,
                person.role == Part.SUBJECT,
                person.error_at.is_(None),
            ),
        )
        .where(
            person.person_id.in_(records),
            ReferralRow.forum_id == forum_id,
            ReferralRow.error_at.is_(None),
            CaseRow.error_at.is_(None),
        )
        .distinct()
    )
    return session.execute(query).all()


def _records_of(session: Session, person_id: int) -> list[int]:
    """Return a person's record and every record that was joined into it."""
    tree = select(PersonRow.id).where(PersonRow.id == person_id).cte("tree", recursive=True)
    tree = tree.union_all(select(PersonRow.id).join(tree, PersonRow.joined_into_id == tree.c.id))
    return list(session.scalars(select(tree.c.id)))


def _others(
    session: Session, forum_id: str, case_ids: list[int]
) -> defaultdict[int, frozenset[int]]:
    parts = compared_parts(the_forum(forum_id))
    query = select(CasePersonRow.case_id, CasePersonRow.person_id).where(
        CasePersonRow.case_id.in_(case_ids),
        CasePersonRow.role.in_(parts),
        CasePersonRow.error_at.is_(None),
    )
    rows = session.execute(query).all()
    ids = after_joining(session, {row.person_id for row in rows})
    found: defaultdict[int, frozenset[int]] = defaultdict(frozenset)
    for row in rows:
        found[row.case_id] |= {ids[row.person_id]}
    return found
