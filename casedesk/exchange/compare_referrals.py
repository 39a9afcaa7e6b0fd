"""In what a row of the sheet Referrals differs from the referral, its case and its people."""

from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import or_, select

from casedesk.cases.tables import CasePersonRow, CaseRow
from casedesk.exchange.correcting import (
    add_other,
    came_out_with,
    correct_values,
    end_with,
    hear_on,
    lead_with,
    live_at,
    meet_criteria,
    meetings_of_day,
    move_forum,
    moved_on,
    refer_with,
    settle_referral,
)
from casedesk.exchange.differences import Comparison, Known, names_another
from casedesk.exchange.plan_meetings import agenda_is_fixed
from casedesk.exchange.referral_values import (
    closing_day,
    criteria_met,
    part_of_other,
    person_answers,
    referral_values,
    referring_agencies,
)
from casedesk.exchange.rows import ParsedRow
from casedesk.forums.model import Part
from casedesk.i18n import _, with_commas
from casedesk.meetings.frozen import frozen_rows
from casedesk.meetings.tables import DiscussionRow, MeetingRow
from casedesk.people.matches import shown_addresses
from casedesk.people.model import Certainty, NewPerson
from casedesk.people.tables import PersonAddressRow
from casedesk.places.rules import place_key, postcode_key
from casedesk.places.tables import PlaceRow
from casedesk.referrals.service import details_in
from casedesk.referrals.tables import ReferralRow


def compare_referral(known: Known, record_id: int | None, found: Comparison) -> None:
    """Compare every column of the row; a referral marked in error is left alone."""
    referral = known.present(ReferralRow, record_id)
    case = known.present(CaseRow, referral.case_id) if referral is not None else None
    if case is None:
        return
    _compare_forum(known, referral, found)
    _compare_answers(referral, case, found)
    _compare_agencies_and_criteria(known, referral, found)
    _compare_victim(known, case.id, found)
    _compare_other(known, referral, found)
    _compare_hearing(known, referral, found)
    _compare_outcome(known, referral, found)
    found.found.afterwards.append(partial(settle_referral, referral.id))


def _compare_forum(known: Known, referral: Any, found: Comparison) -> None:
    forum_id = found.row.values["forum"]
    if forum_id == referral.forum_id:
        return
    if _days_on_agendas(known, referral.case_id):
        why = _("The case stands on an agenda of its forum. Take it off there first.")
        found.cannot("forum", referral.forum_id, forum_id, why)
        return
    found.add("forum", referral.forum_id, forum_id, partial(move_forum, referral.id, forum_id))


def _compare_answers(referral: Any, case: Any, found: Comparison) -> None:
    """Compare plain answers; the case follows where it still is as the referral stated."""
    said = referral_values(found.row)
    followed = {
        "received_on": ("received_on", "opened_on"),
        "children_in_household": ("children_in_household", "children_in_household"),
        "risk_tool": ("risk_tool_id", "risk_tool_id"),
        "risk_score": ("risk_score", "risk_score"),
    }
    for column, (name, of_case) in followed.items():
        found.field(column, referral, {name: said[name]})
        if column in found.found.findings and getattr(case, of_case) == getattr(referral, name):
            act = partial(correct_values, CaseRow, case.id, {of_case: said[name]})
            found.add(column, None, None, act)
    found.same_name("professional_judgement", referral)
    consent = {name: said[name] for name in ("told_and_wants", "told_note")}
    found.field("consent", referral, consent)


def _compare_agencies_and_criteria(known: Known, referral: Any, found: Comparison) -> None:
    row, details = found.row, details_in(known.session, referral.id)
    stored = [one.agency_id for one in details.agencies]
    lead, *others = referring_agencies(row)
    if stored[:1] != [lead]:
        act = partial(lead_with, referral.id, lead)
        found.add("referring_agency", "; ".join(stored[:1]), lead, act)
    if row.get("other_referring_agencies") and {*stored[1:], lead} != {*others, lead}:
        act = partial(refer_with, referral.id, tuple(others))
        words = "; ".join(stored[1:]), "; ".join(others)
        found.add("other_referring_agencies", *words, act)
    if row.get("criteria"):
        said = criteria_met(row, known.names)
        met = [one.criterion_id for one in details.criteria]
        if set(met) != {one.criterion_id for one in said}:
            new = "; ".join(one.criterion_id for one in said)
            act = partial(meet_criteria, referral.id, said)
            found.add("criteria", "; ".join(met), new, act)


def _compare_victim(known: Known, case_id: int, found: Comparison) -> None:
    links = _links(known, case_id)
    link = next((link for link in links if link.role == Part.SUBJECT), None)
    person = known.person(link.person_id) if link is not None else None
    if person is None:
        return
    found.person(person, "victim")
    if "victim_surname" in found.found.findings and names_another(
        person, found.row.get("victim_surname"), found.row.get("victim_forenames")
    ):
        return  # what the row says is of somebody else
    said = person_answers(found.row, known.names)
    for name in ("gender", "disabled", "lgbt"):
        found.field(f"victim_{name}", person, {name: said[name]})
    ethnicity = {name: said[name] for name in ("ethnicity_group", "ethnicity_detail")}
    found.field("victim_ethnicity", person, ethnicity)
    _compare_address(known, person.id, found)


