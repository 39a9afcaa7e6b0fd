"""The example cases, read once more for each test that asks."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from casedesk.disclosure.counts import Count, read_records, tabulate
from casedesk.disclosure.frame import Frame, frame_of
from casedesk.disclosure.protect import protect
from casedesk.disclosure.published import (
    HIDDEN,
    Figure,
    ProtectedRelease,
    PublishedRelease,
)
from casedesk.disclosure.release_files import cell_rows, published_files
from casedesk.disclosure.spec import Dimension, Spec, read_spec

FOLDER = Path(__file__).parents[2] / "data" / "disclosure"
TINY = ("tiny_100pct_row", "tiny_total_below_k", "tiny_two_ones")
PROVED = (*TINY, "a_quarter_zero_protected", "a_quarter_sparse")
ALL = (*PROVED, "a_quarter_busy")


def spec_of(name: str) -> Spec:
    return read_spec(FOLDER / name / "spec.json")


def records_of(name: str) -> list[dict[str, str]]:
    return read_records(FOLDER / name / "micro.csv")


@cache
def released(name: str) -> ProtectedRelease:
    """Return the example's protected release, made once for all tests."""
    return protect(spec_of(name), records_of(name))


def expected_of(name: str) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads((FOLDER / name / "expected.json").read_text())
    return expected


def counts_in(name: str) -> tuple[Frame, tuple[Count, ...]]:
    frame = frame_of(spec_of(name))
    return frame, tabulate(frame, records_of(name))


def lines_hiding(frame: Frame, counts: tuple[Count, ...], hidden: set[int]) -> list[dict[str, str]]:
    """Return the lines of `cells.csv` for a pattern made by hand."""
    figures = {
        key: HIDDEN if cell in hidden else Figure(counts[cell])
        for cell, key in enumerate(frame.keys)
    }
    return cell_rows(published_files(PublishedRelease(frame.spec, figures))["cells.csv"])


def two_way(k: int = 5, zeros: Any = "shown", rows: int = 2, columns: int = 3) -> Spec:
    """Return a spec of one table of agencies by answers."""
    return Spec(
        k=k,
        zeros=zeros,
        dims=(
            Dimension(name="agency", leaves=tuple(f"A{n}" for n in range(rows)), total="Total"),
            Dimension(name="answer", leaves=tuple(f"B{n}" for n in range(columns)), total="Total"),
        ),
        tables=(("agency", "answer"),),
    )
