"""Known ways to see through hidden cells: the plain pattern falls, the protected one stands."""

from itertools import product
from typing import Any

import pytest

from casedesk.disclosure.audit import audit_pattern
from casedesk.disclosure.counts import tabulate
from casedesk.disclosure.frame import frame_of
from casedesk.disclosure.protect import protect
from casedesk.disclosure.release_files import cell_rows, release_core_files
from casedesk.disclosure.spec import Spec
from tests.casedesk.disclosure.by_hand import narrowed
from tests.casedesk.disclosure.examples import lines_hiding, two_way

ATTACKS = {
    "one unknown in a row is found by subtraction": ("shown", [[3, 6, 5], [7, 6, 5]]),
    "two ones that sum to two are both one": ("shown", [[9, 1, 8], [7, 1, 9]]),
    "ones in a chain over row and column": ("shown", [[1, 1, 9], [9, 1, 1]]),
    "a small count next to a zero has no partner": ("shown", [[2, 0, 9], [8, 0, 7]]),
    "a sum equal to the number of hidden cells": ("shown", [[1, 1, 1], [6, 5, 7]]),
    "limits without any equation: hidden parts of a small total": ("shown", [[1, 2, 0], [9, 9, 9]]),
    "hidden zeros are the rest of a sum": ("protected", [[0, 9, 8], [0, 6, 9]]),
    "a row that is nothing but zeros": ("protected", [[0, 0, 0], [6, 7, 6]]),
}


def attacked(zeros: Any, table: list[list[int]]) -> tuple[Spec, list[dict[str, str]]]:
    spec = two_way(zeros=zeros)
    records = [
        {"agency": f"A{r}", "answer": f"B{c}"}
        for r, c in product(range(2), range(3))
        for _person in range(table[r][c])
    ]
    return spec, records


@pytest.mark.parametrize("name", ATTACKS)
def test_attack(name: str) -> None:
    spec, records = attacked(*ATTACKS[name])
    frame = frame_of(spec)
    counts = tabulate(frame, records)
    small = {cell for cell, count in enumerate(counts) if spec.is_small(count or 0)}
    plain = lines_hiding(frame, counts, small)
    assert audit_pattern(spec, plain, records).unsafe

    lines = cell_rows(release_core_files(protect(spec, records))["cells.csv"])
    cells = {(frame.keys[c][0] or "Total", frame.keys[c][1] or "Total") for c in small}
    assert narrowed(lines, spec.k, spec.lowest_hidden, cells) == set()


def test_totals_are_hidden_last_where_that_is_asked_for() -> None:
    spec, records = attacked("shown", [[3, 9, 8], [7, 6, 9]])
    plain, doubled = protect(spec, records), protect(spec, records, doubled_totals=True)

    def hidden_totals(release: Any) -> int:
        figures = release.published.figures
        return sum("" in key and figures[key].value is None for key in figures)

    assert hidden_totals(doubled) <= hidden_totals(plain)
    assert hidden_totals(doubled) == 0
