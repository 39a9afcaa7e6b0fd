"""When a referral is a repeat. Pure functions: same input, same answer.

The definition (SafeLives, https://safelives.org.uk/definition-repeat-marac): the same
victim with the same person causing harm again within 12 months of the last referral,
whether that one was itself a repeat or not. Months, the day they are counted from and
the people who must agree are data of the forum, because areas differ; after the window
a referral is a new one, and with a different person causing harm it is a different case.
"""

import calendar
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from casedesk.forums.catalogue import RepeatAnchor, RepeatParties, RepeatRule
from casedesk.i18n import _


@dataclass(frozen=True, slots=True)
class ReferralFacts:
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


@dataclass(frozen=True, slots=True)
class Repeat:
    """That a referral is a repeat: of which one, counted from which day, by which rule."""

    of_id: int
    counted_from: date
    rule: str


def months_later(day: date, months: int) -> date:
    """Return the same calendar day so many months later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


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
        RepeatAnchor.REFERRAL: _("{who} again within {months} months of the last referral"),
        RepeatAnchor.MEETING: _("{who} again within {months} months of the last hearing"),
        RepeatAnchor.INCIDENT: _("{who} again within {months} months of the last incident"),
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
        if self._day_of(new) > months_later(counted_from, self._rule.months):
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
