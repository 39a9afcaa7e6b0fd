"""The example cases: nothing unsafe, the proved optimum, a proof that holds."""

import pytest

from casedesk.disclosure.audit import audit_pattern
from casedesk.disclosure.protect import protect
from casedesk.disclosure.release_files import cell_rows, release_core_files
from casedesk.disclosure.spec import Dimension, Spec
from casedesk.errors import PublicationRefusedError
from tests.casedesk.disclosure.checking import check_files
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


def dimensions(leaves: int) -> tuple[Dimension, ...]:
    codes = tuple(f"C{number}" for number in range(leaves))
    return tuple(Dimension(name=name, leaves=codes, total="Total") for name in "abc")


@pytest.mark.parametrize(
    ("leaves", "tables", "says"),
    [
        (3, ("ab", "bc", "ca"), "ring"),
        (11, ("abc",), "More than 1500 counts"),
    ],
)
def test_what_is_out_of_reach_is_refused_in_one_sentence_that_names_a_dimension(
    leaves: int, tables: tuple[str, ...], says: str
) -> None:
    wanted = tuple(tuple(table) for table in tables)
    spec = Spec(k=5, zeros="shown", dims=dimensions(leaves), tables=wanted)
    with pytest.raises(PublicationRefusedError, match=says) as refused:
        protect(spec, [{"a": "C0", "b": "C0", "c": "C0"}])
    assert " a" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_out_of_time_is_refused_with_the_detail_to_drop() -> None:
    with pytest.raises(PublicationRefusedError, match="drop agency"):
        protect(spec_of("tiny_two_ones"), records_of("tiny_two_ones"), seconds=0)


def test_the_detail_to_drop_is_one_of_the_figures_that_failed() -> None:
    """What has most codes, but splits another measure, would not help."""
    few, many = (tuple(f"{name}{n}" for n in range(size)) for name, size in (("f", 2), ("m", 9)))
    spec = Spec(
        k=5,
        zeros="shown",
        dims=(
            Dimension(name="measure", leaves=("referrals",)),
            Dimension(name="few", leaves=few, total="Total"),
            Dimension(name="many", leaves=many, total="Total"),
        ),
        tables=(("measure", "few"), ("measure", "many")),
    )
    counts: dict[tuple[str, ...], int | None] = {("referrals", "f0", ""): 2}
    counts |= {("referrals", "f1", ""): 30} | {("referrals", "", code): None for code in many}
    assert protect(spec, counts).hidden_beyond_need > 0
    with pytest.raises(PublicationRefusedError, match="drop few"):
        protect(spec, counts, seconds=0)


def test_two_linked_tables_are_protected_together() -> None:
    """The shared margin is one cell: hidden in one table, it is hidden in the other."""
    spec = Spec(k=5, zeros="shown", dims=dimensions(3), tables=(("a", "b"), ("b", "c")))
    records = [{"a": f"C{n % 3}", "b": f"C{n * n % 3}", "c": f"C{n % 7 % 3}"} for n in range(45)]
    release = protect(spec, records)
    files = release_core_files(release)
    assert check_files(files).ok
    audit = audit_pattern(spec, cell_rows(files["cells.csv"]), records)
    assert (audit.unsafe, audit.undecided) == ((), ())
    tables = {table.name: {c.codes: c.figure for c in table.cells} for table in release.tables}
    for code in ("C0", "C1", "C2", "Total"):
        assert tables["a*b"]["Total", code] == tables["b*c"][code, "Total"]
