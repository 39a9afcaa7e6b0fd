"""Fills a file with everything that can be counted, drawn by lot: no lifelike data are so dense.

Days crowd around the ends of quarters, people around the birthdays that matter, and every table
has records made in error, blank answers and words of a partnership's own.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from casedesk.actions.model import ActionStatus
from casedesk.actions.tables import ActionRow
from casedesk.agencies.catalogue import agencies
from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.dates import LONDON, add_months, local_day
from casedesk.forums.catalogue import forums
from casedesk.forums.tables import ForumSettingRow
from casedesk.interventions.catalogue import powers
from casedesk.interventions.tables import BreachRow, InterventionRow, InterventionStepRow
from casedesk.measures.catalogue import measures
from casedesk.meetings.tables import AttendanceRow, DiscussionRow, MeetingRow
from casedesk.outside_figures.tables import OutsideFigureRow
from casedesk.people.tables import PersonRow
from casedesk.referrals.tables import ReferralAgencyRow, ReferralCriterionRow, ReferralRow
from casedesk.registers.catalogue import registers
from casedesk.registers.tables import RegisterEntryRow
from casedesk.risk.tables import AssessmentRow
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Change, Workspace

T = TypeVar("T")

FORUMS = (
    *("marac",) * 5, *("iom",) * 2, "asbrac", "sarac", "jag", "jag_youth", "jag_adults_at_risk",
    *("channel",) * 3, "hate_case_monitoring", "case_conference", "ce_missing_partnership",
)  # fmt: skip
REFERRING = ("police", "idva", "housing", "education", "mash", "probation", "fire", "voluntary")
USUAL_POWERS = ("closure_order", "closure_order", "cpn", "abc", "warning_letter", "asb_case_review")
GROUPS = ("white", "asian", "black", "mixed", "other", "not_known", None)
DETAILS = (None, "white_british", "white_irish", "white_other", "asian_indian", "as told")
OUTCOMES = (None, "adopted", "Taken to the panel", "Not appropriate", "as agreed", "we shall see")
TERMS = (None, "full", "threshold_not_met", "review_held", "recommendations", "as agreed")
STAGES = ("review_held", "recommendations_made", "threshold_not_met", "served")
CASES, USES, ENTRIES, FIGURES = 160, 200, 300, 120


def fill(workspace: Workspace, seed: int) -> None:
    """Write everything, drawn by lot from `seed`."""
    with workspace.changing(Permission.CHANGE_RECORDS) as change:
        _Filler(change, Random(seed)).fill()
        change.audit("test.recorded", "book")


class _Filler:
    def __init__(self, change: Change, lot: Random) -> None:
        self.change, self.lot = change, lot
        self.number = 0

    def fill(self) -> None:
        self.meetings = [self.add(MeetingRow, **self.meeting()) for _one in range(60)]
        self.people = [self.add(PersonRow, **self.person(self.day())) for _one in range(60)]
        if self.lot.random() < 0.5:
            self.add(ForumSettingRow, forum_id="asbrac", repeat_months=self.pick((0, 12)))
        for _one in range(CASES):
            self.case()
        for _one in range(USES):
            self.use()
        for _one in range(ENTRIES):
            self.add(RegisterEntryRow, **self.entry())
            self.add(ActionRow, **self.action())
        for _one in range(FIGURES):
            self.figure()
        for meeting in self.meetings:
            for agency in self.lot.sample(sorted(agencies()), self.lot.choice((0, 3, 9))):
                status = self.pick(("present", "deputy", "apologies"))
                self.add(AttendanceRow, meeting_id=meeting.id, agency_id=agency, status=status)

    def add(self, kind: Any, **values: Any) -> Any:
        row = kind(**values)
        if hasattr(kind, "error_at") and self.lot.random() < 0.06:
            row.error_at, row.error_reason = self.change.now, "drawn by lot"
        self.change.add(row)
        return row

    def pick(self, several: Any) -> Any:
        return self.lot.choice(list(several))

    def next(self) -> str:
        self.number += 1
        return f"D-{self.number:05}"

    def day(self) -> date:
        """Return a day near the end of a quarter, or anywhere in two years."""
        if self.lot.random() < 0.4:
            ends = [date(2025, 6, 30), date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)]
            return self.pick(ends) + timedelta(days=self.lot.randint(-1, 1))  # type: ignore[no-any-return]
        return date(2025, 4, 1) + timedelta(days=self.lot.randrange(580))

    def maybe(self, value: T, chance: float = 0.7) -> T | None:
        return value if self.lot.random() < chance else None

    def later(self, day: date) -> date | None:
        return self.maybe(day + timedelta(days=self.lot.choice((0, 1, 3, 14, 40, 90))))

    def person(self, day: date) -> dict[str, Any]:
        """Return somebody whose birthday may be that very day."""
        years = self.lot.choice((15, 16, 17, 18, 30, 64, 65))
        born = add_months(day, -12 * years) + timedelta(days=self.lot.choice((0, 0, 1, 90)))
        leap = self.maybe(date(2008, 2, 29), 0.05)
        return {
            "surname": "Quill", "surname_key": "quill", "forenames_key": "", "sound_key": "KL",
            "born_on": self.maybe(leap or born, 0.9),
            "gender": self.pick(("female", "male", "not_known", None)),
            "ethnicity_group": self.pick(GROUPS), "ethnicity_detail": self.pick(DETAILS),
            "disabled": self.pick(("yes", "no", "declined", None)),
            "lgbt": self.pick(("yes", "no", "not_asked", None)),
        }  # fmt: skip

    def meeting(self) -> dict[str, Any]:
        held = self.day()
        return {
            "forum_id": self.pick(FORUMS), "held_on": held,
            "status": self.pick(("held", "held", "held", "planned", "cancelled")),
            "minutes_sent_on": self.later(held),
        }  # fmt: skip

    def case(self) -> None:
        forum, opened = self.pick(FORUMS), self.day()
        case = self.add(
            CaseRow,
            reference=self.next(),
            forum_id=forum,
            opened_on=opened,
            closed_on=self.maybe(self.later(opened), 0.5),
            risk_band=self.pick((None, "medium", "high", "very_high")),
            children_in_household=self.pick((None, None, 0, 2)),
        )
        heard_at = self.lot.sample(self.meetings, self.lot.choice((0, 1, 1, 3)))
        days = [meeting.held_on for meeting in heard_at] or [opened]
        for known, role in zip(self.lot.sample(self.people, 6), self.roles(), strict=False):
            person = self.maybe(known, 0.3) or self.add(PersonRow, **self.person(self.pick(days)))
            ended = None if role == "subject" else self.maybe(self.pick(days), 0.4)
            self.add(CasePersonRow, case_id=case.id, person_id=person.id, role=role, ended_on=ended)
        referrals = [self.referral(case, opened) for _one in range(self.lot.choice((0, 1, 1, 2)))]
        for meeting in heard_at:
            self.add(
                DiscussionRow,
                meeting_id=meeting.id,
                case_id=case.id,
                referral_id=self.maybe(self.pick(referrals).id) if referrals else None,
                position=1,
                status=self.pick(("heard", "heard", "listed", "deferred")),
                is_repeat=self.lot.random() < 0.3,
                outcome=self.pick(OUTCOMES),
            )
        for _one in range(self.lot.choice((0, 0, 1, 2))):
            self.assessment(case)

    def roles(self) -> Iterator[str]:
        yield from ["subject"] * self.lot.choice((0, 1, 1, 1, 2))
        yield from ["harming"] * self.lot.choice((0, 1, 2))
        yield from ["child"] * self.lot.choice((0, 0, 2))

    def referral(self, case: Any, opened: date) -> Any:
        row = self.add(
            ReferralRow,
            reference=self.next(),
            forum_id=case.forum_id,
            case_id=case.id,
            received_on=opened + timedelta(days=self.lot.choice((0, 0, 1, 30))),
            status=self.pick(("accepted", "accepted", "accepted", "declined", "redirected")),
            children_in_household=self.pick((None, None, 0, 1, 3)),
            outcome=self.pick(OUTCOMES),
            is_repeat=self.lot.random() < 0.3,
            repeat_denied_reason=self.maybe("another person", 0.1),
        )
        named = self.lot.sample(REFERRING, self.lot.choice((0, 1, 1, 2, 3)))
        for place, agency in enumerate(named):
            share, lead = 1 / len(named), place == 0
            self.add(
                ReferralAgencyRow,
                referral_id=row.id, agency_id=agency, weight=share, is_lead=lead,
            )  # fmt: skip
        known = [criterion.id for criterion in forums()[case.forum_id].criteria]
        for criterion in self.lot.sample(known, min(len(known), self.lot.choice((0, 1, 2)))):
            self.add(ReferralCriterionRow, referral_id=row.id, criterion_id=criterion)
        return row

    def assessment(self, case: Any) -> None:
        self.add(
            AssessmentRow,
            case_id=case.id,
            tool_id=self.pick(("asb_local", "ce_screening", "dash_safelives", "csp_risk_matrix")),
            tool_version="local",
            assessed_on=self.day(),
            answers="{}",
            notes="{}",
            band=self.pick((None, "low", "high", "very_high")),
        )

    def use(self) -> None:
        day = self.day()
        hour = self.lot.choice((0, 1, 12, 23))
        at = self.maybe(datetime(day.year, day.month, day.day, hour, 30, tzinfo=LONDON), 0.5)
        granted = self.later(day)
        row = self.add(
            InterventionRow,
            reference=self.next(),
            power_id=self.pick((*powers(), *USUAL_POWERS * 3)),
            person_id=self.maybe(self.pick(self.people).id),
            status=self.pick(("open", "ended", "refused", "withdrawn", "threshold_not_met")),
            issued_at=at,
            issued_on=local_day(at) if at else self.maybe(day),
            granted_on=granted,
            ends_on=self.later(granted or day),
            terms=self.pick(TERMS),
            consultation_held_on=self.maybe(day + timedelta(days=self.lot.randint(-2, 2))),
            safeguarding_checklist_on=self.maybe(day),
            exit_meeting_on=self.later(granted or day),
        )
        for _one in range(self.lot.choice((0, 0, 1, 2))):
            self.add(BreachRow, intervention_id=row.id, breached_on=self.day())
        for stage in self.lot.sample(STAGES, self.lot.choice((0, 0, 1))):
            self.add(InterventionStepRow, intervention_id=row.id, step_id=stage, on_day=day)

    def entry(self) -> dict[str, Any]:
        """Return an entry with words that some measure asks for, or none of them."""
        register = self.pick(registers())
        asked = [m.where for m in measures().values() if m.where.get("register") == register]
        words = {
            column: [w for where in asked for w in _several(where.get(name))] + [None, "as told"]
            for column, name in (("subject", "about"), ("reason", "reason"), ("outcome", "outcome"))
        }
        more = {"outcome": ["failed", "passed", "met", "kept", "not_done"]}
        return {
            "register_id": register, "on_day": self.day(),
            "quantity": float(self.lot.choice((0, 1, 1, 7))),
            "place": self.pick((None, "Mill Lane", "Harbour Way")),
            **{column: self.pick(found + more.get(column, [])) for column, found in words.items()},
        }  # fmt: skip

    def action(self) -> dict[str, Any]:
        made, status = self.day(), self.pick(ActionStatus)
        return {
            "reference": self.next(), "agency_id": "police", "task": "Visit", "set_on": made,
            "due_on": self.later(made), "status": status,
            "closed_on": None if status is ActionStatus.OPEN else self.later(made) or made,
        }  # fmt: skip

    def figure(self) -> None:
        bases = [
            base.removeprefix("outside:")
            for measure in measures().values()
            for base in (*measure.bases, measure.series)
            if base.startswith("outside:") or base == measure.series != ""
        ]
        first = self.pick((date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 1)))
        self.add(
            OutsideFigureRow,
            series_id=self.pick([*bases, "robbery", "crime.all"]),
            from_on=first,
            to_on=first + timedelta(days=self.lot.choice((0, 29, 30, 90))),
            value=float(self.lot.choice((0, 3, 40, 77))),
        )


def _several(wanted: Any) -> list[Any]:
    return list(wanted) if isinstance(wanted, tuple) else [wanted]