def _compare_address(known: Known, person_id: int, found: Comparison) -> None:
    address, postcode = found.row.get("victim_address"), found.row.get("victim_postcode")
    if address is None and postcode is None:
        return
    homes = known.session.execute(
        select(PlaceRow.address, PlaceRow.postcode)
        .join(PersonAddressRow, PersonAddressRow.place_id == PlaceRow.id)
        .where(PersonAddressRow.person_id == person_id, PersonAddressRow.error_at.is_(None))
    )
    if any(agrees(address, postcode, home.address, home.postcode) for home in homes):
        return
    old, _protected = shown_addresses(known.session, [person_id]).get(person_id, ("", False))
    column = "victim_address" if address is not None else "victim_postcode"
    new = with_commas(address, postcode)
    found.add(column, old, new, partial(live_at, person_id, address, postcode))


def agrees(
    address: str | None, postcode: str | None, known: str, known_postcode: str | None
) -> bool:
    """Tell whether what a row says of a place is true of a place on record."""
    same_words = address is None or place_key(address, None) == place_key(known, None)
    return same_words and (
        postcode is None or postcode_key(postcode) == postcode_key(known_postcode)
    )


def _compare_other(known: Known, referral: Any, found: Comparison) -> None:
    row = found.row
    surname, forenames = row.get("other_surname"), row.get("other_forenames")
    if surname is None and forenames is None:
        return
    part = part_of_other(row.values["forum"], row)
    link, person = _other_in(known, referral.case_id, part["role"], row)
    if link is None:
        born = row.get("other_date_of_birth")
        new = NewPerson(
            surname=surname or "",
            forenames=forenames or "",
            born_on=born,
            born_certainty=None if born is None else Certainty.EXACT,
        )
        column = "other_surname" if surname is not None else "other_forenames"
        words = " ".join(filter(None, (forenames, surname)))
        found.add(column, "", words, partial(add_other, referral.id, new, part))
        return
    found.person(person, "other")
    if "forum" in found.found.findings:
        return  # the role follows from the forum
    role = {name: part[name] for name in ("role", "forum_role_id", "note")}
    found.field("other_role", link, role)
    found.field("relationship", link, {"relationship_kind": part["relationship_kind"]})


def _other_in(
    known: Known, case_id: int, role: str, row: ParsedRow
) -> tuple[CasePersonRow | None, Any]:
    """Return the person of a case whom a row means: of that name, else in that part."""
    others = [
        (link, person)
        for link in _links(known, case_id)
        if link.role != Part.SUBJECT and (person := known.person(link.person_id)) is not None
    ]
    surname, forenames = row.get("other_surname"), row.get("other_forenames")
    alike = [one for one in others if not names_another(one[1], surname, forenames)]
    in_part = [one for one in others if one[0].role == role]
    return next(iter([*(one for one in in_part if one in alike), *alike, *in_part]), (None, None))


def _links(known: Known, case_id: int) -> list[CasePersonRow]:
    query = select(CasePersonRow).where(
        CasePersonRow.case_id == case_id, CasePersonRow.error_at.is_(None)
    )
    return list(known.session.scalars(query.order_by(CasePersonRow.id)))


def _days_on_agendas(known: Known, case_id: int) -> list[Any]:
    query = (
        select(MeetingRow.held_on)
        .join(DiscussionRow, DiscussionRow.meeting_id == MeetingRow.id)
        .where(
            DiscussionRow.case_id == case_id,
            DiscussionRow.error_at.is_(None),
            MeetingRow.error_at.is_(None),
        )
        .order_by(MeetingRow.held_on)
    )
    return list(known.session.scalars(query))


def _compare_hearing(known: Known, referral: Any, found: Comparison) -> None:
    day = found.row.get("heard_on")
    days = _days_on_agendas(known, referral.case_id)
    if day is None or day in days:
        return
    last = days[-1] if days else None
    if _is_fixed(known, referral, day):
        found.cannot("heard_on", last, day, agenda_is_fixed())
        return
    found.add("heard_on", last, day, partial(hear_on, referral.id, day))


def _is_fixed(known: Known, referral: Any, day: date) -> bool:
    """Tell whether minutes that somebody relies on name the case, or would have to."""
    leaves = select(DiscussionRow.meeting_id).where(moved_on(referral))
    onto = meetings_of_day(referral.forum_id, day)
    frozen = select(MeetingRow.id).where(or_(MeetingRow.id.in_(leaves), onto), frozen_rows())
    return known.session.scalar(frozen.limit(1)) is not None


def _compare_outcome(known: Known, referral: Any, found: Comparison) -> None:
    """Compare what became of it; discussion and case follow where they still agree with it."""
    row, said = found.row, referral_values(found.row)
    more = {name: said[name] for name in ("status", "status_reason")}
    found.field("outcome", referral, {"outcome": said["outcome"]}, **more)
    if "outcome" not in found.found.findings:
        return
    act = partial(came_out_with, referral.id, referral.outcome, said["outcome"])
    found.add("outcome", None, None, act)
    closed_on = closing_day(row)
    if closed_on is not None:
        found.add("outcome", None, None, partial(end_with, referral.id, said["outcome"], closed_on))
