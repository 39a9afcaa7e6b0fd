"""Turns the rows of a workbook into a plan: what would be written, and what would not."""

from collections.abc import Callable
from datetime import date, datetime

from msgspec import Struct, field
from sqlalchemy.orm import Session

from casedesk.agencies.tables import AgencyNameRow
from casedesk.cases.review_times import times_in_force
from casedesk.exchange.batch import Batch
from casedesk.exchange.checks import check_row
from casedesk.exchange.compare_others import find_difference
from casedesk.exchange.differences import Known, RowDifference
from casedesk.exchange.layout import (
    ACTIONS,
    FIGURES,
    INTERVENTIONS,
    MEETINGS,
    REFERRALS,
    REGISTERS,
    SHEETS,
)
from casedesk.exchange.model import Fault, SheetCount
from casedesk.exchange.name_book import NameBook
from casedesk.exchange.people_found import PeopleFound
from casedesk.exchange.plan_meetings import Agenda, agenda_is_fixed
from casedesk.exchange.plan_others import OthersPlan
from casedesk.exchange.plan_referrals import ReferralPlan
from casedesk.exchange.plan_repeats import NewAnswer, settle_repeats
from casedesk.exchange.rows import ParsedRow
from casedesk.exchange.stage import Stage
from casedesk.exchange.stored import Stored
from casedesk.exchange.tables import ImportedRowRow
from casedesk.i18n import _

Rows = dict[str, list[ParsedRow]]
"""Every row of a workbook, by the name of its sheet."""

_STEP = 500  # rows between two looks at whether the user wants to stop
_LOOK_EVERY = 20  # the same for rows that are compared with their record


class Sorted(Struct):
    """The rows of one sheet after the checks."""

    rows: int
    new: list[ParsedRow] = field(default_factory=list)
    differing: list[ParsedRow] = field(default_factory=list)
    same: int = 0
    refused: int = 0


class Prepared(Struct):
    """What would be written, and what was found on the way."""

    state: int  # of the records when they were read
    batch: Batch
    run_id: int  # the id that the import's own row will have
    sheets: dict[str, Sorted] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    differences: list[RowDifference] = field(default_factory=list)
    repeats: list[NewAnswer] = field(default_factory=list)
    new_people: list[int] = field(default_factory=list)
    new_interventions: list[int] = field(default_factory=list)

    @property
    def counts(self) -> tuple[SheetCount, ...]:
        """Return what would become of the rows of each sheet."""
        return tuple(
            SheetCount(name, s.rows, len(s.new), s.same, len(s.differing), s.refused)
            for name, s in self.sheets.items()
        )


