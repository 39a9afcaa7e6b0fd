"""The figures on ASB case reviews that the law asks for leave as they are, small ones too."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from casedesk.dates import days_between
from casedesk.releases.model import Audience
from casedesk.releases.service import publish

YEAR = days_between(date(2025, 4, 1), date(2026, 3, 31))


def test_one_to_four_and_none_are_published_as_they_are(book: Any, tmp_path: Path) -> None:
    for terms in ("threshold_not_met", "review_held", "recommendations_made"):
        book.used("asb_case_review", issued_on=date(2025, 6, 1), terms=terms)
    target = tmp_path / "release"
    publish(book.workspace, "asb_case_review_publication", YEAR, Audience.PUBLIC, target)
    with (target / "cells.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["period"].startswith("2025-04-01")]
    assert {row["measure"]: (row["value"], row["marker"]) for row in rows} == {
        "acr.applications": ("3", ""),
        "acr.threshold_not_met": ("1", ""),
        "acr.reviews": ("2", ""),
        "acr.with_recommendations": ("1", ""),
    }
