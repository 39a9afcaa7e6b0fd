"""Later releases: what was shown stays shown, what was hidden stays hidden, all proved together."""

import json
import random

import pytest

from casedesk.disclosure.audit import audit_pattern
from casedesk.disclosure.frame import Key
from casedesk.disclosure.protect import protect
from casedesk.disclosure.published import Marker, PublishedRelease
from casedesk.disclosure.release_files import (
    cell_rows,
    published_files,
    release_core_files,
    release_from_files,
)
from casedesk.disclosure.spec import Dimension, Spec
from casedesk.errors import PublicationRefusedError
from tests.casedesk.disclosure.checking import check_files
from tests.casedesk.disclosure.examples import records_of, released, spec_of, two_way

AGENCIES = tuple(f"A{number:02}" for number in range(10))
GROUPS = ("white", "asian", "black", "mixed")


def scorecard(periods: tuple[str, ...], by: str = "agency") -> Spec:
    """Return a spec as an export makes it: measures and periods have no total."""
    split = {
        "agency": Dimension(name="agency", leaves=AGENCIES, total="Total"),
        "group": Dimension(name="group", leaves=GROUPS, total="Total"),
    }
    return Spec(
        k=5,
        zeros="shown",
        dims=(
            Dimension(name="measure", leaves=("referrals", "closures", "cameras")),
            Dimension(name="period", leaves=periods),
            split[by],
            Dimension(name="repeat", leaves=("yes", "no"), total="Total"),
        ),
        tables=(("measure", "period", by, "repeat"),),
        open=("closures",),
    )


def figures(spec: Spec) -> dict[Key, int | None]:
    """Count invented people; the same person is in the same cells of every spec."""
    by = spec.dims[2].name
    counted: dict[Key, int | None] = {}
    for period in spec.dims[1].leaves:
        counted["cameras", period, "", ""] = None
        for measure in ("referrals", "closures"):
            chance = random.Random(f"{measure} {period}")
            for _person in range(120):
                agency = AGENCIES[int(len(AGENCIES) * chance.random() ** 1.5)]
                group = chance.choices(GROUPS, (12, 4, 2, 1))[0]
                repeat = chance.choices(("yes", "no"), (1, 3))[0]
                key = (measure, period, agency if by == "agency" else group, repeat)
                counted[key] = (counted.get(key) or 0) + 1
    return counted


def release(spec: Spec, *earlier: PublishedRelease) -> PublishedRelease:
    return protect(spec, figures(spec), earlier, doubled_totals=True).published


def test_measures_that_count_no_people_and_those_not_collected() -> None:
    spec = scorecard(("2018Q3", "2017Q3"))
    published = release(spec)
    markers = {key: figure.marker for key, figure in published.figures.items()}
    assert {markers[key] for key in markers if key[0] == "closures"} == {Marker.SHOWN}
    assert {markers[key] for key in markers if key[0] == "cameras"} == {Marker.NOT_COLLECTED}
    assert Marker.HIDDEN in {markers[key] for key in markers if key[0] == "referrals"}


def test_a_year_later_last_year_s_figures_are_as_they_were() -> None:
    first = release(scorecard(("2018Q3", "2017Q3")))
    second = protect(
        scorecard(("2019Q3", "2018Q3")), figures(scorecard(("2019Q3", "2018Q3"))), [first]
    )
    shared = first.figures.keys() & second.published.figures.keys()
    assert len(shared) == 3 * 11 * 3
    assert all(first.figures[key] == second.published.figures[key] for key in shared)
    files = release_core_files(second)
    assert check_files(files).ok
    assert check_files(files, [first]).ok


def test_another_split_of_the_same_people_is_protected_together_with_the_first() -> None:
    periods = ("2018Q3",)
    first = release(scorecard(periods))
    by_group = scorecard(periods, by="group")
    second = protect(by_group, figures(by_group), [first], doubled_totals=True)
    for key, figure in second.published.figures.items():
        if not key[2]:  # totals by repeat stand in both
            assert first.figures[key[0], key[1], "", key[3]] == figure
    files = release_core_files(second)
    assert "joint" in json.loads(files["proof.json"])
    assert check_files(files, [first]).ok
    assert check_files(files).ok


def coarse(spec: Spec) -> Spec:
    return Spec(k=spec.k, zeros=spec.zeros, dims=spec.dims[:1], tables=((spec.dims[0].name,),))


def test_what_was_hidden_is_never_shown_later_even_where_nothing_is_small() -> None:
    spec, records = spec_of("tiny_100pct_row"), records_of("tiny_100pct_row")
    first = protect(spec, records).published
    alone, after = protect(coarse(spec), records), protect(coarse(spec), records, [first])
    assert alone.published.figures["A01",].value == 6
    assert after.published.figures["A01",].marker is Marker.HIDDEN
    assert not check_files(release_core_files(alone), [first]).ok
    assert check_files(release_core_files(after), [first]).ok


