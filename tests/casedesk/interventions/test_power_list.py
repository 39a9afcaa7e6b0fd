"""The list of interventions: narrowed, sorted, with the deadline that comes next."""

from datetime import UTC, date, datetime

from casedesk.interventions import course, deadlines, service
from casedesk.interventions.catalogue import PowerKind
from casedesk.interventions.model import (
    Ending,
    InterventionFilter,
    InterventionStatus,
    NewIntervention,
    PowerOrder,
    PowerSort,
)
from casedesk.interventions.power_list import (
    clocks_running,
    intervention_ids,
    intervention_lines,
    power_counts,
)
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case, a_person, a_place

TODAY = date(2026, 11, 20)
SERVED = datetime(2026, 11, 19, 9, 20, tzinfo=UTC)


def some_powers(workspace: Workspace) -> tuple[int, int, int]:
    """Record a notice with clocks running, an order in force and a warning that ended."""
    person = a_person(workspace, "Pugh", forenames="Gareth")
    notice = service.record_intervention(
        workspace,
        NewIntervention("closure_notice", place_id=a_place(workspace), served_at=SERVED),
    )
    order = service.record_intervention(
        workspace,
        NewIntervention(
            "cbo",
            a_case(workspace),
            person,
            granted_on=date(2026, 10, 1),
            ends_on=date(2028, 9, 30),
        ),
    )
    warning = service.record_intervention(
        workspace, NewIntervention("cpw", person_id=person, issued_on=date(2026, 9, 1))
    )
    end = Ending(InterventionStatus.ENDED, date(2026, 11, 1))
    service.end_intervention(workspace, warning, end)
    return notice, order, warning


def test_a_list_is_narrowed_by_kind_state_clocks_and_words(workspace: Workspace) -> None:
    notice, order, warning = some_powers(workspace)
    course.record_breach(workspace, order, date(2026, 11, 3), "In the street.")

    def found(**which: object) -> set[int]:
        return set(intervention_ids(workspace, InterventionFilter(**which)))  # type: ignore[arg-type]

    assert found() == {notice, order, warning}
    assert found(kind=PowerKind.CIVIL_ORDER) == {order}
    assert found(clocks_running=True) == {notice}
    assert found(ended_from=date(2026, 1, 1), ended_to=TODAY) == {warning}
    assert found(ended_from=date(2026, 11, 2)) == set()
    assert found(breached=True) == {order}
    assert found(words="pugh") == {order, warning}
    assert found(words="M-2026-014") == {order}
    assert found(words="mill court") == {notice}


def test_the_saved_views_count_what_they_show(workspace: Workspace) -> None:
    notice, _order, _warning = some_powers(workspace)
    counts = power_counts(workspace)
    assert (counts.in_use, counts.clocks_running) == (2, 1)
    assert (counts.open_orders, counts.ended_this_year) == (1, 1)
    end = Ending(InterventionStatus.WITHDRAWN, TODAY)
    service.end_intervention(workspace, notice, end, "Grounds gone.")
    assert clocks_running(workspace) == 0  # a notice that was withdrawn has no clock


def test_a_line_shows_the_deadline_that_comes_next(workspace: Workspace) -> None:
    notice, order, warning = some_powers(workspace)
    lines = intervention_lines(workspace, [warning, notice, order])
    assert [one.id for one in lines] == [warning, notice, order]
    assert (lines[1].next_title, lines[1].next_due) == (
        "Hearing",
        datetime(2026, 11, 21, 9, 20, tzinfo=UTC),
    )
    assert (lines[2].used_on, lines[2].case_reference) == ("Gareth Pugh", "M-2026-014")
    assert lines[0].next_due is None
    held = service.get_intervention(workspace, notice)
    for one in held.deadlines:
        if one.id is not None:
            deadlines.settle_deadline(workspace, one.id, "Heard.")
    assert intervention_lines(workspace, [notice])[0].next_due is None


def test_what_has_no_deadline_comes_last_whichever_way(workspace: Workspace) -> None:
    notice, _order, _warning = some_powers(workspace)
    for descending in (False, True):
        sort = PowerSort(PowerOrder.NEXT_DUE, descending)
        assert intervention_ids(workspace, InterventionFilter(), sort)[0] == notice
    by_title = intervention_ids(workspace, InterventionFilter(), PowerSort(PowerOrder.POWER, False))
    titles = [one.title for one in intervention_lines(workspace, by_title)]
    assert titles == sorted(titles, key=str.casefold)
