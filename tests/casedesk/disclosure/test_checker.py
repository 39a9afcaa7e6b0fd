"""The checker refuses every release that was touched or was never safe."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casedesk.disclosure.checker import check_release
from casedesk.disclosure.frame import frame_of
from casedesk.disclosure.proof import Unprovable, proof_bytes, prove
from casedesk.disclosure.published import HIDDEN, Figure, PublishedRelease
from casedesk.disclosure.release_files import (
    cell_rows,
    published_files,
    release_core_files,
)
from casedesk.disclosure.spec import Dimension, Spec
from casedesk.disclosure.task import Deadline
from tests.casedesk.disclosure.checking import check_files
from tests.casedesk.disclosure.examples import (
    TINY,
    counts_in,
    released,
)

Files = dict[str, bytes]


def files_of(name: str = "tiny_two_ones") -> Files:
    return release_core_files(released(name))


def with_proof(files: Files, change: Callable[[Any], None]) -> Files:
    proof = json.loads(files["proof.json"])
    change(proof["parts"][0])
    return files | {"proof.json": json.dumps(proof).encode()}


def with_line(files: Files, number: int, value: str, marker: str = "") -> Files:
    lines = files["cells.csv"].decode().splitlines()
    lines[number] = ",".join([*lines[number].split(",")[:-2], value, marker])
    return files | {"cells.csv": "\n".join(lines).encode()}


@pytest.mark.parametrize("name", TINY)
def test_no_single_figure_can_be_shown_hidden_or_changed(name: str) -> None:
    files = files_of(name)
    frame, counts = counts_in(name)
    places = frame.places
    for number, row in enumerate(cell_rows(files["cells.csv"]), start=1):
        true = str(counts[places[number - 1].cell])
        other = str(int(true) + 1)
        for value, marker in ((true, ""), (other, ""), ("", "[c]"), ("", "[x]"), ("", "")):
            if (value, marker) != (row["value"], row["marker"]):
                assert not check_files(with_line(files, number, value, marker)).ok


def test_a_missing_or_doubled_line_fails() -> None:
    files = files_of()
    lines = files["cells.csv"].decode().splitlines(keepends=True)
    for changed in (lines[:-1], [*lines, lines[-1]]):
        assert not check_files(files | {"cells.csv": "".join(changed).encode()}).ok


@pytest.mark.parametrize("name", [*TINY, "a_quarter_sparse"])
def test_no_decoy_and_no_bound_that_is_needed_can_be_left_out(name: str) -> None:
    files = files_of(name)
    part = json.loads(files["proof.json"])["parts"][0]
    assert not check_files(with_proof(files, lambda p: p["decoys"].clear())).ok
    for number in range(len(part["bounds"])):
        without = with_proof(files, lambda p, n=number: p["bounds"].pop(n))  # type: ignore[misc]
        assert not check_files(without).ok
    half = with_proof(files, lambda p: p["decoys"].__delitem__(slice(1, None)))
    assert not check_files(half).ok


def test_every_value_of_every_decoy_is_held_against_the_figures() -> None:
    files = files_of()
    part = json.loads(files["proof.json"])["parts"][0]
    for row in range(len(part["decoys"])):
        for column in range(len(part["cells"])):

            def nudge(p: Any, at: tuple[int, int] = (row, column)) -> None:
                p["decoys"][at[0]][at[1]] += 1

            assert not check_files(with_proof(files, nudge)).ok


def test_a_bound_must_follow_from_the_figures() -> None:
    files = files_of()

    def flatter(part: Any) -> None:
        part["bounds"][0]["sums"] = [
            [name, along, 7 * w] for name, along, w in part["bounds"][0]["sums"]
        ]

    assert not check_files(with_proof(files, flatter)).ok


@pytest.mark.parametrize("value", [4.5, True, "4", None, -1])
def test_decoys_are_whole_numbers(value: object) -> None:
    def spoil(part: Any) -> None:
        part["decoys"][0][0] = value

    assert not check_files(with_proof(files_of(), spoil)).ok


@pytest.mark.parametrize("fault", [{"k": 6}, {"k": 9}, {"zeros": "protected"}, {"open": ["A01"]}])
def test_another_threshold_or_treatment_of_zeros_fails(fault: dict[str, object]) -> None:
    files = files_of()
    spec = json.loads(files["spec.json"]) | fault
    assert not check_files(files | {"spec.json": json.dumps(spec).encode()}).ok


def test_tables_linked_in_a_ring_fail_whatever_the_decoys() -> None:
    dims = tuple(Dimension(name=name, leaves=("0", "1"), total="T") for name in "abc")
    tables = (("a", "b"), ("b", "c"), ("c", "a"))
    ring = Spec(k=5, zeros="shown", dims=dims, tables=tables)
    figures = {key: Figure(8 * 2 ** key.count("")) for key in frame_of(ring).keys}
    files = published_files(PublishedRelease(ring, figures))
    result = check_files(files | {"proof.json": b'{"parts": []}'})
    assert "ring" in result.problem


@pytest.mark.parametrize("proof", [b"", b"[]", b"{}", b'{"parts": 3}', b'{"parts": [{}]}', b"\xff"])
def test_a_damaged_proof_is_one_sentence(proof: bytes) -> None:
    result = check_files(files_of() | {"proof.json": proof})
    assert not result.ok
    assert result.problem.endswith(".")


def test_hiding_less_fails_with_the_old_proof_and_has_no_new_one() -> None:
    """Weak patterns of each tiny table, with the proof that its own figures allow."""
    tried = caught = 0
    for name in ("tiny_100pct_row", "tiny_two_ones"):
        files = files_of(name)
        frame, counts = counts_in(name)
        hidden = {
            place.cell
            for place, row in zip(frame.places, cell_rows(files["cells.csv"]), strict=True)
            if row["marker"]
        }
        for cell in sorted(hidden):
            if frame.spec.is_small(counts[cell] or 0):
                continue
            fewer = hidden - {cell}
            figures = {
                key: HIDDEN if number in fewer else Figure(counts[number])
                for number, key in enumerate(frame.keys)
            }
            published = PublishedRelease(frame.spec, figures)
            weak = published_files(published)
            assert not check_files(files | weak).ok
            tried += 1
            try:
                own = {number: figures[key] for number, key in enumerate(frame.keys)}
                parts = prove(frame, own, frozenset(own), Deadline())
            except Unprovable:
                caught += 1
                continue
            caught += not check_files(weak | {"proof.json": proof_bytes(frame, parts)}).ok
    assert tried == caught == 7


def test_a_folder_without_its_files_fails(tmp_path: Path) -> None:
    assert not check_release(tmp_path).ok
    for name, content in files_of().items():
        (tmp_path / name).write_bytes(content)
    result = check_release(tmp_path)
    assert (result.ok, result.hidden) == (True, 6)
    (tmp_path / "proof.json").unlink()
    assert not check_release(tmp_path).ok
