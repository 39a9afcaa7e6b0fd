"""The columns of a Referrals row as the columns of our tables; also what a difference compares."""

from datetime import date
from functools import cache
from typing import Any

from casedesk.cases.model import CaseStatus, ReviewTimes
from casedesk.cases.rules import review_day
from casedesk.catalogue_names import NameIndex, plain_name
from casedesk.exchange.cell_values import unknowns, yes_no_word
from casedesk.exchange.name_book import NameBook
from casedesk.exchange.rows import ParsedRow
from casedesk.forums.catalogue import Outcome, PersonRole, forums
from casedesk.forums.model import Part, part_of
from casedesk.people.catalogue import ethnic_detail_of, lists, names_in
from casedesk.people.model import shown_name
from casedesk.referrals.model import CriterionMet, ReferralStatus
from casedesk.risk.catalogue import risk_tools
from casedesk.risk.rules import band_of

_NOT_ACCEPTED = ("notaccepted", "withdrawn", "declined", "rejected", "refused")
_ELSEWHERE = ("redirected", "signposted", "referredelsewhere")
_NOT_KNOWN = ("not_known", "not_asked", "declined", "not_applicable")


def closing_day(row: ParsedRow) -> date | None:
    """Return the day on which the case of a row was closed; None where it is open."""
    values = row.values
    status, ends = referral_status(values["forum"], values.get("outcome"))
    if not ends and status is ReferralStatus.ACCEPTED:
        return None
    day: date = values.get("heard_on") or values["received_on"]
    return day


def case_values(row: ParsedRow, times: ReviewTimes) -> dict[str, Any]:
    """Return the columns of the case that a row opens; `times` give its review day."""
    values = row.values
    closed_on = closing_day(row)
    closed = closed_on is not None
    born = (values.get("victim_date_of_birth"), values.get("other_date_of_birth"))
    return {
        "reference": values["reference"],
        "forum_id": values["forum"],
        "status": (CaseStatus.CLOSED if closed else CaseStatus.OPEN).value,
        "opened_on": values["received_on"],
        "closed_on": closed_on,
        "close_reason": values.get("outcome") if closed else None,
        "review_on": closed_on and review_day(values["forum"], closed_on, born, times),
        "subject_name": shown_name(values.get("victim_forenames", ""), values["victim_surname"]),
        "lead_agency_id": values["referring_agency"],
        "children_in_household": values.get("children_in_household"),
        "risk_band": band(values.get("risk_tool"), values.get("risk_score")),
        "risk_tool_id": values.get("risk_tool"),
        "risk_score": values.get("risk_score"),
    }


def referral_values(row: ParsedRow) -> dict[str, Any]:
    """Return the columns of the referral that a row makes."""
    values = row.values
    status, _ends = referral_status(values["forum"], values.get("outcome"))
    accepted = status is ReferralStatus.ACCEPTED
    wants, note = _told_and_wants(values.get("consent"))
    return {
        "reference": values["reference"],
        "forum_id": values["forum"],
        "received_on": values["received_on"],
        "status": status.value,
        "status_reason": None if accepted else values.get("outcome"),
        "children_in_household": values.get("children_in_household"),
        "risk_tool_id": values.get("risk_tool"),
        "risk_score": values.get("risk_score"),
        "professional_judgement": values.get("professional_judgement"),
        "told_and_wants": wants,
        "told_note": note,
        "outcome": values.get("outcome"),
    }


def person_answers(row: ParsedRow, names: NameBook) -> dict[str, Any]:
    """Return what a row says of the victim beside names, birth date and address."""
    values = row.values
    group, detail = _ethnicity(values.get("victim_ethnicity"), names)
    return {
        "gender": values.get("victim_gender"),
        "ethnicity_group": group,
        "ethnicity_detail": detail,
        "disabled": values.get("victim_disabled"),
        "lgbt": values.get("victim_lgbt"),
    }


