"""A partnership's workbook of practice referrals, to try the import on; marked as practice."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from casedesk.cases.tables import CasePersonRow
from casedesk.exchange.practice_mark import mark
from casedesk.forums.catalogue import forums
from casedesk.meetings.tables import DiscussionRow, MeetingRow
from casedesk.people.tables import PersonRow
from casedesk.places.tables import PlaceRow
from casedesk.practice.book import Book, Values
from casedesk.practice.service import invented
from casedesk.progress import Unwatched
from casedesk.referrals.tables import ReferralAgencyRow, ReferralCriterionRow, ReferralRow
from casedesk.safe_file import write_file

HEADINGS = (
    "reference", "forum", "received_on", "referring_agency", "other_referring_agencies",
    "criteria", "victim_surname", "victim_forenames", "victim_date_of_birth", "victim_gender",
    "victim_ethnicity", "victim_disabled", "victim_lgbt", "victim_address", "victim_postcode",
    "other_surname", "other_forenames", "other_date_of_birth", "other_role", "relationship",
    "children_in_household", "risk_tool", "risk_score", "professional_judgement", "consent",
    "heard_on", "outcome",
)  # fmt: skip


def write_practice_workbook(path: Path, referrals: int, seed: int, today: date) -> None:
    """Write the referrals of practice data as a workbook that the import can read.

    Args:
        path: the .xlsx file to write.
        referrals: how many rows.
        seed: as for `make_practice_file`; the same seed gives the same referrals.
        today: the day on which they stand.

    Raises:
        OSError: it cannot be written.
    """
    book, _dice = invented(1, referrals, seed, today, Unwatched())
    workbook = Workbook(write_only=True)
    mark(workbook.properties)
    sheet = workbook.create_sheet("Referrals")
    sheet.append(HEADINGS)
    for row in _rows(book):
        sheet.append(row)
    content = BytesIO()
    workbook.save(content)
    write_file(path, content.getvalue())


def _rows(book: Book) -> Iterator[list[Any]]:
    people, places = book.rows[PersonRow], book.rows[PlaceRow]
    agencies = _lists(book.rows[ReferralAgencyRow], "agency_id")
    criteria = _lists(book.rows[ReferralCriterionRow], "criterion_id")
    parts: dict[tuple[int, str], Values] = {}
    for link in book.rows[CasePersonRow]:
        parts.setdefault((link["case_id"], link["role"]), link)
    heard = _heard(book)
    for referral in book.rows[ReferralRow]:
        case = referral["case_id"]
        subject = people[parts[case, "subject"]["person_id"] - 1]
        harming = parts.get((case, "harming"))
        other = people[harming["person_id"] - 1] if harming else {}
        place = places[referral["place_id"] - 1]
        first, *rest = agencies[referral["id"]]
        day, outcome = heard.get(referral["id"], (None, None))
        yield [
            *(referral["reference"], referral["forum_id"], referral["received_on"]),
            *(first, "; ".join(rest) or None, "; ".join(criteria.get(referral["id"], ())) or None),
            *(subject["surname"], subject["forenames"], subject["born_on"], subject["gender"]),
            *(subject["ethnicity_group"], subject["disabled"], subject["lgbt"]),
            *(place["address"], place["postcode"]),
            *(other.get("surname"), other.get("forenames"), other.get("born_on")),
            harming["forum_role_id"] if harming else None,
            harming["relationship_kind"] if harming else None,
            *(referral["children_in_household"], referral["risk_tool_id"], referral["risk_score"]),
            *(referral["professional_judgement"], referral["told_and_wants"]),
            *(day, outcome if referral["status"] == "accepted" else _refusal(referral["forum_id"])),
        ]


def _refusal(forum_id: str) -> str:
    return next(outcome.id for outcome in forums()[forum_id].outcomes if not outcome.accepted)


def _lists(rows: list[Values], column: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row["referral_id"], []).append(row[column])
    return found


def _heard(book: Book) -> dict[int, tuple[date, str | None]]:
    days = [meeting["held_on"] for meeting in book.rows[MeetingRow]]
    return {
        row["referral_id"]: (days[row["meeting_id"] - 1], row["outcome"])
        for row in book.rows[DiscussionRow]
        if row["status"] == "heard"
    }
