"""What a spec may say, and the sentence it gets when it may not."""

import json
from typing import Any

import pytest

from casedesk.disclosure.frame import frame_of
from casedesk.disclosure.spec import Spec, has_cycle, spec_bytes, spec_from_bytes
from casedesk.errors import PublicationRefusedError
from tests.casedesk.disclosure.examples import two_way


def changed(**given: Any) -> bytes:
    return json.dumps(json.loads(spec_bytes(two_way())) | given).encode()


def dimension(**given: Any) -> dict[str, Any]:
    return {"name": "agency", "leaves": ["A0", "A1"], "groupings": [], "total": "Total"} | given


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({"k": 2}, "threshold"),
        ({"k": "5"}, "does not describe tables"),
        ({"zeros": "maybe"}, "does not describe tables"),
        ({"tables": [["agency", "sex"]]}, "different dimensions"),
        ({"tables": [["agency"], ["agency"]]}, "different dimensions"),
        ({"tables": [["agency"]]}, "stands in no table"),
        ({"dims": [dimension(leaves=["A0", "a0 "])], "tables": [["agency"]]}, "one code for two"),
        ({"dims": [dimension(total="A0")], "tables": [["agency"]]}, "one code for two"),
        ({"dims": [dimension(leaves=[])], "tables": [["agency"]]}, "needs codes"),
        ({"dims": [dimension(groupings=[{"A9": "S"}])], "tables": [["agency"]]}, "needs codes"),
        ({"dims": [dimension(name="value")], "tables": [["value"]]}, "different names"),
        ({"dims": [dimension(leaves=["=1+1"])], "tables": [["agency"]]}, "like a formula"),
        ({"open": ["A0"]}, "Open codes"),
    ],
)
def test_a_faulty_spec_is_refused_in_one_sentence(fault: dict[str, Any], says: str) -> None:
    with pytest.raises(PublicationRefusedError, match=says) as refused:
        spec_from_bytes(changed(**fault))
    assert str(refused.value).count("\n") == 0


def test_a_dimension_without_total_must_stand_in_every_table() -> None:
    measure = {"name": "measure", "leaves": ["m1", "m2"], "groupings": [], "total": None}
    dims = [measure, dimension()]
    spec_from_bytes(changed(dims=dims, tables=[["measure", "agency"], ["measure"]]))
    with pytest.raises(PublicationRefusedError, match="every table"):
        spec_from_bytes(changed(dims=dims, tables=[["measure", "agency"], ["agency"]]))


@pytest.mark.parametrize(
    ("tables", "ring"),
    [
        (["ab"], False),
        (["ab", "bc"], False),
        (["ab", "bc", "cd", "a"], False),
        (["mab", "mbc"], False),
        (["ab", "cd"], False),
        (["ab", "bc", "ca"], True),
        (["mab", "mbc", "mca"], True),
        (["ab", "bc", "ca", "abc"], False),
        (["ab", "bc", "cd", "da"], True),
    ],
)
def test_tables_linked_in_a_ring_are_known(tables: list[str], ring: bool) -> None:
    assert has_cycle(tables) is ring


def test_cells_that_two_tables_share_are_one_cell() -> None:
    spec = two_way()
    both = Spec(k=5, zeros="shown", dims=spec.dims, tables=(("agency", "answer"), ("agency",)))
    assert frame_of(both).keys == frame_of(spec).keys
    assert len(frame_of(both).places) == len(frame_of(spec).places) + 3


def test_far_too_many_cells_are_refused_before_they_are_listed() -> None:
    with pytest.raises(PublicationRefusedError, match="more than"):
        frame_of(two_way(rows=3000, columns=3000))
