"""The auditor against figures known from elsewhere."""

import csv
from typing import Any

import pytest

from casedesk.disclosure.audit import AuditResult, audit_pattern
from casedesk.disclosure.spec import Dimension, Spec
from casedesk.errors import PublicationRefusedError
from tests.casedesk.disclosure.examples import (
    ALL,
    FOLDER,
    counts_in,
    expected_of,
    lines_hiding,
    records_of,
    spec_of,
    two_way,
)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("with_records", [True, False])
def test_hiding_small_cells_only_fails_for_exactly_the_cells_known(
    name: str, with_records: bool
) -> None:
    frame, counts = counts_in(name)
    small = {cell for cell, count in enumerate(counts) if frame.spec.is_small(count or 0)}
    lines = lines_hiding(frame, counts, small)
    audit = audit_pattern(frame.spec, lines, records_of(name) if with_records else None)
    assert len(audit.unsafe) == expected_of(name)["primary_only_audit_must_fail_for_cells"]
    assert audit.undecided == ()
    assert all(cell in audit.unsafe for cell in audit.pinned)


def known(file: str) -> list[dict[str, str]]:
    with (FOLDER / "known_answers" / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def audit_sum(case: str, zeros: Any) -> AuditResult:
    rows = [row for row in known("userSupport194_zeros_and_ones.csv") if row["case"] == case]
    cells = [
        {"cell": row["cell"], "value": "" if row["hidden"] == "1" else row["value"]} for row in rows
    ]
    cells.append({"cell": "Total", "value": str(sum(int(row["value"]) for row in rows))})
    leaves = tuple(row["cell"] for row in rows)
    dims = (Dimension(name="cell", leaves=leaves, total="Total"),)
    return audit_pattern(Spec(k=5, zeros=zeros, dims=dims, tables=(("cell",),)), cells)


@pytest.mark.parametrize(("case", "cells"), [("c1", "pq"), ("c2", "rs"), ("c3", "rs")])
def test_hidden_zeros_and_ones_are_pinned_by_their_sum(case: str, cells: str) -> None:
    audit = audit_sum(case, "shown" if case == "c3" else "protected")
    assert audit.pinned == tuple({"cell": cell} for cell in cells)


def test_two_ones_are_not_pinned_where_a_hidden_cell_may_be_zero() -> None:
    audit = audit_sum("c3", "protected")
    assert (len(audit.unsafe), audit.pinned) == (2, ())


def known_table(
    file: str, row: str, column: str, spec: dict[str, Any], hidden: set[tuple[str, str]]
) -> tuple[Spec, list[dict[str, str]], list[dict[str, str]]]:
    """Return spec, lines with the inner cells `hidden`, and records of a known table."""
    rows = known(file)
    dims = tuple(
        Dimension(name=name, leaves=tuple(dict.fromkeys(r[name] for r in rows)), total="Total")
        for name in (row, column)
    )
    made = Spec(dims=dims, tables=((row, column),), **spec)
    lines = []
    for r in (*dims[0].leaves, "Total"):
        for c in (*dims[1].leaves, "Total"):
            inner = [
                int(each["freq"])
                for each in rows
                if r in (each[row], "Total") and c in (each[column], "Total")
            ]
            value = "" if (r, c) in hidden else str(sum(inner))
            lines.append({row: r, column: c, "value": value})
    records = [
        {row: each[row], column: each[column]} for each in rows for _n in range(int(each["freq"]))
    ]
    return made, lines, records


def test_the_four_cells_hidden_in_the_statbank_example_protect_the_zero() -> None:
    block = {(age, geo) for age in ("young", "old") for geo in ("Iceland", "Portugal")}
    protected = {"k": 2, "zeros": "protected"}
    spec, lines, records = known_table("ssb_example1_2014.csv", "age", "geo", protected, block)
    assert audit_pattern(spec, lines, records).unsafe == ()
    alone = {("young", "Portugal")}
    spec, lines, records = known_table("ssb_example1_2014.csv", "age", "geo", protected, alone)
    assert audit_pattern(spec, lines, records).pinned == ({"age": "young", "geo": "Portugal"},)


def test_three_singletons_in_a_row_are_found_unsafe() -> None:
    small = {("1", "A"), ("1", "B"), ("1", "M"), ("2", "A"), ("2", "M")}
    spec, lines, records = known_table(
        "sdctable_issue135.csv", "var1", "var2", {"k": 3, "zeros": "shown"}, small
    )
    audit = audit_pattern(spec, lines, records)
    assert {"var1": "1", "var2": "B"} in audit.pinned
    assert {"var1": "Total", "var2": "B"} in audit.pinned  # a small total that was left shown


def test_a_small_cell_that_is_shown_is_pinned() -> None:
    frame, counts = counts_in("tiny_two_ones")
    audit = audit_pattern(
        frame.spec, lines_hiding(frame, counts, set()), records_of("tiny_two_ones")
    )
    assert len(audit.pinned) == 2


def test_totals_that_are_not_listed_help_nobody() -> None:
    lines = [
        {"agency": "A0", "answer": f"B{n}", "value": value} for n, value in enumerate(("", "9", ""))
    ]
    assert audit_pattern(two_way(), lines).unsafe == ()


def test_lines_that_contradict_each_other_are_refused() -> None:
    lines = [{"agency": "A0", "answer": "B0", "value": value} for value in ("7", "8")]
    with pytest.raises(PublicationRefusedError, match="two different ways"):
        audit_pattern(two_way(), lines)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "no line"),
        ([{"Agency": "A01", "ethnicity": "White", "value": "7"}], "no column agency; add it"),
        ([{"agency": "A01", "ethnicity": "White", "count": "7"}], "no column value; add it"),
    ],
)
def test_a_pattern_that_was_not_understood_is_never_called_safe(
    lines: list[dict[str, str]], sentence: str
) -> None:
    with pytest.raises(PublicationRefusedError, match=sentence):
        audit_pattern(spec_of("tiny_two_ones"), lines)
