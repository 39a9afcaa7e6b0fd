"""The scorecard of a small book: parts and wholes are protected as one, under one name each."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from casedesk.dates import days_between
from casedesk.disclosure.checker import check_release
from casedesk.errors import PublicationRefusedError
from casedesk.releases.model import Audience
from casedesk.releases.service import preview, publish
from casedesk.workspace.workspace import Workspace

SCORECARD = "csp_quarterly_scorecard"
QUARTER = days_between(date(2026, 1, 1), date(2026, 3, 31))
DAY = date(2026, 2, 10)
EMPTY = "Nothing was recorded in this period or a year before, so there is nothing to show."


def published(book: Any, folder: Path) -> dict[str, str]:
    """Publish the quarter and return each figure by measure and where it is split."""
    publish(book.workspace, SCORECARD, QUARTER, Audience.PUBLIC, folder)
    assert check_release(folder).ok
    with (folder / "cells.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["period"].startswith("2026")]
    axes = [name for name in rows[0] if name not in {"table", "measure", "period"}][:-2]
    return {
        " ".join([row["measure"], *(row[a] for a in axes if row[a])]): row["value"] or row["marker"]
        for row in rows
    }


def test_a_referral_of_a_victim_cannot_be_taken_from_the_powers_it_is_one_of(
    book: Any, tmp_path: Path
) -> None:
    for power, times in (("nrm_referral", 2), ("stpo", 7)):
        for _use in range(times):
            book.used(power, issued_on=DAY, granted_on=DAY)
    cells = published(book, tmp_path / "q")
    assert cells["exploitation.powers nrm_referral"] == "[c]"
    # With 9 in all shown, the orders would give the 2 away: they are hidden with them.
    assert [cells["exploitation.powers"], cells["exploitation.powers others"]].count("[c]") >= 1
    assert not [key for key in cells if key.startswith("nrm.")]


def test_groups_that_overlap_are_protected_together(book: Any, tmp_path: Path) -> None:
    for criteria, times in (
        ("alcohol_dependency", 6), ("drug_dependency", 9),
        ("alcohol_dependency drug_dependency", 1), ("", 20),
    ):  # fmt: skip
        for _person in range(times):
            case = book.referral(DAY, forum_id="iom")
            for criterion in criteria.split():
                book.criterion(case, criterion)
    cells = published(book, tmp_path / "q")
    parts = ("alcohol_only", "drugs_only", "both", "alcohol", "drugs", "any")
    shown = {part for part in parts if cells[f"iom.cohort {part}"] != "[c]"}
    assert "both" not in shown
    assert not {"alcohol_only", "alcohol"} <= shown
    assert not {"drugs_only", "drugs"} <= shown


def test_an_outcome_is_published_with_the_referrals_it_belongs_to(
    book: Any, tmp_path: Path
) -> None:
    for outcome, times in (("adopted", 6), ("signposted", 3), (None, 11)):
        for _referral in range(times):
            book.referral(DAY, forum_id="channel", outcome=outcome)
    cells = published(book, tmp_path / "q")
    assert cells["channel.referrals signposted"] == "[c]"
    assert cells["channel.referrals panel"] == "0"
    assert cells["channel.referrals"] == "20"
    assert "Referrals to Channel with an outcome" in (tmp_path / "q" / "scorecard.csv").read_text(
        "utf-8-sig"
    )


def test_repeats_nobody_could_tell_are_not_collected(book: Any, tmp_path: Path) -> None:
    for _referral in range(6):
        book.referral(DAY, forum_id="asbrac")
    cells = published(book, tmp_path / "q")
    assert cells["asbrac.referrals"] == "6"
    assert cells["asbrac.referrals yes"] == cells["asbrac.referrals no"] == "[x]"


def test_figures_from_elsewhere_stand_under_one_name_and_only_where_they_add_up(
    book: Any, tmp_path: Path
) -> None:
    for month in (1, 2):
        first = date(2026, month, 1)
        for series, value in (
            ("idva.clients", 60), ("robbery", 3), ("survey.safe_after_dark", 87),
            ("treatment.deaths", 2), ("crime.family_rank", 8),
        ):  # fmt: skip
            book.outside(series, first, first + timedelta(days=27), value)
    cells = published(book, tmp_path / "q")
    assert {key: value for key, value in cells.items() if not key.endswith(" Total")} == {
        "idva.clients": "120",
        "outside:robbery": "6",
        "outside:treatment.deaths": "[c]",
    }


def test_with_nothing_recorded_or_before_anything_happens_it_says_so(
    workspace: Workspace, book: Any, tmp_path: Path
) -> None:
    for _time in range(2):
        with pytest.raises(PublicationRefusedError, match=EMPTY):
            preview(workspace, SCORECARD, QUARTER, Audience.PUBLIC)
        with pytest.raises(PublicationRefusedError, match=EMPTY):
            publish(workspace, SCORECARD, QUARTER, Audience.PUBLIC, tmp_path / "q")
        assert not (tmp_path / "q").exists()
        book.referral(date(2020, 5, 5))


NOT_BEGUN = "This period has not begun yet, so there is nothing to publish."


@pytest.mark.parametrize(
    ("return_id", "audience"),
    [
        (SCORECARD, Audience.PUBLIC),
        (SCORECARD, Audience.PARTNERS),
        ("asb_case_review_publication", Audience.PUBLIC),
        ("safelives_marac", Audience.RECIPIENT),
    ],
)
def test_what_has_not_begun_is_not_published(
    book: Any, tmp_path: Path, return_id: str, audience: Audience
) -> None:
    book.referral(date(2026, 1, 5))  # the year before has figures, so zeros would be published
    for first in (date(2026, 11, 21), date(2027, 1, 1)):
        ahead = days_between(first, date(2027, 3, 31))
        with pytest.raises(PublicationRefusedError, match=NOT_BEGUN):
            publish(book.workspace, return_id, ahead, audience, tmp_path / "q")
        assert not (tmp_path / "q").exists()
    with pytest.raises(PublicationRefusedError, match=NOT_BEGUN):
        preview(book.workspace, SCORECARD, ahead, Audience.PUBLIC)


def test_a_period_that_is_not_over_is_published_with_a_word_of_warning(
    book: Any, tmp_path: Path
) -> None:
    book.referral(date(2026, 11, 20))
    present = days_between(date(2026, 10, 1), date(2026, 11, 20))
    over = days_between(date(2026, 10, 1), date(2026, 11, 19))
    book.referral(date(2026, 11, 19))
    assert preview(book.workspace, SCORECARD, present, Audience.PUBLIC).unfinished
    assert not preview(book.workspace, SCORECARD, over, Audience.PUBLIC).unfinished
    made = publish(book.workspace, SCORECARD, present, Audience.PUBLIC, tmp_path / "q")
    assert made.unfinished


def test_a_clock_that_lags_behind_the_records_does_not_stop_a_publication(
    book: Any, clock: Any, tmp_path: Path
) -> None:
    book.referral(date(2026, 11, 19))
    clock.moment = datetime(2024, 1, 1, 9, 0, tzinfo=UTC)
    recent = days_between(date(2026, 11, 1), date(2026, 11, 19))
    assert publish(book.workspace, SCORECARD, recent, Audience.PUBLIC, tmp_path / "q").release_id


def test_tables_and_charts_that_would_be_empty_are_left_out(book: Any) -> None:
    for _referral in range(6):
        book.referral(DAY, forum_id="asbrac")  # no repeat rule: not collected
    for _referral in range(7):
        book.referral(DAY, is_repeat=True)
    book.used("nrm_referral", issued_on=DAY)
    view = preview(book.workspace, SCORECARD, QUARTER, Audience.PUBLIC).view
    named = [(split.measure, split.axis_title) for split in view.splits]
    assert named == [
        ("marac.referrals", "Agency"),
        ("marac.referrals", "Repeat"),
        ("exploitation.powers", "Power"),
    ]
    # The one referral of a victim is hidden, so its chart would have no bar.
    assert [chart.title for chart in view.charts] == [
        "Referrals to the MARAC by agency",
        "Referrals to the MARAC by repeat",
    ]
