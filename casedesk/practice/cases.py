"""Invents cases: the referral, its people, agencies and criteria, repeats, the assessment."""

import json
from collections import defaultdict
from datetime import date, datetime, timedelta

from msgspec import Struct

from casedesk.cases.catalogue import retention
from casedesk.cases.rules import review_day
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.dates import local_day
from casedesk.forums.catalogue import Forum, forums
from casedesk.forums.model import Part, part_of, reference_prefix
from casedesk.people.model import shown_name
from casedesk.people.tables import PersonRow
from casedesk.practice import rates
from casedesk.practice.book import Book, Values
from casedesk.practice.dice import Dice
from casedesk.practice.people import Household, PeopleMaker
from casedesk.referrals.rules import repeat_rule_words
from casedesk.referrals.tables import ReferralAgencyRow, ReferralCriterionRow, ReferralRow
from casedesk.risk.catalogue import RiskTool, risk_tools
from casedesk.risk.tables import AssessmentRow

_WINDOW = timedelta(days=364)  # well inside twelve months
_AFTER = timedelta(days=21)
_YOUNG = {(11, 13): 20.0, (14, 15): 45.0, (16, 17): 35.0}
_FORUMS_OF_YOUNG = frozenset({"jag_youth", "ce_missing_partnership"})
_CHILDREN = {(0, 4): 40.0, (5, 10): 38.0, (11, 16): 22.0}


class Made(Struct):
    """One case as the later steps need it."""

    forum: Forum
    received: date
    at: datetime
    case: Values
    referral: Values
    home: Household
    agency: str


