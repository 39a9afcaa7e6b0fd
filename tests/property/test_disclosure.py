"""What holds for every small table, judged by trying all tables that fit what is published."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casedesk.disclosure.audit import audit_pattern
from casedesk.disclosure.counts import tabulate
from casedesk.disclosure.frame import frame_of
from casedesk.disclosure.proof import Unprovable, proof_bytes, prove
from casedesk.disclosure.protect import protect
from casedesk.disclosure.published import HIDDEN, Figure, PublishedRelease
from casedesk.disclosure.release_files import cell_rows, published_files, release_core_files
from casedesk.disclosure.task import Deadline
from tests.casedesk.disclosure.by_hand import ends, narrowed, worlds
from tests.casedesk.disclosure.checking import check_files
from tests.casedesk.disclosure.examples import two_way

TABLES = st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=2, max_size=2)
SQUARES = st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=2)
ZEROS = st.sampled_from(["shown", "protected"])
QUIET = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def records_in(table: list[list[int]]) -> list[dict[str, str]]:
    return [
        {"agency": f"A{r}", "answer": f"B{c}"}
        for r, counts in enumerate(table)
        for c, count in enumerate(counts)
        for _person in range(count)
    ]


@QUIET
@given(TABLES, ZEROS, st.sampled_from([3, 5]))
def test_every_small_count_keeps_its_whole_range(
    table: list[list[int]], zeros: Any, k: int
) -> None:
    spec = two_way(k=k, zeros=zeros)
    release = protect(spec, records_in(table))
    files = release_core_files(release)
    lines = cell_rows(files["cells.csv"])
    frame = frame_of(spec)
    counts = tabulate(frame, records_in(table))
    small = {
        (frame.keys[cell][0] or "Total", frame.keys[cell][1] or "Total")
        for cell, count in enumerate(counts)
        if spec.is_small(count or 0)
    }
    assert narrowed(lines, k, spec.lowest_hidden, small) == set()
    assert check_files(files).ok


@QUIET
@given(SQUARES, ZEROS, st.sets(st.integers(0, 7)))
def test_the_checker_accepts_exactly_what_some_table_could_safely_be_published_as(
    table: list[list[int]], zeros: Any, chosen: set[int]
) -> None:
    """Any pattern with a grand total; the proof is the best that its figures allow."""
    k = 4
    spec = two_way(k=k, zeros=zeros, columns=2)
    frame = frame_of(spec)
    counts = tabulate(frame, records_in(table))
    whole = frame.index["", ""]
    small = {cell for cell, count in enumerate(counts) if spec.is_small(count or 0)}
    zero = {cell for cell, count in enumerate(counts) if count == 0 and zeros == "shown"}
    hidden = (small | chosen) - zero - ({whole} - small)
    figures = {
        cell: HIDDEN if cell in hidden else Figure(counts[cell]) for cell in range(len(counts))
    }
    published = PublishedRelease(spec, {key: figures[c] for c, key in enumerate(frame.keys)})
    files = published_files(published)
    lines = cell_rows(files["cells.csv"])

    lowest = spec.lowest_hidden
    wanted = ends(lines, k, lowest)
    names = {(frame.keys[c][0] or "Total", frame.keys[c][1] or "Total") for c in hidden}
    could_be_small = {cell for cell in names if wanted[cell][0] < k}
    told = narrowed(lines, k, lowest, could_be_small)
    possible = any(all(world[cell] >= k for cell in told) for world in worlds(lines, lowest))
    try:
        proof = proof_bytes(frame, prove(frame, figures, frozenset(figures), Deadline()))
        accepted = check_files(files | {"proof.json": proof}).ok
    except Unprovable:
        accepted = False
    assert accepted == possible


@QUIET
@given(TABLES, st.integers(0, 10))
def test_a_pattern_that_hides_less_is_found_by_the_auditor_and_by_the_checker(
    table: list[list[int]], which: int
) -> None:
    spec = two_way()
    records = records_in(table)
    release = protect(spec, records)
    frame = frame_of(spec)
    counts = tabulate(frame, records)
    figures = dict(release.published.figures)
    extra = [
        key
        for cell, key in enumerate(frame.keys)
        if figures[key].value is None and not spec.is_small(counts[cell] or 0)
    ]
    if not extra:
        return
    shown = extra[which % len(extra)]
    figures[shown] = Figure(counts[frame.index[shown]])
    weak = published_files(PublishedRelease(spec, figures))
    assert audit_pattern(spec, cell_rows(weak["cells.csv"]), records).unsafe
    assert not check_files(release_core_files(release) | weak).ok


@QUIET
@given(SQUARES, ZEROS)
def test_the_auditor_agrees_with_trying_every_table(table: list[list[int]], zeros: Any) -> None:
    spec = two_way(zeros=zeros, columns=2)
    frame = frame_of(spec)
    records = records_in(table)
    counts = tabulate(frame, records)
    small = {cell for cell, count in enumerate(counts) if spec.is_small(count or 0)}
    figures = {
        key: HIDDEN if cell in small else Figure(counts[cell])
        for cell, key in enumerate(frame.keys)
    }
    lines = cell_rows(published_files(PublishedRelease(spec, figures))["cells.csv"])
    audit = audit_pattern(spec, lines, records)
    names = {(frame.keys[c][0] or "Total", frame.keys[c][1] or "Total") for c in small}
    unsafe = narrowed(lines, spec.k, spec.lowest_hidden, names)
    assert {(cell["agency"], cell["answer"]) for cell in audit.unsafe} == unsafe
