"""Asks once, away from the window, what its pages ask first."""

from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from casedesk.actions.action_list import action_ids, action_lines, owners_of_open
from casedesk.actions.action_list import view_counts as action_counts
from casedesk.cases.case_list import case_page as page_of_list
from casedesk.cases.case_list import view_counts
from casedesk.cases.service import take_in_referral
from casedesk.errors import CaseDeskError
from casedesk.forums.service import forums_in_use
from casedesk.incidents.service import all_reports, count_reports
from casedesk.interventions.model import InterventionFilter
from casedesk.interventions.power_list import intervention_ids, intervention_lines, power_counts
from casedesk.interventions.whole_course import whole_course
from casedesk.meetings.meeting_list import count_meetings, meeting_ids, meetings_by_id
from casedesk.meetings.model import MeetingStatus
from casedesk.outside_figures.catalogue import series
from casedesk.overviews import case_view
from casedesk.overviews.person_view import person_page
from casedesk.overviews.place_view import place_page
from casedesk.overviews.service import case_page, discussion_page, meeting_page, timeline, today
from casedesk.overviews.timeline import entries
from casedesk.people.details import person_details
from casedesk.people.joining import preview_join
from casedesk.people.match_list import count_open_matches
from casedesk.people.matches import possible_matches
from casedesk.people.model import NewPerson, PersonSought
from casedesk.people.recent_joins import recent_joins
from casedesk.people.service import open_matches
from casedesk.places.tables import PlaceRow
from casedesk.progress import Progress
from casedesk.referrals.model import (
    CriterionMet,
    Involved,
    NewReferral,
    ReferralFields,
    ReferringAgency,
)
from casedesk.registers.catalogue import registers
from casedesk.security.roles import Permission
from casedesk.workspace.drafts import draft_of
from casedesk.workspace.rehearsal import rehearsing
from casedesk.workspace.workspace import Workspace


def rehearse(workspace: Workspace) -> None:
    """Let the store compose the statements of the usual pages; a worker calls it after opening.

    A statement takes most of its time when it is asked for the first time: some 40 ms for a case's
    page, in which the window could not answer. Nothing is shown, so no view is audited.
    """
    if not workspace.may(Permission.READ_RECORDS):
        return
    with suppress(CaseDeskError, SQLAlchemyError):  # told when the page itself asks
        today(workspace)
        view_counts(workspace)
        open_matches(workspace)
        cases = page_of_list(workspace)[:1]
        if not cases:
            with workspace.reading(Permission.READ_RECORDS) as session:
                case_view.ask_of_none(workspace, session)
                entries(workspace, session, 0)
        for line in cases:
            subject = case_page(workspace, line.id, opening=False).now.subject
            timeline(workspace, line.id)
            if subject is not None:
                person_page(workspace, subject.person_id, opening=False)


def rehearse_the_rest(workspace: Workspace, progress: Progress) -> None:
    """Do so for other pages; a worker calls it once the first page, which need not wait, is shown.

    Raises:
        Cancelled: it was stopped, as before the file is locked.
    """
    if not workspace.may(Permission.READ_RECORDS):
        return
    asked = (_forms, _typing_a_name, _matches, _meetings, _powers, _actions, _places, _registers)
    for done, ask in enumerate(asked):
        progress.step(done, len(asked))
        with suppress(CaseDeskError, SQLAlchemyError):
            ask(workspace)


def rehearse_referral(workspace: Workspace) -> None:
    """Take a referral in and keep none of it; a worker calls it while one is being typed."""
    if not workspace.may(Permission.CHANGE_RECORDS):
        return
    nobody = NewPerson("Nobody", "Nemo", born_on=workspace.today())
    referral = NewReferral(
        "marac",
        ReferralFields(received_on=workspace.today(), reason="–"),
        nobody,
        agencies=(ReferringAgency("police"), ReferringAgency("idva")),
        others=(Involved(nobody, "person_causing_harm"),),
        criteria=(CriterionMet("escalation", "–"),),
        address="None",
    )
    with suppress(CaseDeskError, SQLAlchemyError), rehearsing(workspace) as stage:
        take_in_referral(stage, referral)


def _forms(workspace: Workspace) -> None:
    forums_in_use(workspace)
    draft_of(workspace, "")


def _typing_a_name(workspace: Workspace) -> None:
    # Not with a surname or somebody's birthday: what compares names takes 3 MB.
    possible_matches(workspace, PersonSought(known_as="Nobody", address="None", postcode="QX1 1AA"))


def _matches(workspace: Workspace) -> None:
    count_open_matches(workspace)
    recent_joins(workspace)
    for match in open_matches(workspace)[:1]:
        preview_join(workspace, match.first.id, match.second.id)
        person_details(workspace, match.first.id, opening=False)


def _meetings(workspace: Workspace) -> None:
    count_meetings(workspace)
    ids = meeting_ids(workspace, MeetingStatus.PLANNED)[:1]
    meetings_by_id(workspace, ids)
    for meeting in ids:
        items = meeting_page(workspace, meeting).items
        for item in items[:1]:
            discussion_page(workspace, item.id, opening=False)


def _powers(workspace: Workspace) -> None:
    power_counts(workspace)
    ids = intervention_ids(workspace, InterventionFilter())[:1]
    intervention_lines(workspace, ids)
    for one in ids:
        whole_course(workspace, one, opening=False)


def _actions(workspace: Workspace) -> None:
    action_counts(workspace)
    owners_of_open(workspace)
    action_lines(workspace, action_ids(workspace)[:1])


def _registers(workspace: Workspace) -> None:
    registers()
    series()
    count_reports(workspace)
    all_reports(workspace, limit=1)


def _places(workspace: Workspace) -> None:
    with workspace.reading(Permission.READ_RECORDS) as session:
        first = session.scalar(select(PlaceRow.id).limit(1))
    place_page(workspace, first or 0, opening=False)