class CaseMaker:
    """Adds cases to the book, in the order in which they are received."""

    def __init__(self, book: Book, dice: Dice) -> None:
        """Add to `book`, decided by `dice`."""
        self.book, self.dice = book, dice
        self.people = PeopleMaker(book, dice)
        self._earlier: list[Made] = []  # of the MARAC, to come again
        self._first_earlier = 0
        self._numbers: dict[str, int] = {}

    def make(self, day: date) -> Made:
        """Add the case of a referral received on `day`."""
        dice = self.dice
        forum = forums()[dice.weighed(rates.FORUMS)]
        at = dice.moment(day)
        before = self._before(day) if forum.id == "marac" else None
        home = before.home if before else self._household(forum, day, at)
        agencies = self._agencies(forum)
        case = self._case(forum, at, home, agencies[0], before is not None)
        referral = self._referral(forum, day, at, case, before)
        made = Made(forum, day, at, case, referral, home, agencies[0])
        self._referred_by(made, agencies)
        self._criteria(made, repeat=before is not None)
        self._people_of(made)
        self._assess(made)
        if forum.id == "marac" and made.referral["status"] == "accepted":
            self._earlier.append(made)
        return made

    def _before(self, day: date) -> Made | None:
        """Return the earlier case that comes again, if this one is to be a repeat."""
        earlier = self._earlier
        while self._first_earlier < len(earlier) and (
            earlier[self._first_earlier].received < day - _WINDOW
        ):
            self._first_earlier += 1
        last = len(earlier)
        while last > self._first_earlier and earlier[last - 1].received > day - _AFTER:
            last -= 1
        if last == self._first_earlier or not self.dice.chance(rates.REPEAT):
            return None
        return earlier[self.dice.between(self._first_earlier, last - 1)]

    def _household(self, forum: Forum, day: date, at: datetime) -> Household:
        if forum.id not in _FORUMS_OF_YOUNG:
            return self.people.household(day, at)
        gender = "male" if self.dice.chance(0.6) else "female"
        young = self.people.person(at, day, gender, _YOUNG, details=True)
        return Household(young, self.people.home(young, at), None)

    def _agencies(self, forum: Forum) -> list[str]:
        weights = rates.AGENCIES if forum.id in {"marac", "sarac"} else rates.AGENCIES_ASB
        first = self.dice.weighed(weights)
        second = self.dice.weighed(weights) if self.dice.chance(rates.TWO_AGENCIES) else first
        return [first] if second == first else [first, second]

    def _reference(self, forum: Forum, day: date) -> str:
        prefix = f"{reference_prefix(forum)}-{day.year}-"
        self._numbers[prefix] = number = self._numbers.get(prefix, 0) + 1
        return f"{prefix}{number:03}"

    def _case(
        self, forum: Forum, at: datetime, home: Household, agency: str, repeat: bool
    ) -> Values:
        children = 0 if forum.id in _FORUMS_OF_YOUNG else self.dice.weighed(rates.CHILDREN)
        tool, score = self._risk(forum)
        day = local_day(at)
        return self.book.add(
            CaseRow,
            at,
            reference=self._reference(forum, day),
            forum_id=forum.id,
            status="open",
            opened_on=day,
            closed_on=None,
            close_reason=None,
            review_on=None,
            subject_name=shown_name(home.subject["forenames"], home.subject["surname"]),
            place_id=home.place["id"],
            lead_agency_id=agency,
            children_in_household=children,
            is_repeat=repeat,
            risk_band=_band(tool, score),
            risk_tool_id=tool.id if tool else None,
            risk_score=score,
            last_heard_on=None,
            next_hearing_on=None,
        )

    def _referred_by(self, made: Made, agencies: list[str]) -> None:
        for place, agency in enumerate(agencies):
            self.book.add(
                ReferralAgencyRow,
                referral_id=made.referral["id"],
                agency_id=agency,
                weight=1 / len(agencies),
                is_lead=place == 0,
            )

    def _referral(
        self, forum: Forum, day: date, at: datetime, case: Values, before: Made | None
    ) -> Values:
        dice, words = self.dice, self.dice.words
        domestic = forum.id in {"marac", "sarac"}
        return self.book.add(
            ReferralRow,
            at,
            reference=case["reference"],
            forum_id=forum.id,
            case_id=case["id"],
            received_on=day,
            referrer_name=dice.pick(words.officers),
            referrer_telephone=dice.telephone(),
            reason=dice.pick(words.reasons if domestic else words.reasons_asb),
            happened_on=day - timedelta(days=dice.between(0, 9)) if dice.chance(0.8) else None,
            place_id=case["place_id"],
            children_in_household=case["children_in_household"],
            risk_tool_id=case["risk_tool_id"],
            risk_score=case["risk_score"],
            professional_judgement="Fear out of proportion to the score."
            if domestic and (case["risk_score"] or 0) < 14 and dice.chance(0.7)
            else None,
            told_and_wants=dice.weighed(rates.TOLD),
            safe_to_tell="yes" if dice.chance(0.8) else "no",
            lawful_basis_id=forum.lawful_basis,
            outcome=None,
            gaps=None,
            repeat_frozen_at=None,
            **self._taken_in(case, day, before),
            **self._repeat(forum, before),
        )

    def _taken_in(self, case: Values, day: date, before: Made | None) -> Values:
        """Say whether the forum takes the referral in; it always takes repeats."""
        if before is not None or not self.dice.chance(rates.DECLINED):
            return {"status": "accepted", "status_reason": None}
        case["status"], case["closed_on"] = "closed", day + timedelta(days=3)
        case["close_reason"] = "referral not accepted"
        return {"status": "declined", "status_reason": "Below the level of this forum."}

    def _repeat(self, forum: Forum, before: Made | None) -> Values:
        denied = before is not None and self.dice.chance(rates.REPEAT_DENIED)
        return {
            "is_repeat": before is not None and not denied,
            "repeat_of_id": before.referral["id"] if before and not denied else None,
            "repeat_rule": repeat_rule_words(forum.repeat) if before and forum.repeat else None,
            "repeat_denied_reason": "Another person causing harm." if denied else None,
        }

    def _criteria(self, made: Made, *, repeat: bool) -> None:
        met = [self.dice.weighed(rates.CRITERIA)] if made.forum.id == "marac" else []
        known = [criterion.id for criterion in made.forum.criteria]
        if not met and known:
            met = [self.dice.pick(known)]
        if repeat and "repeat" in known:
            met.append("repeat")
        for criterion in dict.fromkeys(met):
            self.book.add(
                ReferralCriterionRow,
                referral_id=made.referral["id"],
                criterion_id=criterion,
                evidence=self.dice.pick(self.dice.words.evidence),
            )

    def _people_of(self, made: Made) -> None:
        home, dice = made.home, self.dice
        self._link(made, home.subject, Part.SUBJECT, None)
        if home.harming is not None and _role(made.forum, Part.HARMING):
            self._link(made, home.harming, Part.HARMING, dice.weighed(rates.RELATIONSHIP))
        children = made.case["children_in_household"] or 0
        if children and _role(made.forum, Part.CHILD) and dice.chance(rates.NAMED_CHILDREN):
            for _child in range(children):
                gender = "female" if dice.chance(0.49) else "male"
                surname = home.subject["surname"]
                child = self.people.person(
                    made.at, made.received, gender, _CHILDREN, surname=surname
                )
                self._link(made, child, Part.CHILD, "child")

    def _link(self, made: Made, person: Values, part: Part, relationship: str | None) -> None:
        self.book.add(
            CasePersonRow,
            made.at,
            case_id=made.case["id"],
            person_id=person["id"],
            role=part,
            forum_role_id=_role(made.forum, part),
            relationship_kind=relationship,
        )

    def _risk(self, forum: Forum) -> tuple[RiskTool | None, int | None]:
        """Return the forum's tool and a score such as its referrals have."""
        tool = risk_tools().get(forum.default_risk_tool)
        if tool is None or tool.max_score is None or self.dice.chance(0.06):
            return None, None
        line = tool.threshold or tool.max_score // 2
        drawn = round(self.dice.random.gauss(line + tool.max_score * 0.08, tool.max_score * 0.15))
        return tool, min(max(drawn, 1), tool.max_score)

    def _assess(self, made: Made) -> None:
        """Fill in the tool so that it gives the score of the referral, for most cases."""
        case = made.case
        tool = risk_tools().get(case["risk_tool_id"] or "")
        if tool is None or not self.dice.chance(rates.ASSESSED):
            return
        answers, score = self._answers(tool, case["risk_score"])
        self.book.add(
            AssessmentRow,
            made.at,
            case_id=case["id"],
            person_id=made.home.subject["id"],
            tool_id=tool.id,
            tool_version=tool.version,
            assessed_on=made.received,
            agency_id=made.agency,
            answers=json.dumps(answers),
            notes="{}",
            score=score,
            score_band=_band(tool, score),
            band=_band(tool, score),
        )
        case["risk_score"] = made.referral["risk_score"] = score
        case["risk_band"] = _band(tool, score)

    def _answers(self, tool: RiskTool, wanted: int) -> tuple[dict[str, str], int]:
        questions = list(tool.questions)
        self.dice.random.shuffle(questions)
        answers, score = {}, 0
        for question in questions:
            choices = tool.answers_of(question)
            fitting = [c for c in choices if 0 < c.points <= wanted - score]
            none = [c for c in choices if c.points == 0] or [choices[0]]
            answer = max(fitting, key=lambda c: c.points) if fitting else self.dice.pick(none)
            answers[question.id] = answer.id
            score += answer.points
        return answers, score


def _role(forum: Forum, part: Part) -> str | None:
    return next((role.id for role in forum.person_roles if part_of(role) is part), None)


def _band(tool: RiskTool | None, score: int | None) -> str | None:
    if tool is None or score is None:
        return None
    reached = [b.id for b in tool.bands if b.starts is not None and b.starts <= score]
    return reached[-1] if reached else None


def add_review_days(book: Book) -> None:
    """Give every closed case the day of its review, once everybody in it is known."""
    people = book.rows[PersonRow]
    born: defaultdict[int, list[date | None]] = defaultdict(list)
    for link in book.rows[CasePersonRow]:
        born[link["case_id"]].append(people[link["person_id"] - 1]["born_on"])
    times = retention().times()
    for case in book.rows[CaseRow]:
        closed_on = case["closed_on"]
        if closed_on is not None:
            case["review_on"] = review_day(case["forum_id"], closed_on, born[case["id"]], times)
