"""In what rows of the sheets Actions and Interventions differ from their records."""

from functools import partial
from typing import Any

from sqlalchemy import select

from casedesk.actions.tables import ActionRow
from casedesk.cases.tables import CaseRow
from casedesk.exchange.compare_referrals import agrees, compare_referral
from casedesk.exchange.correcting import (
    belongs_to,
    breached_on,
    concerns,
    settle_intervention,
    stands_at,
)
from casedesk.exchange.differences import Comparison, Known, RowDifference
from casedesk.exchange.layout import ACTIONS, REFERRALS
from casedesk.exchange.plan_others import action_values, applicant_of, intervention_values
from casedesk.exchange.rows import ParsedRow
from casedesk.i18n import with_commas
from casedesk.interventions.tables import BreachRow, InterventionRow
from casedesk.people.model import Certainty, NewPerson
from casedesk.places.tables import PlaceRow

_OF_ACTION = {"forum": "forum_id", "agency": "agency_id"}
_PLAIN = (
    *("granted_on", "terms", "ends_on", "consultation_held_on", "safeguarding_checklist_on"),
    *("exit_meeting_on", "note"),
)


def find_difference(known: Known, row: ParsedRow) -> RowDifference | None:
    """Compare one row with the record of its reference; None where nothing differs."""
    record_id = known.stored.record_of(row.sheet.name, row.key)
    found = Comparison(row)
    if row.sheet is REFERRALS:
        compare_referral(known, record_id, found)
    elif row.sheet is ACTIONS:
        _compare_action(known, record_id, found)
    else:
        _compare_intervention(known, record_id, found)
    return found.found if found.found.findings else None


def _compare_action(known: Known, record_id: int | None, found: Comparison) -> None:
    action = known.present(ActionRow, record_id)
    if action is None:
        return
    said = action_values(found.row)
    _compare_case(known, action, found)
    for column in ("forum", "set_on", "due_on", "agency", "owner", "task"):
        name = _OF_ACTION.get(column, column)
        found.field(column, action, {name: said[name]})
    if found.row.was_filled("status") or found.row.was_filled("closed_on"):
        found.field("status", action, {"status": said["status"]})
    for column in ("closed_on", "outcome_note"):
        found.same_name(column, action)


def _compare_case(known: Known, record: Any, found: Comparison) -> None:
    reference = found.row.get("case_reference")
    case = known.session.get(CaseRow, record.case_id) if record.case_id is not None else None
    stored = case.reference if case is not None else None
    if reference is not None and reference != stored:
        act = partial(belongs_to, type(record), record.id, reference)
        found.add("case_reference", stored, reference, act)


def _compare_intervention(known: Known, record_id: int | None, found: Comparison) -> None:
    record = known.present(InterventionRow, record_id)
    if record is None:
        return
    said = intervention_values(found.row, known.today)
    found.field("power", record, {"power_id": said["power_id"]})
    _compare_case(known, record, found)
    _compare_subject(known, record, found)
    _compare_premises(known, record, found)
    found.field("applicant", record, {"applicant": applicant_of(found.row)})
    notice = known.present(InterventionRow, record.follows_id) or record
    issued = {name: said[name] for name in ("issued_on", "issued_at")}
    found.field("issued_at", notice, issued)
    found.field("served_at", notice, {"served_at": said["served_at"]})
    for column in _PLAIN:
        found.field(column, record, {column: said[column]})
    _compare_breach(known, record.id, found)
    found.found.afterwards.append(partial(settle_intervention, record.id))


def _compare_subject(known: Known, record: Any, found: Comparison) -> None:
    row = found.row
    surname, forenames = row.get("subject_surname"), row.get("subject_forenames")
    if surname is None and forenames is None:
        return
    person = known.person(record.person_id)
    if person is not None:
        found.person(person, "subject")
        return
    born = row.get("subject_date_of_birth")
    new = NewPerson(
        surname=surname or "",
        forenames=forenames or "",
        born_on=born,
        born_certainty=None if born is None else Certainty.EXACT,
    )
    column = "subject_surname" if surname is not None else "subject_forenames"
    words = " ".join(filter(None, (forenames, surname)))
    found.add(column, "", words, partial(concerns, record.id, new))


def _compare_premises(known: Known, record: Any, found: Comparison) -> None:
    address, postcode = found.row.get("premises_address"), found.row.get("premises_postcode")
    if address is None and postcode is None:
        return
    place = known.session.get(PlaceRow, record.place_id) if record.place_id is not None else None
    stored = (place.address, place.postcode) if place is not None else ("", None)
    if place is not None and agrees(address, postcode, *stored):
        return
    new = (address or stored[0], postcode if postcode or address else stored[1])
    column = "premises_address" if address is not None else "premises_postcode"
    old_words, new_words = (with_commas(*one) for one in (stored, new))
    found.add(column, old_words, new_words, partial(stands_at, record.id, *new))


def _compare_breach(known: Known, record_id: int, found: Comparison) -> None:
    day = found.row.get("breached_on")
    if day is None:
        return
    query = select(BreachRow.breached_on).where(
        BreachRow.intervention_id == record_id, BreachRow.error_at.is_(None)
    )
    days = sorted(known.session.scalars(query))
    if day not in days:
        act = partial(breached_on, record_id, day)
        found.add("breached_on", days[-1] if days else None, day, act)