def test_a_finer_split_of_a_figure_shown_before_is_refused_where_it_cannot_be_safe() -> None:
    """Three hidden counts of at least 1 that make up 5 cannot each be up to 4."""
    spec = two_way()
    five = [{"agency": "A0", "answer": answer} for answer in ("B0", "B0", "B1", "B1", "B2")]
    records = five + [{"agency": "A1", "answer": "B0"}] * 30
    first = protect(coarse(spec), records).published
    assert first.figures["A0",].value == 5
    with pytest.raises(PublicationRefusedError, match="drop answer") as refused:
        protect(spec, records, [first])
    assert "\n" not in str(refused.value)
    assert protect(spec, records).published.figures["A0", ""].marker is Marker.HIDDEN


def test_running_again_with_the_first_release_behind_gives_the_same_cells() -> None:
    spec, records = spec_of("a_quarter_sparse"), records_of("a_quarter_sparse")
    first = released("a_quarter_sparse").published
    again = protect(spec, records, [first])
    assert again.published == first
    assert check_files(release_core_files(again), [first]).ok


def test_another_threshold_for_published_figures_is_refused() -> None:
    spec, records = spec_of("tiny_two_ones"), records_of("tiny_two_ones")
    first = protect(spec, records).published
    other = Spec(k=8, zeros="shown", dims=spec.dims, tables=spec.tables)
    with pytest.raises(PublicationRefusedError, match="another threshold"):
        protect(other, records, [first])


@pytest.mark.parametrize("late", [{"agency": "A01", "ethnicity": "White"},
                                  {"agency": "A03", "ethnicity": "Asian"}])  # fmt: skip
def test_a_late_record_is_refused_as_it_would_change_published_figures(
    late: dict[str, str],
) -> None:
    """Otherwise the difference between the two releases gives the late record away."""
    spec, records = spec_of("tiny_two_ones"), records_of("tiny_two_ones")
    first = protect(spec, records).published
    with pytest.raises(PublicationRefusedError, match="would now be another"):
        protect(spec, [*records, late], [first])


def test_a_measure_once_protected_cannot_be_opened_later() -> None:
    spec = scorecard(("2018Q3",))
    first = release(spec)
    opened = Spec(k=5, zeros="shown", dims=spec.dims, tables=spec.tables, open=("referrals",))
    with pytest.raises(PublicationRefusedError, match="cannot be open"):
        protect(opened, figures(spec), [first])


def test_a_frozen_quarter_stays_as_first_published_when_a_late_record_comes_in() -> None:
    old, new = ("2018Q3", "2017Q3"), ("2019Q3", "2018Q3")
    first = release(scorecard(old))
    counted = figures(scorecard(new))
    late = ("referrals", "2018Q3", "A00", "no")
    counted[late] = (counted[late] or 0) + 1
    with pytest.raises(PublicationRefusedError, match="would now be another"):
        protect(scorecard(new), counted, [first])
    second = protect(scorecard(new), counted, [first], keep_published=True)
    shared = first.figures.keys() & second.published.figures.keys()
    assert all(first.figures[key] == second.published.figures[key] for key in shared)
    assert check_files(release_core_files(second), [first]).ok


def test_the_joint_pattern_is_safe_for_an_attacker_with_all_releases() -> None:
    """One audit over both tables, every cell of either release as it was published."""
    periods = ("2018Q3",)
    first = release(scorecard(periods))
    by_group = scorecard(periods, by="group")
    second = release(by_group, first)
    dims = (*scorecard(periods).dims[:3], *by_group.dims[2:])
    both = Spec(
        k=5,
        zeros="shown",
        dims=dims,
        tables=(scorecard(periods).tables[0], by_group.tables[0]),
        open=("closures",),
    )
    lines = []
    for published in (first, second):
        for row in cell_rows(published_files(published)["cells.csv"]):
            lines.append(row | {"agency": row.get("agency", ""), "group": row.get("group", "")})
    unsafe = {tuple(sorted(c.items())) for c in audit_pattern(both, lines).unsafe}
    for key, count in figures(scorecard(periods)).items():
        if count is not None and 0 < count < 5 and key[0] == "referrals":
            named = dict(zip(("measure", "period", "agency", "repeat"), key, strict=True))
            assert tuple(sorted((named | {"group": "Total"}).items())) not in unsafe


def test_files_of_a_release_read_back_as_what_was_published() -> None:
    made = protect(spec_of("tiny_two_ones"), records_of("tiny_two_ones"))
    assert release_from_files(release_core_files(made)) == made.published
