"""When a referral is a repeat."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.forums.catalogue import RepeatAnchor, RepeatParties, RepeatRule, forums
from casedesk.referrals.rules import ReferralFacts, repeat_of, repeats_in_order

RULE = RepeatRule(months=12, anchor=RepeatAnchor.REFERRAL, parties=RepeatParties.ANY)
SIAN, GARETH, RHYS = 1, 2, 3
NEW_ID = 99


def facts(received: date, id_: int | None = 1, **given_: object) -> ReferralFacts:
    values = {"subject_id": SIAN, "other_ids": frozenset({GARETH}), **given_}
    return ReferralFacts(id=id_, received_on=received, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("earlier", "received", "is_repeat"),
    [
        (date(2025, 11, 20), date(2026, 11, 20), True),
        (date(2025, 11, 20), date(2026, 11, 21), False),
        (date(2024, 2, 29), date(2025, 2, 28), True),
        (date(2024, 2, 29), date(2025, 3, 1), False),
        (date(2026, 11, 20), date(2026, 11, 20), True),
    ],
)
def test_the_window_ends_with_the_same_calendar_day_twelve_months_later(
    earlier: date, received: date, is_repeat: bool
) -> None:
    found = repeat_of(RULE, facts(received, NEW_ID), [facts(earlier)])
    assert (found is not None) == is_repeat


def test_the_window_is_counted_from_the_last_referral_even_if_that_was_a_repeat() -> None:
    chain = [
        facts(date(2025, 1, 10), 1),
        facts(date(2025, 9, 1), 2),
        facts(date(2026, 6, 1), 3),
        facts(date(2027, 7, 1), 4),
    ]
    found = repeats_in_order(RULE, chain)
    assert {key: repeat.of_id for key, repeat in found.items()} == {2: 1, 3: 2}


def test_another_person_causing_harm_makes_it_a_different_case() -> None:
    earlier = [facts(date(2026, 1, 10), other_ids=frozenset({RHYS}))]
    new = facts(date(2026, 6, 1), NEW_ID)
    assert repeat_of(RULE, new, earlier) is None
    subject_only = RepeatRule(
        months=12, anchor=RepeatAnchor.REFERRAL, parties=RepeatParties.SUBJECT_ONLY
    )
    assert repeat_of(subject_only, new, earlier) is not None


def test_under_all_every_person_must_be_the_same() -> None:
    every = RepeatRule(months=12, anchor=RepeatAnchor.REFERRAL, parties=RepeatParties.ALL)
    earlier = [facts(date(2026, 1, 10), other_ids=frozenset({GARETH, RHYS}))]
    assert repeat_of(every, facts(date(2026, 6, 1), NEW_ID), earlier) is None
    both = facts(date(2026, 6, 1), NEW_ID, other_ids=frozenset({GARETH, RHYS}))
    assert repeat_of(every, both, earlier) is not None


def test_a_referral_that_the_forum_declined_does_not_count() -> None:
    declined = facts(date(2026, 1, 10), counts=False)
    assert repeat_of(RULE, facts(date(2026, 6, 1), NEW_ID), [declined]) is None


def test_a_denied_or_frozen_referral_is_not_judged_again_but_later_ones_are_judged_by_it() -> None:
    chain = [
        facts(date(2025, 1, 10), 1),
        facts(date(2025, 9, 1), 2, settled=True),
        facts(date(2026, 6, 1), 3),
    ]
    assert {k: r.of_id for k, r in repeats_in_order(RULE, chain).items()} == {3: 2}


def test_where_meetings_count_the_window_begins_on_the_day_it_was_heard() -> None:
    by_meeting = RepeatRule(months=12, anchor=RepeatAnchor.MEETING, parties=RepeatParties.ANY)
    heard = facts(date(2025, 10, 1), heard_on=date(2025, 11, 25))
    new = facts(date(2026, 11, 25), NEW_ID)
    found = repeat_of(by_meeting, new, [heard])
    assert found is not None
    assert found.counted_from == date(2025, 11, 25)
    assert repeat_of(RULE, new, [heard]) is None


def test_where_incidents_count_both_days_are_those_of_the_incident() -> None:
    by_incident = RepeatRule(months=12, anchor=RepeatAnchor.INCIDENT, parties=RepeatParties.ANY)
    earlier = facts(date(2025, 10, 1), happened_on=date(2025, 9, 1))
    late = facts(date(2026, 9, 20), NEW_ID, happened_on=date(2026, 9, 1))
    assert repeat_of(by_incident, late, [earlier]) is not None
    assert repeat_of(by_incident, facts(date(2026, 9, 20), NEW_ID), [earlier]) is None


def test_a_forum_without_a_rule_has_no_repeats() -> None:
    jag = forums()["jag"].repeat
    assert jag is None
    chain = [facts(date(2026, 1, 10), 1), facts(date(2026, 2, 10), 2)]
    assert repeats_in_order(jag, chain) == {}
    assert repeat_of(jag, chain[1], chain[:1]) is None
    assert repeats_in_order(forums()["marac"].repeat, chain).keys() == {2}


people = st.integers(1, 3)
some_referrals = st.lists(
    st.builds(
        ReferralFacts,
        id=st.just(0),
        received_on=st.dates(date(2024, 1, 1), date(2027, 12, 31)),
        subject_id=st.none() | people,
        other_ids=st.frozensets(people, max_size=2),
        heard_on=st.none() | st.dates(date(2024, 1, 1), date(2027, 12, 31)),
        happened_on=st.none() | st.dates(date(2024, 1, 1), date(2027, 12, 31)),
        counts=st.booleans(),
        settled=st.booleans(),
    ),
    max_size=12,
)
rules = st.builds(
    RepeatRule,
    months=st.integers(1, 24),
    anchor=st.sampled_from(RepeatAnchor),
    parties=st.sampled_from(RepeatParties),
)


@given(rules, some_referrals)
def test_judging_many_gives_each_what_judging_it_alone_gives(
    rule: RepeatRule, referrals: list[ReferralFacts]
) -> None:
    numbered = [
        ReferralFacts(
            number,
            r.received_on,
            r.subject_id,
            r.other_ids,
            r.heard_on,
            r.happened_on,
            r.counts,
            r.settled,
        )
        for number, r in enumerate(referrals, start=1)
    ]
    alone = {r.id: repeat_of(rule, r, numbered) for r in numbered}
    assert repeats_in_order(rule, reversed(numbered)) == {
        key: repeat for key, repeat in alone.items() if repeat is not None
    }


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 800))
def test_a_referral_is_a_repeat_until_the_day_of_the_month_is_passed_a_year_later(
    earlier: date, days: int
) -> None:
    """The plain reading of "within 12 months", worked out without adding months."""
    new = earlier + timedelta(days=days)
    within = (new.year - earlier.year, new.month, new.day) <= (1, earlier.month, earlier.day)
    assert (repeat_of(RULE, facts(new, NEW_ID), [facts(earlier)]) is not None) == within
