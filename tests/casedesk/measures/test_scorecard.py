"""The scorecard of a small book: parts and wholes are protected as one, under one name each."""

import csv
from datetime import date, timedelta
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
