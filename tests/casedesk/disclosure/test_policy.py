"""What is small and how long protecting may take, as the partnership publishes."""

from casedesk.disclosure.policy import policy


def test_one_to_four_are_hidden_none_is_shown_and_a_minute_is_all_it_may_take() -> None:
    assert (policy().k, policy().zeros) == (5, "shown")
    assert policy().time_cap_seconds == 60
