"""Records that practice data hardly have, and the forms that such records open."""

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct, field

from casedesk.cases.people_in_case import add_person_to_case, end_person_in_case
from casedesk.dates import local_day
from casedesk.forums.model import Part, part_of
from casedesk.forums.service import the_forum
from casedesk.interventions.course import record_breach, take_step
from casedesk.interventions.deadlines import open_deadlines, settle_deadline
from casedesk.interventions.model import NewIntervention, NewStep
from casedesk.interventions.service import get_intervention, record_intervention
from casedesk.meetings.agenda import defer
from casedesk.overviews.service import case_page, meeting_page
from casedesk.people.model import NewPerson
from casedesk.people.service import (
    add_address,
    add_relation,
    end_address,
    end_relation,
    person_details,
    record_person,
)
from casedesk.referrals.model import Involved
from casedesk.workspace.workspace import Workspace
from tests.builders import add_place
from tests.ui.every_page.walk import records_of

BORN = date(1985, 1, 9)


class RareForm(Struct, frozen=True):
    """A form to open on the page of a record; `answers` are given instead of the first ones."""

    page: str
    record: object
    kind: str
    key: object
    answers: Mapping[str, object] = field(default_factory=dict)
    discussion: int | None = None  # the case to go to on the page of a meeting


def rare_forms(workspace: Workspace) -> list[RareForm]:
    """Record what practice data lack, and return the forms for it."""
    records = records_of(workspace)
    case_id, person_id = int(str(records["case"])), int(str(records["person"]))
    return [
        *_of_a_power(workspace, case_id, int(str(records["power"]))),
        *_of_what_has_ended(workspace, case_id, person_id),
        *_of_a_meeting(workspace, int(str(records["meeting"]))),
    ]


def _of_a_power(workspace: Workspace, case_id: int, other: int) -> list[RareForm]:
    """Record a notice with person and premises, neither of the case, and much on it."""
    person = record_person(workspace, NewPerson("Gwilym", "Ifor", born_on=BORN))
    place = add_place(workspace, "3 Weir Row", "QX4 2AA")
    served = workspace.clock() - timedelta(hours=1)
    issued = served - timedelta(hours=1)
    new = NewIntervention(
        "closure_notice", case_id, person, place, issued_at=issued, served_at=served
    )
    used = record_intervention(workspace, new)
    bare = record_intervention(workspace, NewIntervention("closure_notice", case_id, person))
    step = take_step(workspace, used, NewStep("served", local_day(served), served, "By hand."))
    breach = record_breach(workspace, used, local_day(served), "Let people in.")
    answered, waiting = (one.id for one in open_deadlines(workspace)[:2])
    settle_deadline(workspace, answered, "Heard, order made.")
    order = {"power_id": "closure_order"}
    kinds: list[tuple[str, object, Mapping[str, object]]] = [
        ("correct_intervention", used, {}),
        ("correct_intervention", used, {"served_at": None}),
        ("correct_step", f"{step}/{used}", {}),
        ("correct_step", f"{step}/{used}", {"step_id": "notice_issued"}),
        ("step_error", f"{step}/{used}", {}),
        ("take_step", f"{used}/served", {"at": served}),
        ("take_step", f"{bare}/notice_issued", {}),
        ("correct_breach", f"{breach}/{used}", {}),
        ("breach_error", f"{breach}/{used}", {}),
        ("follow_intervention", f"{used}/closure_order", {}),
        ("intervention_error", used, {}),
        ("settle", waiting, {}),
        ("reopen_deadline", answered, {}),
    ]
    assert get_intervention(workspace, used, opening=False).steps
    return [
        *(RareForm("power", used, kind, key, answers) for kind, key, answers in kinds),
        RareForm("case", case_id, "add_intervention", None, order),  # makes its notice
        RareForm("power", other, "end_intervention", other, {"status": "withdrawn"}),
    ]


def _of_what_has_ended(workspace: Workspace, case_id: int, person_id: int) -> list[RareForm]:
    """Record somebody who left the case, a former address and a former relation."""
    page = case_page(workspace, case_id, opening=False)
    roles = the_forum(page.case.forum_id).person_roles
    role = next(one for one in roles if part_of(one) is Part.HARMING)
    left = record_person(workspace, NewPerson("Pritchard", "Aled"))
    link = add_person_to_case(workspace, case_id, Involved(left, role.id, "ex_partner", "Moved."))
    end_person_in_case(workspace, link)
    came = add_person_to_case(workspace, case_id, Involved(NewPerson("Rees", "Mair"), role.id))
    today = workspace.today()
    begun = today - timedelta(days=30)
    address = add_address(workspace, person_id, "8 Weir Row", "QX4 2AA", from_on=begun)
    held = person_details(workspace, person_id, opening=False).addresses
    version = next(one.version for one in held if one.id == address)
    end_address(workspace, address, version, today)
    relation = add_relation(workspace, person_id, left, "ex_partner")
    end_relation(workspace, relation, today)
    parts = [f"{kind}/{key}" for kind, key in (("address", address), ("relation", relation))]
    return [
        RareForm("case", case_id, "correct_part", link, {"role": role.id}),
        RareForm("case", case_id, "person_error", link),
        RareForm("case", case_id, "end_person", came),
        *(
            RareForm("person", person_id, kind, f"{part}/{person_id}", answers)
            for part in parts
            for kind, answers in (
                ("correct_person_part", {}),
                ("end_person_part", {"ended_on": today + timedelta(days=1)}),
                ("person_part_error", {}),
            )
        ),
    ]


def _of_a_meeting(workspace: Workspace, meeting_id: int) -> list[RareForm]:
    """Put off a case of a meeting."""
    items = meeting_page(workspace, meeting_id).items
    defer(workspace, items[-1].id, "Nobody from housing.")
    return [
        RareForm("meeting", meeting_id, kind, items[-1].id, discussion=items[-1].id)
        for kind in ("list_again", "take_off")
    ]
