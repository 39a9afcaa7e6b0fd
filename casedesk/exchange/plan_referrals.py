"""What one row of the Referrals sheet becomes: referral, case, people, hearing."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.catalogue_names import NameIndex
from casedesk.exchange.batch import Batch, Entry
from casedesk.exchange.name_book import NameBook
from casedesk.exchange.people_found import PeopleFound
from casedesk.exchange.plan_meetings import Agenda
from casedesk.exchange.referral_values import (
    case_values,
    person_answers,
    referral_values,
    referring_agencies,
    relationship_kind,
)
from casedesk.exchange.rows import ParsedRow
from casedesk.forums.catalogue import PersonRole, forums
from casedesk.forums.model import Part, compared_parts, part_of
from casedesk.referrals.tables import ReferralAgencyRow, ReferralCriterionRow, ReferralRow


@dataclass(slots=True)
class PlannedReferral:
    """A new referral with its case, and the people whom the repeat rule compares."""

    case: Entry
    referral: Entry
    discussion: Entry | None
    subject_id: int
    other_ids: frozenset[int]


class ReferralPlan:
    """Plans referrals one after the other, in the order of the sheet."""

    def __init__(self, batch: Batch, names: NameBook, people: PeopleFound, agenda: Agenda) -> None:
        """Share people and meetings with the other sheets."""
        self._batch, self._names = batch, names
        self._people, self._agenda = people, agenda
        self.planned: list[PlannedReferral] = []

    def add(self, row: ParsedRow) -> int:
        """Plan one row and return the id that its referral will have."""
        forum_id: str = row.values["forum"]
        case = self._batch.entry(CaseRow, **case_values(row))
        referral = self._batch.entry(ReferralRow, case_id=case["id"], **referral_values(row))
        self._add_agencies(referral["id"], row)
        self._add_criteria(referral["id"], forum_id, row)
        subject = self._people.victim(row, person_answers(row, self._names))
        role = _subject_role(forum_id)
        self._take_part(case["id"], subject, Part.SUBJECT, role)
        others = self._add_other(case["id"], forum_id, row)
        heard_on, discussion = row.get("heard_on"), None
        if heard_on is not None:
            discussion = self._agenda.hear(case, referral, heard_on)
        self.planned.append(PlannedReferral(case, referral, discussion, subject, others))
        return int(referral["id"])

    def _add_agencies(self, referral_id: int, row: ParsedRow) -> None:
        agencies = referring_agencies(row)
        for number, agency in enumerate(agencies):
            self._batch.add(
                ReferralAgencyRow,
                referral_id=referral_id,
                agency_id=agency,
                weight=1 / len(agencies),
                is_lead=number == 0,
            )

    def _add_criteria(self, referral_id: int, forum_id: str, row: ParsedRow) -> None:
        words: tuple[str, ...] = row.get("criteria") or ()
        for criterion in dict.fromkeys(self._names.criterion(forum_id, w) or w for w in words):
            judged = criterion in _needing_reason(forum_id)
            self._batch.add(
                ReferralCriterionRow,
                referral_id=referral_id,
                criterion_id=criterion,
                evidence=(row.get("professional_judgement") or "") if judged else "",
            )

    def _add_other(self, case_id: int, forum_id: str, row: ParsedRow) -> frozenset[int]:
        """Put the other person in the case; return whom the repeat rule compares."""
        person = self._people.somebody(row, "other")
        if person is None:
            return frozenset()
        words = row.get("other_role")
        role = _role(forum_id, words)
        part = Part.HARMING if words is None else (part_of(role) if role else Part.OTHER)
        if part is Part.SUBJECT:
            part = Part.OTHER  # the row has its subject already: the victim
        self._take_part(
            case_id,
            person,
            part,
            role.id if role else None,
            relationship_kind=relationship_kind(row.get("relationship")),
            note=None if role else words,
        )
        return frozenset({person}) if part in compared_parts(forums()[forum_id]) else frozenset()

    def _take_part(
        self, case_id: int, person: int, part: Part, role_id: str | None, **more: Any
    ) -> None:
        self._batch.add(
            CasePersonRow,
            case_id=case_id,
            person_id=person,
            role=part.value,
            forum_role_id=role_id,
            **more,
        )


@cache
def _subject_role(forum_id: str) -> str | None:
    return next((role.id for role in forums()[forum_id].person_roles if role.subject), None)


@cache
def _role(forum_id: str, words: str | None) -> PersonRole | None:
    """Return the forum's role that the words name; without words, that of causing harm."""
    roles = forums()[forum_id].person_roles
    if words is None:
        return next((role for role in roles if role.causes_harm), None)
    index = NameIndex({role.id: (role.title, *role.aliases) for role in roles})
    found = index.find(words)
    return next((role for role in roles if role.id == found), None)


@cache
def _needing_reason(forum_id: str) -> frozenset[str]:
    return frozenset(one.id for one in forums()[forum_id].criteria if one.needs_reason)
