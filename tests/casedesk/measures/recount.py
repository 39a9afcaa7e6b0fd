"""Counts every measure again, plainly: Python over exported rows, sharing nothing with `measures`.

What each measure means is written here a second time, from its source and from the contract of
`count`; days that hang on a moment are worked out from the moment, in local time.
"""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from sqlalchemy import text

from casedesk.resource_files import resource_path
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace

Row = Mapping[str, Any]
Figure = float | int | None

TABLES = """action attendance breach case case_person discussion forum_setting intervention
intervention_step meeting outside_figure person referral referral_agency referral_criterion
register_entry assessment"""

# SafeLives' columns, and which agencies stand in them; all others stand in T.
COLUMNS = {
    "police": "police", "idva": "idva", "childrens_social_care": "childrens_social_care",
    "primary_care": "primary_care", "secondary_care": "secondary_care", "education": "education",
    "housing": "housing", "mental_health": "mental_health", "probation": "probation",
    "voluntary": "voluntary", "substance_misuse": "substance_misuse",
    "adult_social_care": "adult_social_care", "mash": "mash",
}  # fmt: skip
ORDERS = """asb_injunction youth_injunction housing_injunction respect_order cbo closure_order pspo
absolute_ground dvpo dapo spo stpo stro recovery_order fmpo fgmpo"""
LEGAL = """asb_injunction youth_injunction housing_injunction respect_order cbo closure_notice
closure_order cpw cpn dispersal pspo fpn_cpn fpn_pspo absolute_ground"""


def per_cent(above: float, below: float) -> Figure:
    """Return one decimal, half away from zero; None of nothing."""
    if not below:
        return None
    exact = Fraction(str(above)) * 1000 / Fraction(str(below))
    size = int(abs(exact) + Fraction(1, 2))
    return (size if exact >= 0 else -size) / 10


def middle(days: list[int]) -> Figure:
    """Return the middle of `days`, or the mean of the two middle ones."""
    if not days:
        return None
    days = sorted(days)
    half = len(days) // 2
    return days[half] if len(days) % 2 else (days[half - 1] + days[half]) / 2


def age(born: str | None, on: str) -> int | None:
    """Return the years on a day."""
    if born is None:
        return None
    b, d = date.fromisoformat(born), date.fromisoformat(on)
    return d.year - b.year - ((d.month, d.day) < (b.month, b.day))


def working_days(first: str, last: str) -> int:
    """Return the days after `first` up to `last` that are neither weekend nor bank holiday."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    off = holidays.country_holidays("GB", subdiv="ENG", years=range(start.year, end.year + 1))
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(day.weekday() < 5 and day not in off for day in days)


def core_agencies() -> dict[str, set[str]]:
    """Return the agencies that each forum's file names, where they are single agencies."""
    folder = resource_path("catalogues")
    known = tomllib.loads((folder / "agencies.toml").read_text(encoding="utf-8"))["agency"]
    files = (tomllib.loads(p.read_text(encoding="utf-8")) for p in (folder / "forums").iterdir())
    ids = {agency["id"] for agency in known}
    return {forum["id"]: set(forum["agencies"]) & ids for forum in files}


