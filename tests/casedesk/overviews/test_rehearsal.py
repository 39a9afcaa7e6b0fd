"""What was rehearsed is not composed again when a page asks it."""

import pytest
from msgspec.structs import replace

from casedesk.actions.action_list import action_ids, action_lines
from casedesk.cases.service import take_in_referral
from casedesk.forums.service import forums_in_use
from casedesk.incidents.service import all_reports
from casedesk.interventions.power_list import power_counts
from casedesk.meetings.meeting_list import meeting_ids
from casedesk.meetings.model import MeetingStatus
from casedesk.overviews.rehearsal import rehearse, rehearse_referral, rehearse_the_rest
from casedesk.overviews.service import case_page, timeline, today
from casedesk.people.matches import possible_matches
from casedesk.people.model import PersonSought
from casedesk.progress import Unwatched
from casedesk.workspace.drafts import draft_of
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, new_referral
from tests.statements import composed

pytestmark = pytest.mark.usefixtures("statements_anew")
FEW = 4  # of some forty: those that a case in an empty file cannot be asked in advance


@pytest.mark.parametrize(("cases_before", "most"), [(1, 0), (0, FEW)])
def test_today_and_a_case_are_asked_without_composing_their_statements(
    workspace: Workspace, cases_before: int, most: int
) -> None:
    case = a_case(workspace) if cases_before else 0
    rehearse(workspace)
    case = case or a_case(workspace)
    with composed(workspace) as statements:
        today(workspace)
        case_page(workspace, case, opening=False)
        timeline(workspace, case)
    assert len(statements) <= most, "\n\n".join(statements)


def test_what_is_typed_first_and_lists_are_asked_without_composing_their_statements(
    workspace: Workspace,
) -> None:
    a_case(workspace)
    rehearse(workspace)
    rehearse_the_rest(workspace, Unwatched())
    with composed(workspace) as statements:
        forums_in_use(workspace)
        draft_of(workspace, "intake")
        possible_matches(workspace, PersonSought(known_as="Sian", postcode="QX4 1BR"))
        meeting_ids(workspace, MeetingStatus.PLANNED)
        power_counts(workspace)
        all_reports(workspace)
        action_lines(workspace, action_ids(workspace))
    assert statements == []


def test_the_first_referral_is_taken_in_without_composing_and_none_was_kept(
    workspace: Workspace,
) -> None:
    told: list[object] = []
    workspace.listeners.append(told.append)

    def held() -> dict[str, int]:
        """Return how many rows each table holds, those of the search and of ids given included."""
        with workspace.engine.connect() as connection:
            ask = connection.exec_driver_sql
            names = ask("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
            return {one: ask(f'SELECT count(*) FROM "{one}"').scalar_one() for one in names}

    before = held()
    rehearse_referral(workspace)
    assert (held(), told) == (before, [])
    with composed(workspace) as statements:
        taken = take_in_referral(workspace, new_referral(address="2 Mill Court"))
    assert statements == []
    assert (taken.case_id, taken.referral_id, len(told)) == (1, 1, 1)
    assert held() != before


def test_who_only_reads_rehearses_no_referral(workspace: Workspace) -> None:
    workspace.user = replace(workspace.user, role_id="reader")
    with composed(workspace) as statements:
        rehearse_referral(workspace)
    assert statements == []


def test_without_it_they_would_be(workspace: Workspace) -> None:
    case = a_case(workspace)
    with composed(workspace) as statements:
        today(workspace)
        case_page(workspace, case, opening=False)
        timeline(workspace, case)
    assert len(statements) > 20
