"""Records and figures counted elsewhere become cells, or are refused."""

import pytest

from casedesk.disclosure.counts import counts_of, tabulate
from casedesk.disclosure.frame import frame_of
from casedesk.disclosure.spec import Dimension, Spec
from casedesk.errors import PublicationRefusedError
from tests.casedesk.disclosure.examples import ALL, counts_in, expected_of, two_way

MEASURES = Spec(
    k=5,
    zeros="shown",
    dims=(
        Dimension(name="measure", leaves=("referrals", "cameras")),
        Dimension(name="agency", leaves=("A0", "A1"), total="Total"),
    ),
    tables=(("measure", "agency"),),
)


@pytest.mark.parametrize("name", ALL)
def test_examples_have_the_cells_expected(name: str) -> None:
    frame, counts = counts_in(name)
    expected = expected_of(name)
    small = [count for count in counts if frame.spec.is_small(count or 0)]
    assert len(counts) == expected["distinct_cells"]
    assert counts.count(0) == expected["zero_cells"]
    assert len(small) == expected["primary_cells"]
    assert max(count or 0 for count in counts) == expected["grand_total"]


def test_further_columns_are_ignored() -> None:
    frame = frame_of(two_way())
    counts = tabulate(frame, [{"agency": "A0", "answer": "B1", "rid": "R1"}])
    assert sum(count or 0 for count in counts) == 4


@pytest.mark.parametrize("record", [{"agency": "A0"}, {"agency": "A0", "answer": "QX secret"}])
def test_a_missing_column_or_unknown_code_is_refused_without_telling_it(
    record: dict[str, str],
) -> None:
    with pytest.raises(PublicationRefusedError, match="answer") as refused:
        tabulate(frame_of(two_way()), [record])
    assert "secret" not in str(refused.value)


def test_margins_are_added_up_and_wrong_ones_refused() -> None:
    frame = frame_of(MEASURES)
    given = {("referrals", "A0"): 7, ("referrals", "A1"): 5, ("referrals", "Total"): 12}
    counts = counts_of(frame, given)
    assert counts[frame.index["referrals", ""]] == 12
    assert counts[frame.index["cameras", ""]] == 0
    with pytest.raises(PublicationRefusedError, match="do not add up"):
        counts_of(frame, given | {("referrals", ""): 13})


def test_what_was_not_collected_was_not_collected_by_any_split() -> None:
    frame = frame_of(MEASURES)
    counts = counts_of(frame, {("referrals", "A0"): 7, ("cameras", ""): None})
    assert counts[frame.index["cameras", "A1"]] is None
    with pytest.raises(PublicationRefusedError, match="do not add up"):
        counts_of(frame, {("cameras", "A0"): 7, ("cameras", "A1"): 2, ("cameras", ""): None})


def test_a_figure_may_be_collected_without_a_split_but_not_with_half_of_it() -> None:
    frame = frame_of(MEASURES)
    whole = {("cameras", ""): 7, ("cameras", "A0"): None, ("cameras", "A1"): None}
    counts = counts_of(frame, whole)
    assert counts[frame.index["cameras", ""]] == 7
    assert counts[frame.index["cameras", "A0"]] is None
    with pytest.raises(PublicationRefusedError, match="only in part"):
        counts_of(frame, whole | {("cameras", "A0"): 3})


def test_a_split_not_collected_leaves_the_others_as_they_are() -> None:
    by_two = Spec(
        k=5,
        zeros="shown",
        dims=(*MEASURES.dims, Dimension(name="repeat", leaves=("yes", "no"), total="Total")),
        tables=(("measure", "agency"), ("measure", "repeat")),
    )
    frame = frame_of(by_two)
    given = {("cameras", "A0", ""): None, ("cameras", "A1", ""): None}
    given |= {("cameras", "", "yes"): 6, ("cameras", "", "no"): 8}
    counts = counts_of(frame, given)
    assert counts[frame.index["cameras", "", ""]] == 14