def referring_agencies(row: ParsedRow) -> list[str]:
    """Return the agencies that refer, the leading one first, each once."""
    others = row.get("other_referring_agencies") or ()
    return list(dict.fromkeys((row.values["referring_agency"], *others)))


def relationship_kind(words: str | None) -> str | None:
    """Return the id of a relationship, or the words as written where the list has none."""
    return None if words is None else (_relationships().find(words) or words)


def criteria_met(row: ParsedRow, names: NameBook) -> tuple[CriterionMet, ...]:
    """Return the criteria of a row, each once; a word that is not known stays as written."""
    forum_id = row.values["forum"]
    words: tuple[str, ...] = row.get("criteria") or ()
    judgement = row.get("professional_judgement") or ""
    return tuple(
        CriterionMet(one, judgement if one in _needing_reason(forum_id) else "")
        for one in dict.fromkeys(names.criterion(forum_id, word) or word for word in words)
    )


def part_of_other(forum_id: str, row: ParsedRow) -> dict[str, Any]:
    """Return the columns that say what the other person of a row is in the case."""
    words = row.get("other_role")
    role = _role(forum_id, words)
    part = Part.HARMING if words is None else (part_of(role) if role else Part.OTHER)
    if part is Part.SUBJECT:
        part = Part.OTHER  # the row has its subject already: the victim
    return {
        "role": part.value,
        "forum_role_id": role.id if role else None,
        "relationship_kind": relationship_kind(row.get("relationship")),
        "note": None if role else words,
    }


@cache
def role_of_part(forum_id: str, part: Part) -> str | None:
    """Return the first role that a forum gives to people who take that part in a case."""
    roles = forums()[forum_id].person_roles
    return next((role.id for role in roles if part_of(role) is part), None)


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


@cache
def referral_status(forum_id: str, outcome: str | None) -> tuple[ReferralStatus, bool]:
    """Return what an outcome makes of a referral, and whether it ends the case.

    An imported referral counts as accepted unless its outcome says otherwise.
    """
    if outcome is None:
        return ReferralStatus.ACCEPTED, False
    plain = plain_name(outcome)
    if plain.startswith(_ELSEWHERE):
        return ReferralStatus.REDIRECTED, True
    known = _outcome(forum_id, outcome)
    if known is not None:
        status = ReferralStatus.ACCEPTED if known.accepted else ReferralStatus.DECLINED
        return status, known.ends_case
    if plain.startswith(_NOT_ACCEPTED):
        return ReferralStatus.DECLINED, True
    return ReferralStatus.ACCEPTED, False


def _outcome(forum_id: str, words: str) -> Outcome | None:
    outcomes = forums()[forum_id].outcomes
    found = NameIndex({one.id: (one.title, *one.aliases) for one in outcomes}).find(words)
    return next((one for one in outcomes if one.id == found), None)


def band(tool_id: str | None, score: int | None) -> str | None:
    """Return the band that a score reaches by its tool; None where either is missing."""
    return None if tool_id is None or score is None else band_of(risk_tools()[tool_id], score)


@cache
def _told_and_wants(words: str | None) -> tuple[str | None, str | None]:
    """Return what somebody was told and wants, and the words where they say more than that."""
    if words is None:
        return None, None
    index = names_in(lists().told_and_wants)
    found = index.find(words) or index.find(yes_no_word(words) or "")
    return found, None if found else words


@cache
def _relationships() -> NameIndex:
    return names_in(lists().relationship, lists().unknown)


def _ethnicity(words: str | None, names: NameBook) -> tuple[str | None, str | None]:
    """Return the ONS group, and the detail: its id where the list has it, else as written."""
    if words is None:
        return None, None
    group = names.ethnicity(words)
    if group is None:
        return None, words
    if group in _NOT_KNOWN or unknowns().find(words):
        return group, None
    return group, ethnic_detail_of(group, words) or words
