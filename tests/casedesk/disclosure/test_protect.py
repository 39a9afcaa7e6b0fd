"""The example cases: nothing unsafe, the proved optimum, a proof that holds."""

import pytest

from casedesk.disclosure.audit import audit_pattern
from casedesk.disclosure.checker import check_files
from casedesk.disclosure.protect import protect
from casedesk.disclosure.release_files import cell_rows, release_core_files
from tests.casedesk.disclosure.examples import (
    ALL,
    PROVED,
    counts_in,
    expected_of,
    records_of,
    released,
    spec_of,
)


@pytest.mark.parametrize("name", ALL)
def test_no_small_cell_of_an_example_can_be_narrowed_down(name: str) -> None:
    cells = cell_rows(release_core_files(released(name))["cells.csv"])
    audit = audit_pattern(spec_of(name), cells, records_of(name))
    assert (audit.unsafe, audit.pinned, audit.undecided) == ((), (), ())


@pytest.mark.parametrize("name", PROVED)
def test_the_cost_of_hiding_is_the_proved_optimum(name: str) -> None:
    assert released(name).cost == pytest.approx(
        expected_of(name)["optimal"]["weighted_cost"], abs=5e-4
    )


def test_where_no_optimum_is_known_the_cost_is_at_most_the_reference() -> None:
    optimal = expected_of("a_quarter_busy")["optimal"]
    assert optimal["lower_bound"] <= released("a_quarter_busy").cost <= optimal["reference_cost"]


@pytest.mark.parametrize("name", ALL)
def test_every_figure_shown_is_true_and_zeros_follow_the_spec(name: str) -> None:
    frame, counts = counts_in(name)
    figures = released(name).published.figures
    for key, count in zip(frame.keys, counts, strict=True):
        assert figures[key].value in (count, None)
        if count == 0:
            assert figures[key].value == (0 if frame.spec.zeros == "shown" else None)


@pytest.mark.parametrize("name", ALL)
def test_the_proof_holds(name: str) -> None:
    assert check_files(release_core_files(released(name))).ok


def test_the_same_records_always_give_the_same_bytes() -> None:
    name = "a_quarter_sparse"
    again = protect(spec_of(name), list(reversed(records_of(name))))
    assert release_core_files(again) == release_core_files(released(name))


def test_a_row_that_is_all_one_value_is_flagged() -> None:
    flagged = {(w.where, w.dimension) for w in released("tiny_100pct_row").warnings}
    assert (("A01", ""), "repeat") in flagged
    assert not released("tiny_two_ones").warnings
