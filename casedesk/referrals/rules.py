"""What a referral needs and when it is a repeat. Pure functions: same input, same answer.

Of a repeat the definition (SafeLives, https://safelives.org.uk/definition-repeat-marac): the same
victim with the same person causing harm again within 12 months of the last referral,
whether that one was itself a repeat or not. Months, the day they are counted from and
the people who must agree are data of the forum, because areas differ; after the window
a referral is a new one, and with a different person causing harm it is a different case.
"""

from collections.abc import Hashable, Iterable
from datetime import date

from msgspec import Struct

from casedesk.agencies.catalogue import agencies as known_agencies
from casedesk.dates import add_months
from casedesk.forums.catalogue import (
    CaseContent,
    Forum,
    RepeatAnchor,
    RepeatParties,
    RepeatRule,
    SubjectKind,
)
from casedesk.i18n import _, ngettext
from casedesk.people.model import NewPerson, shown_name
from casedesk.places.rules import place_is_given
from casedesk.referrals.model import (
    CriterionMet,
    Gap,
    NewReferral,
    ReferralFields,
    ReferringAgency,
)

HEAVIEST_WEIGHT = 1000


class ReferralFacts(Struct, frozen=True):
    """What the rule looks at in one referral; person ids are those after joining.

    `id` orders referrals of one day; None stands for one that is not saved yet.
    `other_ids` are the people whose part the rule compares (see `compared_parts` of
    the service). `counts` is False for one that the forum declined or sent elsewhere;
    `settled` is True where the answer is frozen or somebody denied the repeat: such a
    referral is never judged again, but later ones are still judged by it.
    """

    id: int | None
    received_on: date
    subject_id: int | None
    other_ids: frozenset[int]
    heard_on: date | None = None
    happened_on: date | None = None
    counts: bool = True
    settled: bool = False


class Repeat(Struct, frozen=True):
    """That a referral is a repeat: of which one, counted from which day, by which rule."""

    of_id: int
    counted_from: date
    rule: str


def repeat_of(
    rule: RepeatRule | None, new: ReferralFacts, earlier: Iterable[ReferralFacts]
) -> Repeat | None:
    """Tell whether `new` is a repeat of one of the `earlier` referrals of the same forum.

    The window ends with the same calendar day `months` later, that day included:
    after a referral of 20 November 2025, one of 20 November 2026 is a repeat under a
    rule of 12 months, one of 21 November is not. After 29 February the window ends on
    28 February. Of two referrals on one day the one recorded later is the repeat.
    The window is counted from the latest day on which the same people were before the
    forum. Referrals received after `new` are left out, whatever is given.

    Args:
        rule: the forum's rule; None for a forum without one, which has no repeats.
        new: the referral to judge.
        earlier: others of the same forum, in any order.
    """
    if rule is None or not new.counts or new.settled:
        return None
    last = _Latest(rule)
    order = _order(new)
    for referral in earlier:
        if referral.counts and referral.id != new.id and _order(referral) < order:
            last.note(referral)
    return last.repeat(new)


def repeats_in_order(
    rule: RepeatRule | None, referrals: Iterable[ReferralFacts]
) -> dict[int, Repeat]:
    """Judge every referral of one forum by those before it, in one pass.

    Gives for each what `repeat_of` would, for any number of referrals.

    Returns:
        The repeats by the id of the referral; one that is no repeat is not in it.
    """
    found: dict[int, Repeat] = {}
    if rule is None:
        return found
    last = _Latest(rule)
    for referral in sorted(referrals, key=_order):
        if not referral.counts:
            continue
        repeat = None if referral.settled else last.repeat(referral)
        if repeat is not None and referral.id is not None:
            found[referral.id] = repeat
        last.note(referral)
    return found


