"""Works out repeats over all referrals of a forum, stored ones included, in the order of days."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.exchange.plan_referrals import PlannedReferral
from casedesk.exchange.stored import Stored
from casedesk.forums.catalogue import forums
from casedesk.forums.model import Part, compared_parts
from casedesk.forums.service import effective_rule
from casedesk.referrals.model import ReferralStatus
from casedesk.referrals.rules import ReferralFacts, Repeat, repeats_in_order
from casedesk.referrals.tables import ReferralRow


class NewAnswer(Struct, frozen=True):
    """A stored referral whose answer changes because an earlier one came in."""

    referral_id: int
    repeat: Repeat | None


def settle_repeats(
    session: Session, stored: Stored, planned: Iterable[PlannedReferral], now: datetime
) -> list[NewAnswer]:
    """Write into each new referral whether it is a repeat; what was heard is settled.

    Returns:
        The stored referrals, not settled yet, whose answer is another one now.
    """
    by_forum: defaultdict[str, list[PlannedReferral]] = defaultdict(list)
    for one in planned:
        by_forum[one.referral["forum_id"]].append(one)
    changed: list[NewAnswer] = []
    for forum_id, new in by_forum.items():
        rule = effective_rule(session, forum_id)
        known = _stored_facts(session, forum_id, stored) if rule and stored.referrals else {}
        facts = [fact for fact, _is_repeat, _of in known.values()]
        found = repeats_in_order(rule, [*facts, *(_facts(one) for one in new)])
        for one in new:
            _settle(one, found.get(one.referral["id"]), now)
        changed += [
            NewAnswer(fact.id, found.get(fact.id))
            for fact, is_repeat, of_id in known.values()
            if fact.id is not None
            and not fact.settled
            and (is_repeat, of_id) != _answer(found.get(fact.id))
        ]
    return changed


def _answer(repeat: Repeat | None) -> tuple[bool, int | None]:
    return repeat is not None, None if repeat is None else repeat.of_id


def _settle(one: PlannedReferral, repeat: Repeat | None, now: datetime) -> None:
    referral = one.referral
    referral["is_repeat"], referral["repeat_of_id"] = _answer(repeat)
    referral["repeat_rule"] = None if repeat is None else repeat.rule
    one.case["is_repeat"] = referral["is_repeat"]
    if one.discussion is not None:
        one.discussion["is_repeat"] = referral["is_repeat"]
        if one.discussion["status"] == "heard":
            referral["repeat_frozen_at"] = now


def _facts(one: PlannedReferral) -> ReferralFacts:
    return ReferralFacts(
        id=one.referral["id"],
        received_on=one.referral["received_on"],
        subject_id=one.subject_id,
        other_ids=one.other_ids,
        heard_on=one.case["last_heard_on"],
        counts=one.referral["status"] == ReferralStatus.ACCEPTED,
    )


def _stored_facts(
    session: Session, forum_id: str, stored: Stored
) -> dict[int, tuple[ReferralFacts, bool, int | None]]:
    """Return what the rule looks at of every stored referral of a forum, and its answer."""
    into = {row[0]: row[4] for row in stored.people if row[4] is not None}
    subjects, others = _people_in_cases(session, forum_id, into)
    query = (
        select(
            ReferralRow.id,
            ReferralRow.case_id,
            ReferralRow.received_on,
            ReferralRow.happened_on,
            ReferralRow.status,
            ReferralRow.repeat_frozen_at,
            ReferralRow.repeat_denied_reason,
            ReferralRow.is_repeat,
            ReferralRow.repeat_of_id,
            CaseRow.last_heard_on,
        )
        .join(CaseRow, CaseRow.id == ReferralRow.case_id)
        .where(
            ReferralRow.forum_id == forum_id,
            ReferralRow.error_at.is_(None),
            CaseRow.error_at.is_(None),
        )
    )
    return {
        row.id: (_fact_of(row, subjects, others), row.is_repeat, row.repeat_of_id)
        for row in session.execute(query)
    }


def _fact_of(
    row: Any, subjects: dict[int, int], others: defaultdict[int, frozenset[int]]
) -> ReferralFacts:
    return ReferralFacts(
        id=row.id,
        received_on=row.received_on,
        subject_id=subjects.get(row.case_id),
        other_ids=others[row.case_id],
        heard_on=row.last_heard_on,
        happened_on=row.happened_on,
        counts=row.status == ReferralStatus.ACCEPTED,
        settled=row.repeat_frozen_at is not None or row.repeat_denied_reason is not None,
    )


def _people_in_cases(
    session: Session, forum_id: str, into: dict[int, int]
) -> tuple[dict[int, int], defaultdict[int, frozenset[int]]]:
    query = (
        select(CasePersonRow.case_id, CasePersonRow.person_id, CasePersonRow.role)
        .join(CaseRow, CaseRow.id == CasePersonRow.case_id)
        .where(CaseRow.forum_id == forum_id, CasePersonRow.error_at.is_(None))
        .order_by(CasePersonRow.id)
    )
    parts = compared_parts(forums()[forum_id])
    subjects: dict[int, int] = {}
    others: defaultdict[int, frozenset[int]] = defaultdict(frozenset)
    for case_id, person_id, role in session.execute(query):
        person = person_id
        while person in into:
            person = into[person]
        if role == Part.SUBJECT:
            subjects.setdefault(case_id, person)
        elif role in parts:
            others[case_id] |= {person}
    return subjects, others
