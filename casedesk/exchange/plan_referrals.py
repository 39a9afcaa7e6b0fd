"""What one row of the Referrals sheet becomes: referral, case, people, hearing."""

from msgspec import Struct

from casedesk.cases.model import CaseStatus, ReviewTimes
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.exchange.batch import Batch, Entry
from casedesk.exchange.name_book import NameBook
from casedesk.exchange.people_found import PeopleFound
from casedesk.exchange.plan_meetings import Agenda
from casedesk.exchange.referral_values import (
    case_values,
    criteria_met,
    part_of_other,
    person_answers,
    referral_values,
    referring_agencies,
    role_of_part,
)
from casedesk.exchange.rows import ParsedRow
from casedesk.forums.catalogue import forums
from casedesk.forums.model import Part, compared_parts
from casedesk.referrals.model import CriterionMet, ReferralFields, ReferralStatus
from casedesk.referrals.rules import gaps
from casedesk.referrals.tables import ReferralAgencyRow, ReferralCriterionRow, ReferralRow


class PlannedReferral(Struct):
    """A new referral with its case, and the people whom the repeat rule compares."""

    case: Entry
    referral: Entry
    discussion: Entry | None
    subject_id: int
    other_ids: frozenset[int]


class ReferralPlan:
    """Plans referrals one after the other, in the order of the sheet."""

    def __init__(
        self,
        batch: Batch,
        names: NameBook,
        people: PeopleFound,
        agenda: Agenda,
        times: ReviewTimes,
    ) -> None:
        """Share people and meetings with the other sheets; `times` give the review days."""
        self._batch, self._names, self._times = batch, names, times
        self._people, self._agenda = people, agenda
        self.planned: list[PlannedReferral] = []

    def add(self, row: ParsedRow) -> int:
        """Plan one row and return the id that its referral will have."""
        forum_id: str = row.values["forum"]
        case = self._batch.entry(CaseRow, **case_values(row, self._times))
        referral = self._batch.entry(ReferralRow, case_id=case["id"], **referral_values(row))
        self._add_agencies(referral["id"], row)
        criteria = criteria_met(row, self._names)
        self._add_criteria(referral["id"], criteria)
        subject = self._people.victim(row, person_answers(row, self._names))
        self._batch.add(
            CasePersonRow,
            case_id=case["id"],
            person_id=subject,
            role=Part.SUBJECT.value,
            forum_role_id=role_of_part(forum_id, Part.SUBJECT),
        )
        other, part = self._add_other(case["id"], forum_id, row)
        _note_gaps(
            case, referral, row, criteria, named_harming=other is not None and part is Part.HARMING
        )
        heard_on, discussion = row.get("heard_on"), None
        if heard_on is not None:
            discussion = self._agenda.hear(case, referral, heard_on)
        is_compared = other is not None and part in compared_parts(forums()[forum_id])
        others = frozenset({other} if other is not None and is_compared else ())
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

    def _add_criteria(self, referral_id: int, criteria: tuple[CriterionMet, ...]) -> None:
        for one in criteria:
            self._batch.add(
                ReferralCriterionRow,
                referral_id=referral_id,
                criterion_id=one.criterion_id,
                evidence=one.evidence,
            )

    def _add_other(self, case_id: int, forum_id: str, row: ParsedRow) -> tuple[int | None, Part]:
        """Put the other person in the case; return who it is, and in which part."""
        person = self._people.somebody(row, "other")
        if person is None:
            return None, Part.OTHER
        part = part_of_other(forum_id, row)
        self._batch.add(CasePersonRow, case_id=case_id, person_id=person, **part)
        return person, Part(part["role"])


def _note_gaps(
    case: Entry,
    referral: Entry,
    row: ParsedRow,
    criteria: tuple[CriterionMet, ...],
    *,
    named_harming: bool,
) -> None:
    """Say what a referral still lacks, as of one that was typed in.

    Its case is unfinished while it is open: of what has ended nobody fills anything in.
    """
    if referral["status"] != ReferralStatus.ACCEPTED:
        return
    stated = ReferralFields(
        received_on=referral["received_on"],
        professional_judgement=referral["professional_judgement"],
        told_and_wants=referral["told_and_wants"],
    )
    missing = gaps(
        stated,
        forums()[referral["forum_id"]],
        has_agency=True,
        subject_born=row.get("victim_date_of_birth") is not None,
        names_person_causing_harm=named_harming,
        criteria=criteria,
    )
    referral["gaps"] = " ".join(missing) or None
    case["unfinished"] = bool(missing) and case["status"] == CaseStatus.OPEN