def repeat_rule_words(rule: RepeatRule) -> str:
    """Return a rule in words, as it is frozen with a referral."""
    again = {
        RepeatParties.ALL: _("the same people in all"),
        RepeatParties.ANY: _("the same person with the same other person"),
        RepeatParties.SUBJECT_ONLY: _("the same person, whoever else is named"),
    }[rule.parties]
    sentence = {
        RepeatAnchor.REFERRAL: ngettext(
            "{who} again within {months} month of the last referral",
            "{who} again within {months} months of the last referral",
            rule.months,
        ),
        RepeatAnchor.MEETING: ngettext(
            "{who} again within {months} month of the last hearing",
            "{who} again within {months} months of the last hearing",
            rule.months,
        ),
        RepeatAnchor.INCIDENT: ngettext(
            "{who} again within {months} month of the last incident",
            "{who} again within {months} months of the last incident",
            rule.months,
        ),
    }[rule.anchor]
    return sentence.format(who=again, months=rule.months)


class _Latest:
    """Keeps, for each set of people that the rule compares, the last day it counts from."""

    def __init__(self, rule: RepeatRule) -> None:
        self._rule = rule
        self._words = repeat_rule_words(rule)
        self._last: dict[Hashable, tuple[date, date, int]] = {}

    def note(self, referral: ReferralFacts) -> None:
        if referral.id is None:
            return
        entry = (self._counted_from(referral), referral.received_on, referral.id)
        for people in self._compared(referral):
            self._last[people] = max(entry, self._last.get(people, entry))

    def repeat(self, new: ReferralFacts) -> Repeat | None:
        entries = [self._last[p] for p in self._compared(new) if p in self._last]
        if not entries:
            return None
        counted_from, _received, of_id = max(entries)
        if self._day_of(new) > add_months(counted_from, self._rule.months):
            return None
        return Repeat(of_id, counted_from, self._words)

    def _compared(self, referral: ReferralFacts) -> list[Hashable]:
        subject = referral.subject_id
        if subject is None:
            return []
        if self._rule.parties is RepeatParties.SUBJECT_ONLY:
            return [subject]
        if self._rule.parties is RepeatParties.ALL:
            return [(subject, referral.other_ids)] if referral.other_ids else []
        return [(subject, other) for other in referral.other_ids]

    def _day_of(self, referral: ReferralFacts) -> date:
        if self._rule.anchor is RepeatAnchor.INCIDENT and referral.happened_on is not None:
            return referral.happened_on
        return referral.received_on

    def _counted_from(self, referral: ReferralFacts) -> date:
        """Return the anchor day; the day received where the other is not known (yet)."""
        if self._rule.anchor is RepeatAnchor.MEETING and referral.heard_on is not None:
            return referral.heard_on
        return self._day_of(referral)


def _order(referral: ReferralFacts) -> tuple[date, float]:
    return referral.received_on, float("inf") if referral.id is None else referral.id


def referral_problems(new: NewReferral, forum: Forum, today: date) -> dict[str, str]:
    """Return what stops a referral from being saved, by field; empty if nothing does.

    Only what a record cannot exist without, or what contradicts itself, stands here;
    all else may be filled in later (see `gaps`).
    """
    problems = {
        **_day_problems(new, today),
        **_people_problems(new, forum),
        **_agency_problems(new.agencies),
    }
    if forum.content is CaseContent.NONE:
        problems["forum"] = _("This forum keeps no cases. Choose another forum.")
    known = {criterion.id for criterion in forum.criteria}
    if any(met.criterion_id not in known for met in new.criteria):
        problems["criteria"] = _("A criterion is not one of this forum. Choose from its list.")
    fields = new.fields
    if fields.children_in_household is not None and fields.children_in_household < 0:
        problems["children_in_household"] = _("Enter 0 or a number of children.")
    if fields.risk_score is not None and fields.risk_score < 0:
        problems["risk_score"] = _("Enter a score of 0 or more.")
    return problems


def shares_of(agencies: tuple[ReferringAgency, ...]) -> list[float]:
    """Return each agency's share of the referral; the shares add up to 1."""
    whole = sum(agency.weight for agency in agencies)
    return [agency.weight / whole for agency in agencies]


