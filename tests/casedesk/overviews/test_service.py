"""The first page, a case's page and its timeline."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace
from sqlalchemy import event, text

from casedesk.actions.model import NewAction
from casedesk.actions.service import add_action
from casedesk.attachments.model import Owner
from casedesk.attachments.service import add_bytes, correct_attachment, mark_attachment_in_error
from casedesk.cases import case_life
from casedesk.cases.service import correct_referral, referral_details, take_in_referral
from casedesk.contacts.model import ContactKind, NewContactNote
from casedesk.contacts.service import add_note, correct_note
from casedesk.errors import NotFoundError
from casedesk.incidents.model import NewReport, ToldHow
from casedesk.incidents.service import record_report
from casedesk.meetings.agenda import defer, list_cases
from casedesk.meetings.meeting_list import meeting_ids
from casedesk.meetings.model import MeetingStatus, NewMeeting
from casedesk.meetings.service import list_meetings, next_meeting, plan_meeting
from casedesk.overviews import service
from casedesk.overviews.model import Caution, EntryKind
from casedesk.people.model import NewPerson
from casedesk.risk.model import NewAssessment
from casedesk.risk.service import record_assessment
from casedesk.security.roles import Permission
from casedesk.workspace.model import User
from casedesk.workspace.workspace import Workspace
from tests.builders import new_referral
from tests.conftest import NOW, Clock

SIAN = NewPerson(
    surname="Morgan",
    forenames="Siân",
    born_on=date(1988, 5, 3),
    safe_contact_how="text",
    safe_contact_number="07700 900461",
    safe_contact_not="Gareth Pugh",
    address="Flat 2, Mill Court",
    postcode="QX4 1BR",
    address_protected=True,
)


@pytest.fixture
def case_id(workspace: Workspace) -> int:
    """A case of a person who may only be sent texts."""
    taken = take_in_referral(workspace, new_referral(subject=SIAN, children_in_household=2))
    return taken.case_id


def an_action(workspace: Workspace, case_id: int, due_on: date, owner: str = "Tom Hale") -> int:
    new = NewAction(
        "Ring housing about the locks",
        "housing",
        date(2026, 11, 12),
        due_on=due_on,
        owner=owner,
        case_id=case_id,
    )
    return add_action(workspace, new)


def audited(workspace: Workspace, action: str) -> int:
    with workspace.reading(Permission.READ_AUDIT) as session:
        query = text("SELECT count(*) FROM audit WHERE action = :action")
        return int(session.execute(query, {"action": action}).scalar_one())


def test_an_empty_file_has_nothing_due(workspace: Workspace) -> None:
    view = service.today(workspace)
    assert (view.deadlines, view.next_meeting, view.contacts_due) == ((), None, ())
    assert (view.needs_finishing.total, view.actions.lines, view.next_date) == (0, (), None)
    assert view.since is None


def test_actions_are_told_apart_by_when_they_are_due(workspace: Workspace, case_id: int) -> None:
    for day in (date(2026, 11, 18), date(2026, 11, 20), date(2026, 11, 27), date(2026, 11, 28)):
        an_action(workspace, case_id, day)
    an_action(workspace, case_id, date(2026, 11, 20), owner=workspace.user.name)
    due = service.today(workspace).actions
    assert (due.overdue, due.today, due.next_days) == (1, 2, 1)
    assert due.lines[0].action.due_on == date(2026, 11, 18)
    assert (due.lines[0].belongs_to, due.lines[0].agency) == ("M-2026-001", "Housing")
    assert service.today(workspace, mine=True).actions.today == 1
    assert service.today(workspace).next_date == date(2026, 11, 27)


def test_the_next_meeting_says_what_it_will_hear(workspace: Workspace, case_id: int) -> None:
    meeting = plan_meeting(workspace, NewMeeting("marac", date(2026, 11, 24), number=30))
    list_cases(workspace, meeting, [case_id])
    shown = service.today(workspace).next_meeting
    assert shown is not None
    assert (shown.title, shown.meeting.cases, shown.with_children) == ("MARAC 30", 1, 1)
    ahead = service.case_page(workspace, case_id).now.next_hearing
    assert ahead is not None
    assert (ahead.title, ahead.position, ahead.cases) == ("MARAC 30", 1, 1)


def test_of_two_meetings_on_a_day_the_first_by_the_clock_is_next_everywhere(
    workspace: Workspace, case_id: int
) -> None:
    """One without a clock, though recorded first, may be at any hour."""
    day = date(2026, 11, 24)
    some_time = plan_meeting(workspace, NewMeeting("marac", day))
    hours = [datetime(2026, 11, 24, hour, tzinfo=UTC) for hour in (14, 9)]
    afternoon, morning = (plan_meeting(workspace, NewMeeting("marac", day, at)) for at in hours)
    for meeting in (some_time, afternoon, morning):
        list_cases(workspace, meeting, [case_id])
    following, shown = next_meeting(workspace, "marac"), service.today(workspace).next_meeting
    hearing = service.case_page(workspace, case_id).now.next_hearing
    assert following is not None
    assert shown is not None
    assert hearing is not None
    assert {following.id, shown.meeting.id, hearing.meeting_id} == {morning}
    in_order = [morning, afternoon, some_time]
    assert meeting_ids(workspace, MeetingStatus.PLANNED) == in_order
    assert [one.id for one in list_meetings(workspace)] == in_order[::-1]


def test_gaps_wait_to_be_finished_while_the_case_is_open(workspace: Workspace) -> None:
    taken = take_in_referral(workspace, new_referral(reason=""))
    assert service.today(workspace).needs_finishing.referrals == 1
    fields = referral_details(workspace, taken.referral_id).fields
    assert fields.reason == ""
    case_life.mark_case_in_error(workspace, taken.case_id, "Entered twice.")
    assert service.today(workspace).needs_finishing.total == 0


def test_a_contact_is_due_until_a_later_one_is_noted(workspace: Workspace, case_id: int) -> None:
    person = service.case_page(workspace, case_id).people[0].person_id
    first = NewContactNote(
        ContactKind.TEXT,
        "Texted; will answer.",
        case_id=case_id,
        person_id=person,
        at=datetime(2026, 11, 18, 9, 0, tzinfo=UTC),
        next_contact_on=date(2026, 11, 19),
    )
    add_note(workspace, first)
    (due,) = service.today(workspace).contacts_due
    assert (due.person_name, due.due_on) == ("Siân Morgan", date(2026, 11, 19))
    assert due.safe_contact is not None
    assert due.safe_contact.how == "text"
    add_note(
        workspace, NewContactNote(ContactKind.TEXT, "Safe.", case_id=case_id, person_id=person)
    )
    assert service.today(workspace).contacts_due == ()
    for day in (18, 19):  # of one moment, the one written last holds
        add_note(workspace, replace(first, at=NOW, next_contact_on=date(2026, 11, day)))
    (due,) = service.today(workspace).contacts_due
    assert due.due_on == date(2026, 11, 19)


def test_no_contact_is_due_in_a_case_recorded_in_error(workspace: Workspace, case_id: int) -> None:
    planned = NewContactNote(
        ContactKind.CALL, "Well.", case_id=case_id, next_contact_on=date(2026, 11, 20)
    )
    add_note(workspace, planned)
    assert len(service.today(workspace).contacts_due) == 1
    case_life.mark_case_in_error(workspace, case_id, "Entered twice.")
    assert service.today(workspace).contacts_due == ()


def test_the_first_page_shows_one_state_of_the_records(workspace: Workspace, case_id: int) -> None:
    an_action(workspace, case_id, date(2026, 11, 20))
    begun: list[object] = []
    event.listen(workspace.engine, "begin", begun.append)
    service.today(workspace)
    assert len(begun) == 1


def test_what_happened_since_the_last_visit_is_counted(
    workspace: Workspace, clock: Clock, case_id: int
) -> None:
    case_life.close_case(workspace, case_id, "Moved away.")
    assert service.is_first_visit(workspace)
    service.end_visit(workspace)
    assert not service.is_first_visit(workspace)
    clock.moment = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    take_in_referral(workspace, new_referral())
    case_life.reopen_case(workspace, case_id, "Back in the area.")
    since = service.today(workspace).since
    assert since is not None
    assert (since.referrals, since.assessments, since.reopened) == (1, 0, 1)


def test_opening_a_case_is_audited_once_and_asking_again_is_not(
    workspace: Workspace, case_id: int
) -> None:
    service.case_page(workspace, case_id)
    service.case_page(workspace, case_id, opening=False)
    assert audited(workspace, "case.viewed") == 1
    with pytest.raises(NotFoundError):
        service.case_page(workspace, case_id + 1)
    assert audited(workspace, "case.viewed") == 1


def test_a_cases_page_warns_of_what_is_unsafe(workspace: Workspace, case_id: int) -> None:
    page = service.case_page(workspace, case_id)
    assert (page.forum, page.subject_label, page.days_open) == ("MARAC", "victim", 8)
    assert page.now.subject_age == 38
    safe, never, protected = page.now.warnings
    assert safe == Caution("Safe contact: Text message only, 07700 900461", is_danger=False)
    assert never == Caution("Gareth Pugh must not answer.")
    assert "protected" in protected.text
    assert [person.role_title for person in page.people] == ["victim", "person causing harm"]
    assert page.referrals[0].criteria[0].criterion_id == "escalation"


def test_a_timeline_shows_what_happened_with_corrections_struck(
    workspace: Workspace, clock: Clock, case_id: int
) -> None:
    note = NewContactNote(
        ContactKind.CALL,
        "Rang the mobile, no answer.",
        case_id=case_id,
        at=datetime(2026, 11, 13, 14, 10, tzinfo=UTC),
    )
    note_id = add_note(workspace, note)
    told = datetime(2026, 11, 11, 8, 0, tzinfo=UTC)
    record_report(
        workspace,
        NewReport("A neighbour", "PC Tate", ToldHow.CALL, "Shouting.", told, case_id=case_id),
    )
    record_assessment(
        workspace,
        NewAssessment(case_id, "dash_safelives", date(2026, 11, 14), stated_score=15),
    )
    an_action(workspace, case_id, date(2026, 11, 20))
    texted = NewContactNote(ContactKind.TEXT, "Texted; the rule is text only.", at=note.at)
    correct_note(workspace, note_id, texted, "Wrong note.")
    entries = service.timeline(workspace, case_id)
    assert [entry.kind for entry in entries] == [
        EntryKind.NOTE,
        EntryKind.NOTE,
        EntryKind.RISK,
        EntryKind.NOTE,
        EntryKind.REFERRAL,
        EntryKind.ACTION,
        EntryKind.REPORT,
    ]
    struck = next(entry for entry in entries if entry.struck == note.note)
    assert (struck.is_correction, struck.text) == (True, texted.note)
    assert struck.on == date(2026, 11, 20)
    assert entries[2].mark == "high"
    only = service.timeline(workspace, case_id, {EntryKind.RISK})
    assert only == [entries[2]]


class Clerk(User):
    """Reads records, but no files."""

    def may(self, permission: Permission) -> bool:
        return permission is Permission.READ_RECORDS


def test_a_file_stands_in_the_timeline_for_who_may_read_it(
    workspace: Workspace, case_id: int
) -> None:
    added = add_bytes(workspace, Owner(case_id), "Letter of Housing.txt", b"Dear colleague")
    wrong = add_bytes(workspace, Owner(case_id), "wrong.txt", b"Of another case")
    mark_attachment_in_error(workspace, wrong, "Of another case.")
    note = "Read it first."
    correct_attachment(workspace, added, title="Letter", note=note, reason="Clearer.")
    (*corrected, entry) = service.timeline(workspace, case_id, {EntryKind.FILE})
    assert (entry.record_id, entry.title, entry.text) == (
        added, "File added · Letter", "Read it first.",
    )  # fmt: skip
    assert entry.by == "Cariad Price"
    assert {one.struck for one in corrected} == {"Letter of Housing", ""}
    workspace.user = Clerk(1, "Nia Prosser", "reader")
    assert service.timeline(workspace, case_id, {EntryKind.FILE}) == []


def test_a_field_corrected_twice_shows_each_step(workspace: Workspace, case_id: int) -> None:
    referral = service.case_page(workspace, case_id).referrals[0]
    for day, reason in ((date(2026, 11, 11), "Misread."), (date(2026, 11, 10), "Misread again.")):
        correct_referral(workspace, referral.id, replace(referral.fields, received_on=day), reason)
    steps = [e for e in service.timeline(workspace, case_id) if e.is_correction]
    assert [(e.struck, e.text) for e in steps] == [
        ("11 November 2026", "10 November 2026"),
        ("12 November 2026", "11 November 2026"),
    ]


def test_a_case_put_off_is_called_so_on_its_timeline(workspace: Workspace, case_id: int) -> None:
    meeting = plan_meeting(workspace, NewMeeting("marac", date(2026, 11, 20), number=35))
    (discussion,) = list_cases(workspace, meeting, [case_id])
    defer(workspace, discussion, "The officer is ill")
    titles = [one.title for one in service.timeline(workspace, case_id)]
    assert "Put off at MARAC 35" in titles
