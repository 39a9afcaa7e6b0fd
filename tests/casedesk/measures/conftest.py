"""A small book of records for counting: each call writes one thing that can be counted."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from casedesk.actions.model import ActionStatus
from casedesk.actions.tables import ActionRow
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.interventions.tables import BreachRow, InterventionRow
from casedesk.meetings.tables import AttendanceRow, DiscussionRow, MeetingRow
from casedesk.outside_figures.tables import OutsideFigureRow
from casedesk.people.tables import PersonRow
from casedesk.referrals.tables import ReferralAgencyRow, ReferralCriterionRow, ReferralRow
from casedesk.registers.tables import RegisterEntryRow
from casedesk.security.roles import Permission
from casedesk.storage.base import Base
from casedesk.workspace.workspace import Workspace


class Book:
    """Writes records; what a test does not name is ordinary."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.number = 0

    def add(self, row: Base) -> int:
        with self.workspace.changing(Permission.CHANGE_RECORDS) as change:
            change.add(row)
            change.audit("test.recorded", row.__tablename__)
        return int(row.id)  # type: ignore[attr-defined]

    def next(self) -> str:
        self.number += 1
        return f"T-{self.number:04}"

    def referral(self, day: date, agencies: str = "police", **given: Any) -> int:
        """Record a case with one accepted referral; `agencies` share it, the first leads."""
        forum = given.pop("forum_id", "marac")
        case = self.add(CaseRow(reference=self.next(), forum_id=forum, opened_on=day))
        referral = self.add(
            ReferralRow(
                reference=self.next(), forum_id=forum, case_id=case, received_on=day, **given
            )
        )
        named = agencies.split()
        for place, agency in enumerate(named):
            self.add(
                ReferralAgencyRow(
                    referral_id=referral,
                    agency_id=agency,
                    weight=1 / len(named),
                    is_lead=place == 0,
                )
            )
        return case

    def person(self, case: int, role: str = "subject", **given: Any) -> int:
        person = self.add(
            PersonRow(
                surname="Quill", surname_key="quill", forenames_key="", sound_key="KL", **given
            )
        )
        self.add(CasePersonRow(case_id=case, person_id=person, role=role))
        return person

    def meeting(self, day: date, forum: str = "marac", **given: Any) -> int:
        return self.add(MeetingRow(forum_id=forum, held_on=day, **{"status": "held", **given}))

    def heard(self, meeting: int, case: int, **given: Any) -> int:
        usual = {"position": case, "status": "heard"}
        return self.add(DiscussionRow(meeting_id=meeting, case_id=case, **{**usual, **given}))

    def came(self, meeting: int, agency: str, status: str = "present") -> int:
        return self.add(AttendanceRow(meeting_id=meeting, agency_id=agency, status=status))

    def action(self, due: date | None, closed: date | None = None, status: str = "") -> int:
        found = status or ("open" if closed is None else "done")
        return self.add(
            ActionRow(
                reference=self.next(),
                agency_id="police",
                task="Visit",
                set_on=date(2026, 1, 1),
                due_on=due,
                closed_on=closed,
                status=ActionStatus(found),
            )
        )

    def used(self, power: str, **given: Any) -> int:
        return self.add(InterventionRow(reference=self.next(), power_id=power, **given))

    def breach(self, intervention: int, day: date) -> int:
        return self.add(BreachRow(intervention_id=intervention, breached_on=day))

    def entry(self, register: str, day: date, **given: Any) -> int:
        return self.add(RegisterEntryRow(register_id=register, on_day=day, **given))

    def outside(
        self, series: str, first: date, last: date, value: float, area: str | None = None
    ) -> int:
        return self.add(
            OutsideFigureRow(series_id=series, from_on=first, to_on=last, value=value, area=area)
        )

    def referral_of(self, case: int) -> int:
        with self.workspace.reading(Permission.READ_RECORDS) as session:
            found = session.scalar(select(ReferralRow.id).where(ReferralRow.case_id == case))
        return int(found or 0)

    def criterion(self, case: int, criterion: str) -> int:
        referral = self.referral_of(case)
        return self.add(ReferralCriterionRow(referral_id=referral, criterion_id=criterion))


@pytest.fixture
def book(workspace: Workspace) -> Book:
    """An empty book."""
    return Book(workspace)