class Planner:
    """Checks rows against their neighbours and the records, and plans what is new."""

    def __init__(self, stored: Stored, names: NameBook, now: datetime, today: date) -> None:
        """Prepare for one workbook.

        Args:
            stored: what is in the file.
            names: what the words of the workbook stand for.
            now: the moment of the import.
            today: its local day.
        """
        self._stored, self._names = stored, names
        self._now, self._today = now, today
        self._batch = Batch(stored.last_ids)
        self._prepared = Prepared(stored.state, self._batch, stored.last_ids["import_run"] + 1)

    def prepare(self, session: Session, rows: Rows, stage: Stage) -> Prepared:
        """Return the plan; nothing is written.

        Args:
            session: sees the state of the records that was read before.
            rows: read from the workbook, some with faults.
            stage: told how far this is.
        """
        agenda = Agenda(self._stored, self._batch, self._today)
        self._check(rows, agenda)
        people = PeopleFound(self._stored, self._batch)
        times = times_in_force(session)
        referrals = ReferralPlan(self._batch, self._names, people, agenda, times)
        self._plan(MEETINGS.name, agenda.add, stage.part(0.0, 0.05))
        self._plan(REFERRALS.name, referrals.add, stage.part(0.05, 0.6))
        changed = settle_repeats(session, self._stored, referrals.planned, self._now)
        self._prepared.repeats = changed
        others = OthersPlan(self._batch, people, agenda, self._cases(referrals), self._today)
        references = self._references(rows)
        self._plan(ACTIONS.name, others.add_action, stage.part(0.6, 0.8))
        self._plan(
            INTERVENTIONS.name,
            lambda row: others.add_intervention(row, _notice_reference(row, references)),
            stage.part(0.8, 0.9),
        )
        self._plan(REGISTERS.name, others.add_register_entry, stage.part(0.9, 0.95))
        self._plan(FIGURES.name, others.add_figure, stage.part(0.95, 0.96))
        self._add_agency_names()
        self._compare(session, stage.part(0.96, 1.0))
        self._prepared.new_people = people.new_ids
        self._prepared.new_interventions = others.interventions
        return self._prepared

    def _check(self, rows: Rows, agenda: Agenda) -> None:
        known_cases = set(self._stored.cases)
        for sheet in SHEETS:
            if sheet.name not in rows:
                continue
            found = self._prepared.sheets[sheet.name] = Sorted(len(rows[sheet.name]))
            for row in rows[sheet.name]:
                check_row(row, self._today, known_cases)
                if sheet is REFERRALS:
                    self._check_taken(row, agenda)
                self._sort(row, found)
            if sheet is REFERRALS:
                known_cases.update(row.key for row in found.new)

    def _check_taken(self, row: ParsedRow, agenda: Agenda) -> None:
        """Add the faults of a referral that only the records show."""
        reference, forum_id, day = row.get("reference"), row.get("forum"), row.get("heard_on")
        if reference in self._stored.referrals:
            return  # compared with its record
        if reference in self._stored.cases:
            row.fault("reference", _("Another case has this reference already."))
        if forum_id is not None and day is not None and agenda.is_fixed(forum_id, day):
            row.fault("heard_on", agenda_is_fixed())

    def _sort(self, row: ParsedRow, found: Sorted) -> None:
        known = self._stored.imported.get((row.sheet.name, row.key))
        if row.faults:
            found.refused += 1
            self._prepared.faults.extend(row.faults)
        elif known is not None and known.content_hash == row.content_hash:
            found.same += 1
        elif known is not None or self._stored.record_of(row.sheet.name, row.key) is not None:
            found.differing.append(row)
        else:
            found.new.append(row)
            row.cells = []  # what was read is in its values

    def _plan(self, sheet: str, add: Callable[[ParsedRow], int], stage: Stage) -> None:
        found = self._prepared.sheets.get(sheet)
        rows = found.new if found else []
        for number, row in enumerate(rows):
            if number % _STEP == 0:
                stage.reach(number / len(rows))
            self._batch.add(
                ImportedRowRow,
                run_id=self._prepared.run_id,
                sheet=sheet,
                row_key=row.key,
                content_hash=row.content_hash,
                record_id=add(row),
            )
        stage.reach(1.0)

    def _compare(self, session: Session, stage: Stage) -> None:
        """Find out what rows with a known reference say otherwise; most say the same."""
        records = Known(session, self._stored, self._names, self._today)
        for found in self._prepared.sheets.values():
            known, found.differing = found.differing, []
            for number, row in enumerate(known):
                if number % _LOOK_EVERY == 0:
                    stage.reach(0)
                difference = find_difference(records, row)
                if difference is None:
                    found.same += 1
                else:
                    found.differing.append(row)
                    self._prepared.differences.append(difference)

    def _cases(self, referrals: ReferralPlan) -> dict[str, tuple[int, str]]:
        stored = self._stored
        cases = {ref: (number, stored.case_forums[number]) for ref, number in stored.cases.items()}
        for one in referrals.planned:
            cases[one.case["reference"]] = one.case["id"], one.case["forum_id"]
        return cases

    def _references(self, rows: Rows) -> set[str]:
        written = {row.get("reference") for row in rows.get(INTERVENTIONS.name, ())}
        return {*self._stored.interventions, *(one for one in written if one)}

    def _add_agency_names(self) -> None:
        """Keep what was answered of agencies, so that it is asked once and for all."""
        for plain, (word, agency_id) in self._names.used_agency_names.items():
            self._batch.add(AgencyNameRow, name=word, name_key=plain, agency_id=agency_id)


def _notice_reference(row: ParsedRow, taken: set[str]) -> str:
    """Return a free reference for the notice before an order."""
    wanted = base = f"{row.values['reference']}/N"
    number = 1
    while wanted in taken:
        number += 1
        wanted = f"{base}{number}"
    taken.add(wanted)
    return wanted
