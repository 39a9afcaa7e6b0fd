"""Shares beside counts: only where they tell nothing that a small count would."""

import csv
import json

import pytest

from casedesk.disclosure.percentages import may_show_percent, shown_percent
from casedesk.disclosure.published import HIDDEN, Figure
from tests.casedesk.disclosure.examples import FOLDER

K = 5


def test_the_example_shows_a_share_for_exactly_the_agencies_that_may_have_one() -> None:
    expected = json.loads((FOLDER / "percentages" / "expected.json").read_text())
    with (FOLDER / "percentages" / "counts.csv").open(encoding="utf-8", newline="") as lines:
        refused = [
            row["agency"]
            for row in csv.DictReader(lines)
            if not may_show_percent(int(row["on_time"]), int(row["actions"]), expected["k"])
        ]
    assert refused == expected["must_not_show_percent_for"]


@pytest.mark.parametrize(
    ("numerator", "denominator", "may"),
    [(0, 9, True), (9, 9, True), (5, 10, True), (4, 10, False), (6, 10, False), (0, 4, False),
     (0, 0, False), (11, 10, False)],
)  # fmt: skip
def test_boundaries(numerator: int, denominator: int, may: bool) -> None:
    assert may_show_percent(numerator, denominator, K) is may


def test_a_share_comes_from_shown_figures_only_and_halves_go_up() -> None:
    assert shown_percent(Figure(25), Figure(175), K) == 13
    assert shown_percent(Figure(25), HIDDEN, K) is None
    assert shown_percent(HIDDEN, Figure(25), K) is None
    assert shown_percent(Figure(30), Figure(4), K) is None