def gaps(
    fields: ReferralFields,
    forum: Forum,
    *,
    has_agency: bool,
    subject_born: bool | None,
    names_person_causing_harm: bool,
    criteria: tuple[CriterionMet, ...],
) -> tuple[Gap, ...]:
    """Return what a referral still lacks, in the order of the form.

    Args:
        fields: its plain answers.
        forum: where it goes.
        has_agency: an agency refers.
        subject_born: the birth date is known; None where the subject is no person.
        names_person_causing_harm: somebody is named who causes harm.
        criteria: what is ticked, with the evidence.
    """
    met = {criterion.criterion_id: criterion.evidence.strip() for criterion in criteria}
    unproved = any(c.needs_reason and met.get(c.id) == "" for c in forum.criteria)
    harm = any(role.causes_harm for role in forum.person_roles)
    missing = {
        Gap.AGENCY: not has_agency,
        Gap.REFERRER: not (fields.referrer_name or fields.practitioner_id),
        Gap.SUBJECT_BORN: subject_born is False,
        Gap.PERSON_CAUSING_HARM: harm
        and subject_born is not None
        and not names_person_causing_harm,
        Gap.CRITERIA: bool(forum.criteria) and not met,
        Gap.EVIDENCE: unproved and not fields.professional_judgement,
        Gap.REASON: not fields.reason.strip(),
        Gap.TOLD_AND_WANTS: fields.told_and_wants is None,
        Gap.SAFE_TO_TELL: fields.safe_to_tell is None,
        Gap.LAWFUL_BASIS: fields.lawful_basis_id is None,
    }
    return tuple(gap for gap, is_missing in missing.items() if is_missing)


def _day_problems(new: NewReferral, today: date) -> dict[str, str]:
    received, happened = new.fields.received_on, new.fields.happened_on
    if received is None:
        return {"received_on": _("Enter the date the referral was received.")}
    if received > today:
        return {"received_on": _("The date the referral was received must not be in the future.")}
    if happened is not None and happened > received:
        return {"happened_on": _("What happened must not lie after the day of the referral.")}
    born = new.subject.born_on if isinstance(new.subject, NewPerson) else None
    if born is not None and born > received:
        return {"subject": _("The date of birth must not lie after the day of the referral.")}
    return {}


def _people_problems(new: NewReferral, forum: Forum) -> dict[str, str]:
    problems: dict[str, str] = {}
    place = new.place_id is not None or place_is_given(new.address, new.postcode)
    hears_places = bool({SubjectKind.PLACE, SubjectKind.GROUP} & set(forum.subject_kinds))
    if new.subject is None and not (place and hears_places):
        problems["subject"] = (
            _("Enter a name or a place.") if hears_places else _("Enter at least one name.")
        )
    elif isinstance(new.subject, NewPerson) and not _has_name(new.subject):
        problems["subject"] = _("Enter at least one name.")
    if any(isinstance(o.person, NewPerson) and not _has_name(o.person) for o in new.others):
        problems["others"] = _("Enter a name for each person, or take the empty line out.")
    roles = [forum.role(other.role_id) for other in new.others]
    if any(role is None or role.subject for role in roles):
        problems["others"] = _("Choose for each other person a role of this forum.")
    known = [(o.person, o.role_id) for o in new.others if isinstance(o.person, int)]
    if len(set(known)) < len(known) or new.subject in {person for person, role in known}:
        problems["others"] = _("The same person is named twice. Take one of the two out.")
    return problems


def _agency_problems(agencies: tuple[ReferringAgency, ...]) -> dict[str, str]:
    ids = [agency.agency_id for agency in agencies]
    if len(set(ids)) < len(ids):
        return {"agencies": _("The same agency is named twice. Take one of the two out.")}
    if any(agency_id not in known_agencies() for agency_id in ids):
        return {"agencies": _("An agency is not in the catalogue. Choose one of the list.")}
    if not all(0 < agency.weight <= HEAVIEST_WEIGHT for agency in agencies):
        return {"agencies": _("Enter a weight above 0, such as 1 or 2, for each agency.")}
    return {}


def _has_name(person: NewPerson) -> bool:
    return bool(shown_name(person.forenames, person.surname, person.known_as))
