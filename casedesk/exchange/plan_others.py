"""What rows of the sheets Actions, Interventions, Registers and Figures become."""

from datetime import date, datetime, time
from functools import cache
from typing import Any

from casedesk.actions.model import ActionStatus
from casedesk.actions.tables import ActionRow
from casedesk.dates import LONDON
from casedesk.exchange.batch import Batch
from casedesk.exchange.cell_values import Moment
from casedesk.exchange.people_found import PeopleFound
from casedesk.exchange.plan_meetings import Agenda
from casedesk.exchange.rows import ParsedRow
from casedesk.interventions.catalogue import powers
from casedesk.interventions.model import InterventionStatus
from casedesk.interventions.tables import BreachRow, InterventionRow
from casedesk.outside_figures.tables import OutsideFigureRow
from casedesk.people.catalogue import names_in
from casedesk.registers.tables import RegisterEntryRow

CLOSURE_ORDER = "closure_order"
_OPEN, _ENDED = InterventionStatus.OPEN.value, InterventionStatus.ENDED.value


class OthersPlan:
    """Plans the rows that hang on cases, people and places already planned."""

    def __init__(
        self,
        batch: Batch,
        people: PeopleFound,
        agenda: Agenda,
        cases: dict[str, tuple[int, str]],
        today: date,
    ) -> None:
        """Know every case by its reference: its id and forum."""
        self._batch, self._people, self._agenda = batch, people, agenda
        self._cases, self._today = cases, today
        self.interventions: list[int] = []

    def add_action(self, row: ParsedRow) -> int:
        """Plan one action; it belongs to the meeting on the day it was set, if there was one."""
        case_id, case_forum = self._cases[row.values["case_reference"]]
        forum_id = row.get("forum") or case_forum
        meeting = self._agenda.meeting_of(case_id, row.values["set_on"])
        return self._batch.add(
            ActionRow,
            case_id=case_id,
            meeting_id=meeting,
            **{**action_values(row), "forum_id": forum_id},
        )

    def add_intervention(self, row: ParsedRow, notice_reference: str) -> int:
        """Plan one intervention, with the notice before it and a breach where the row has them."""
        values = intervention_values(row, self._today)
        shared = {
            "case_id": self._case_id(row),
            "person_id": self._people.somebody(row, "subject"),
            "place_id": self._people.place(
                row.get("premises_address"), row.get("premises_postcode")
            ),
            "applicant": applicant_of(row),
        }
        notice_id = None
        if row.values["power"] == CLOSURE_ORDER and (row.get("issued_at") or row.get("served_at")):
            notice_id = self._notice(values, shared, notice_reference)
        order = self._batch.add(InterventionRow, follows_id=notice_id, **values, **shared)
        self.interventions.append(order)
        if row.get("breached_on") is not None:
            breached_on = row.values["breached_on"]
            self._batch.add(BreachRow, intervention_id=order, breached_on=breached_on)
        return order

    def _notice(self, order: dict[str, Any], shared: dict[str, Any], reference: str) -> int:
        """Plan the notice before an order: what was issued and served belongs to it."""
        moved = {name: order.pop(name) for name in ("issued_on", "issued_at", "served_at")}
        granted_on = order["granted_on"]
        notice = self._batch.add(
            InterventionRow,
            reference=reference,
            power_id=powers()[CLOSURE_ORDER].notice_before,
            status=_OPEN if granted_on is None else _ENDED,
            ended_on=granted_on,
            **moved,
            **shared,
        )
        self.interventions.append(notice)
        return notice

    def _case_id(self, row: ParsedRow) -> int | None:
        reference = row.get("case_reference")
        return None if reference is None else self._cases[reference][0]

    def add_register_entry(self, row: ParsedRow) -> int:
        """Plan one line of a register; a blank quantity is 1."""
        values = row.values
        return self._batch.add(
            RegisterEntryRow,
            register_id=values["register"],
            on_day=values["date"],
            place=values.get("place"),
            subject=values.get("subject"),
            quantity=values.get("quantity", 1.0),
            reason=values.get("reason"),
            ended_on=values.get("ended_on"),
            outcome=values.get("outcome"),
            note=values.get("note"),
        )

    def add_figure(self, row: ParsedRow) -> int:
        """Plan one outside figure."""
        values = row.values
        return self._batch.add(
            OutsideFigureRow,
            series_id=values["series"],
            area=values.get("area"),
            from_on=values["from"],
            to_on=values["to"],
            value=values["value"],
            source=values.get("source"),
        )


def action_values(row: ParsedRow) -> dict[str, Any]:
    """Return the columns of the action that a row makes."""
    values = row.values
    return {
        "reference": values["reference"],
        "forum_id": values.get("forum"),
        "agency_id": values["agency"],
        "owner": values.get("owner"),
        "task": values["task"],
        "set_on": values["set_on"],
        "due_on": values.get("due_on"),
        "status": ActionStatus(values["status"]),
        "closed_on": values.get("closed_on"),
        "outcome_note": values.get("outcome_note"),
    }


def intervention_values(row: ParsedRow, today: date) -> dict[str, Any]:
    """Return the columns of the intervention that a row makes, without people and places."""
    values = row.values
    issued: Moment | None = values.get("issued_at")
    served: Moment | None = values.get("served_at")
    ends_on = values.get("ends_on")
    ended = ends_on is not None and ends_on < today
    return {
        "reference": values["reference"],
        "power_id": values["power"],
        "status": _ENDED if ended else _OPEN,
        "ended_on": ends_on if ended else None,
        "issued_on": issued.day if issued else None,
        "issued_at": issued.at if issued else None,
        "served_at": _served_at(served),
        "granted_on": values.get("granted_on"),
        "ends_on": ends_on,
        "terms": _terms(values["power"], values.get("terms")),
        "consultation_held_on": values.get("consultation_held_on"),
        "safeguarding_checklist_on": values.get("safeguarding_checklist_on"),
        "exit_meeting_on": values.get("exit_meeting_on"),
        "note": values.get("note"),
    }


def applicant_of(row: ParsedRow) -> str | None:
    """Return the id of the power's applicant, or the words as written where it has none."""
    return _applicant(row.values["power"], row.get("applicant"))


@cache
def _applicant(power_id: str, words: str | None) -> str | None:
    if words is None:
        return None
    return names_in(powers()[power_id].applicants).find(words) or words


def _served_at(served: Moment | None) -> datetime | None:
    """Return when something was served; of a day alone its first moment, the cautious reading."""
    if served is None or served.at is not None:
        return served.at if served else None
    return datetime.combine(served.day, time(), LONDON)


@cache
def _terms(power_id: str, words: str | None) -> str | None:
    """Return the id of the power's terms, or the words as written where it has none."""
    if words is None:
        return None
    return names_in(powers()[power_id].terms).find(words) or words
