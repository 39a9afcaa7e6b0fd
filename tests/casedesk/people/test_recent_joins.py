"""Joinings are listed for as long as they can be undone."""

from datetime import timedelta

from casedesk.interventions.person_changes import join_people, undo_join
from casedesk.people.model import NewPerson
from casedesk.people.service import recent_joins, record_person
from casedesk.workspace.workspace import Workspace
from tests.conftest import NOW, Clock


def test_a_joining_is_listed_until_it_is_undone_or_thirty_days_have_passed(
    workspace: Workspace, clock: Clock
) -> None:
    ids = [record_person(workspace, NewPerson("Morgan", name)) for name in ("Siân", "Shan", "Eva")]
    first = join_people(workspace, ids[0], ids[1])
    clock.moment = NOW + timedelta(days=1)
    second = join_people(workspace, ids[0], ids[2])
    listed = recent_joins(workspace)
    assert [join.id for join in listed] == [second, first]
    assert (listed[1].kept.name, listed[1].joined.name) == ("Siân Morgan", "Shan Morgan")
    clock.moment = NOW + timedelta(days=31)
    assert [join.id for join in recent_joins(workspace)] == [second]
    undo_join(workspace, second)
    assert recent_joins(workspace) == []