class Recount:
    """The records of one file that count in one period."""

    def __init__(self, workspace: Workspace, first: date, last: date) -> None:
        self.first, self.last = first.isoformat(), last.isoformat()
        self.rows: dict[str, list[Row]] = {}
        with workspace.reading(Permission.READ_RECORDS) as session:
            for table in TABLES.split():
                found = session.execute(text(f'SELECT * FROM "{table}"')).mappings()
                self.rows[table] = [dict(row) for row in found]
        self.cases = {row["id"]: row for row in self.kept("case")}
        self.people = {row["id"]: row for row in self.rows["person"]}
        self.meetings = {row["id"]: row for row in self.kept("meeting")}
        self.used = {row["id"]: row for row in self.kept("intervention")}

    def kept(self, table: str) -> list[Row]:
        """Return the records of a table that stand, also by the case they belong to."""
        kept = [row for row in self.rows[table] if row["error_at"] is None]
        if table not in {"action", "intervention"}:
            return kept
        lost = {row["id"] for row in self.rows["case"] if row["error_at"] is not None}
        return [row for row in kept if row["case_id"] not in lost]

    def inside(self, day: str | None) -> bool:
        return day is not None and self.first <= day[:10] <= self.last

    # -- people -----------------------------------------------------------------

    def part(self, case: int, role: str, on: str = "") -> list[Row]:
        """Return the people with a part in a case that had not ended by a day."""
        links = [
            row
            for row in self.kept("case_person")
            if (row["case_id"], row["role"]) == (case, role)
            if row["ended_on"] is None or row["ended_on"] > on
        ]
        return [self.people[r["person_id"]] for r in sorted(links, key=lambda r: r["id"])]

    def subject(self, case: int) -> Row:
        return next(iter(self.part(case, "subject")), {})

    # -- referrals --------------------------------------------------------------

    def referrals(self, *forums: str, accepted: bool = False) -> list[Row]:
        return [
            row
            for row in self.kept("referral")
            if self.inside(row["received_on"]) and row["case_id"] in self.cases
            if not forums or row["forum_id"] in forums
            if not accepted or row["status"] == "accepted"
        ]

    def agencies(self, referral: int | None) -> dict[str, float]:
        return {
            row["agency_id"]: row["weight"]
            for row in self.rows["referral_agency"]
            if row["referral_id"] == referral
        }

    def criteria(self, referral: int) -> set[str]:
        met = self.rows["referral_criterion"]
        return {row["criterion_id"] for row in met if row["referral_id"] == referral}

    @staticmethod
    def is_repeat(row: Row) -> bool:
        return bool(row["is_repeat"]) and row["repeat_denied_reason"] is None

    def at_high_risk(self, row: Row) -> bool:
        band = self.cases[row["case_id"]]["risk_band"]
        return band in {"high", "very_high"} or bool(
            self.criteria(row["id"]) & {"high_risk", "visible_high_risk"}
        )

    def aged(self, row: Row) -> int | None:
        return age(self.subject(row["case_id"]).get("born_on"), row["received_on"])

    def outcome(self, row: Row) -> str | None:
        heard = [
            (self.meetings[d["meeting_id"]]["held_on"], d["id"], d["outcome"])
            for d in self.kept("discussion")
            if d["referral_id"] == row["id"] and d["status"] == "heard" and d["outcome"]
            if d["meeting_id"] in self.meetings
        ]
        said = max(heard)[2] if heard else row["outcome"]
        words = {
            "not appropriate": "not_appropriate", "signposted elsewhere": "signposted",
            "taken to the panel": "panel",
        }  # fmt: skip
        return None if said is None else words.get(said.lower(), said.lower())

    # -- meetings ---------------------------------------------------------------

    def held(self, *forums: str) -> list[Row]:
        return [
            row
            for row in self.meetings.values()
            if row["status"] == "held" and self.inside(row["held_on"])
            if not forums or row["forum_id"] in forums
        ]

    def heard(self, *forums: str) -> list[tuple[Row, Row, Row | None]]:
        """Return each case heard with its meeting and the referral it was heard on."""
        found = []
        for row in self.kept("discussion"):
            meeting = self.meetings.get(row["meeting_id"])
            if row["status"] != "heard" or meeting is None or row["case_id"] not in self.cases:
                continue
            if self.inside(meeting["held_on"]) and (not forums or meeting["forum_id"] in forums):
                found.append((row, meeting, self._referral_heard(row, meeting)))
        return found

    def _referral_heard(self, row: Row, meeting: Row) -> Row | None:
        named = [r for r in self.kept("referral") if r["id"] == row["referral_id"]]
        if named:
            return named[0]
        earlier = [
            r
            for r in self.kept("referral")
            if r["case_id"] == row["case_id"] and r["received_on"] <= meeting["held_on"]
        ]
        return max(earlier, key=lambda r: r["id"], default=None)

    def children(self, row: Row, referral: Row | None) -> int | None:
        for told in (referral or {}, self.cases[row["case_id"]]):
            if told.get("children_in_household") is not None:
                return int(told["children_in_household"])
        held = self.meetings[row["meeting_id"]]["held_on"]
        return len(self.part(row["case_id"], "child", held)) or None

    # -- interventions ----------------------------------------------------------

    @staticmethod
    def issued(row: Row) -> str | None:
        """Return the local day of the moment of issue, else the day written down."""
        if row["issued_at"] is None:
            return row["issued_on"]  # type: ignore[no-any-return]
        moment = datetime.fromisoformat(row["issued_at"]).replace(tzinfo=UTC)
        return moment.astimezone(ZoneInfo("Europe/London")).date().isoformat()

    def counted(self, powers: str) -> list[Row]:
        orders = ORDERS.split()
        return [
            row
            for row in self.used.values()
            if row["power_id"] in powers.split()
            if self.inside(row["granted_on"] if row["power_id"] in orders else self.issued(row))
        ]

    def breaches(self, powers: str) -> list[tuple[Row, Row]]:
        return [
            (row, self.used[row["intervention_id"]])
            for row in self.kept("breach")
            if self.inside(row["breached_on"]) and row["intervention_id"] in self.used
            if self.used[row["intervention_id"]]["power_id"] in powers.split()
        ]

    def young(self, used: Row, on: str | None) -> bool:
        years = age(self.people.get(used["person_id"], {}).get("born_on"), on or "")
        return years is not None and years < 18

    def reached(self, row: Row, *stages: str) -> bool:
        steps = [s for s in self.kept("intervention_step") if s["intervention_id"] == row["id"]]
        return (
            row["terms"] in stages
            or row["status"] in stages
            or any(s["step_id"] in stages for s in steps)
        )

    # -- registers, figures, actions ---------------------------------------------

    def entries(self, register: str, **asked: Iterable[str]) -> list[Row]:
        return [
            row
            for row in self.kept("register_entry")
            if row["register_id"] == register and self.inside(row["on_day"])
            if all(row[column] in set(values) for column, values in asked.items())
        ]

    def quantity(self, register: str, **asked: Iterable[str]) -> Figure:
        return sum(row["quantity"] for row in self.entries(register, **asked))

    def outside(self, series: str) -> Figure:
        inside = [
            row["value"]
            for row in self.kept("outside_figure")
            if row["series_id"] == series
            if row["from_on"] >= self.first and row["to_on"] <= self.last
        ]
        return sum(inside) if inside else None

    def was_open(self, row: Row) -> bool:
        return row["set_on"] <= self.last and (
            row["closed_on"] is None or row["closed_on"] > self.last
        )
