"""Every figure of practice data is what a plain recount of the exported rows says."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import text

from casedesk.actions.service import mark_action_in_error
from casedesk.cases.service import correct_referral, mark_referral_in_error, referral_details
from casedesk.dates import Period, financial_year_of, local_day, quarter_of
from casedesk.interventions.course import mark_breach_in_error, record_breach
from casedesk.interventions.model import NewIntervention
from casedesk.interventions.person_changes import join_people
from casedesk.interventions.service import record_intervention
from casedesk.measures.catalogue import Kind, measures
from casedesk.measures.service import axes_of_any, count
from casedesk.meetings.model import NewMeeting
from casedesk.meetings.service import correct_meeting
from casedesk.outside_figures.service import mark_figure_in_error
from casedesk.practice.service import make_practice_file
from casedesk.registers.service import mark_entry_in_error
from casedesk.security.roles import Permission
from casedesk.workspace import service
from casedesk.workspace.workspace import Workspace
from tests.casedesk.measures.dense_book import fill
from tests.casedesk.measures.recount_figures import Figures

QUARTERS = [quarter_of(date(2026, month, 1)) for month in (4, 7, 10)]


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Three hundred invented cases, as they stand in the autumn of 2026."""
    folder = tmp_path_factory.mktemp("recount") / "riverside.casedesk"
    made = make_practice_file(folder, "harbour violin teapot", 300, 11, date(2026, 11, 20))
    yield made
    service.lock(made)


def differences(workspace: Workspace, period: Period) -> dict[str, tuple[object, object]]:
    """Return each figure that the measures and the recount do not agree on."""
    counted = {figure.measure: figure.value for figure in count(workspace, period)}
    again = Figures(workspace, period.first, period.last).figures()
    ids = counted.keys() | (again.keys() - {"marac.yoy_change"})
    return {
        one: (counted.get(one, "not counted"), again.get(one, "not recounted"))
        for one in ids
        if one != "marac.yoy_change"
        and counted.get(one, "not counted") != pytest.approx(again.get(one, "not recounted"))
    }


@pytest.mark.parametrize("period", QUARTERS, ids=lambda period: period.title)
def test_every_measure_of_a_quarter(practice: Workspace, period: Period) -> None:
    assert differences(practice, period) == {}


def test_every_measure_after_a_day_of_corrections(practice: Workspace) -> None:
    """Corrections, mistakes, a joined person, a moved meeting, moments after midnight."""
    before = {period: figures_of(practice, period) for period in QUARTERS}
    for measure in ("marac.referrals", "ops.actions_on_time", "cpn.breached"):
        assert measure in before[QUARTERS[0]]
    move_a_meeting_to_the_next_quarter(practice)
    correct_a_referral_s_day(practice)
    mark_in_error(practice)
    join_two_people_heard(practice)
    use_powers_after_midnight(practice)
    after = {period: figures_of(practice, period) for period in QUARTERS}
    for period in QUARTERS:
        assert differences(practice, period) == {}
    spring, summer, autumn = QUARTERS
    moved = "marac.meetings"
    assert after[spring][moved] == before[spring][moved] - 1
    assert after[summer][moved] == before[summer][moved] + 1
    # Half past midnight of 1 July, 23:30 of 30 June in UTC; and of 30 September, still summer.
    assert after[summer]["cpn.issued"] == before[summer]["cpn.issued"] + 2
    assert after[spring]["cpn.issued"] == before[spring]["cpn.issued"]
    assert after[autumn]["cpn.issued"] == before[autumn]["cpn.issued"]


@pytest.mark.parametrize("seed", [3, 8])
def test_every_measure_of_a_dense_book_and_its_splits_add_up(
    workspace: Workspace, seed: int
) -> None:
    fill(workspace, seed)
    for period in QUARTERS:
        assert differences(workspace, period) == {}
    assert splits_that_do_not_add_up(workspace, financial_year_of(date(2026, 4, 1))) == []


def figures_of(workspace: Workspace, period: Period) -> dict[str, Any]:
    return {figure.measure: figure.value for figure in count(workspace, period)}


def some(workspace: Workspace, query: str) -> list[Any]:
    with workspace.reading(Permission.READ_RECORDS) as session:
        return list(session.execute(text(query)))


def move_a_meeting_to_the_next_quarter(practice: Workspace) -> None:
    query = "SELECT id, forum_id FROM meeting WHERE forum_id = 'marac' AND status = 'held' \
        AND held_on BETWEEN '2026-04-01' AND '2026-06-30' ORDER BY held_on DESC"
    meeting, forum = some(practice, query)[0]
    correct_meeting(practice, meeting, NewMeeting(forum, date(2026, 7, 1)), "Held a week later.")


def correct_a_referral_s_day(practice: Workspace) -> None:
    query = "SELECT id FROM referral WHERE forum_id = 'marac' AND status = 'accepted' \
        AND received_on BETWEEN '2026-04-10' AND '2026-06-30' ORDER BY id"
    ((referral,), *_others) = some(practice, query)
    details = referral_details(practice, referral)
    last_of_march = date(2026, 3, 31)
    fields = replace(details.fields, received_on=last_of_march, happened_on=last_of_march)
    correct_referral(practice, referral, fields, "It came on the last day of March.")


def mark_in_error(practice: Workspace) -> None:
    """Take out one of each that this summer's figures count."""
    summer = "BETWEEN '2026-07-01' AND '2026-09-30' AND error_at IS NULL"
    one = {
        "referral": f"SELECT id FROM referral WHERE forum_id = 'marac' AND received_on {summer}",
        "action": f"SELECT id FROM action WHERE status = 'done' AND due_on {summer}",
        "entry": f"SELECT id FROM register_entry WHERE on_day {summer} ORDER BY register_id",
        "figure": f"SELECT id FROM outside_figure WHERE from_on {summer}",
    }
    found = {name: some(practice, query)[0][0] for name, query in one.items()}
    mark_referral_in_error(practice, found["referral"], "Typed twice.")
    mark_action_in_error(practice, found["action"], "Another meeting's.")
    mark_entry_in_error(practice, found["entry"], "Another town's.")
    mark_figure_in_error(practice, found["figure"], "Another county's.")


def join_two_people_heard(practice: Workspace) -> None:
    """Two victims heard in the summer turn out to be one person, with one set of answers."""
    query = "SELECT DISTINCT k.person_id FROM case_person k JOIN discussion d USING (case_id) \
        JOIN meeting m ON m.id = d.meeting_id JOIN person p ON p.id = k.person_id \
        WHERE k.role = 'subject' AND d.status = 'heard' AND p.error_at IS NULL \
        AND m.held_on BETWEEN '2026-07-01' AND '2026-09-30' ORDER BY p.ethnicity_group, 1"
    people = [row[0] for row in some(practice, query)]
    join_people(practice, people[0], people[-1])


def use_powers_after_midnight(practice: Workspace) -> None:
    person = some(practice, "SELECT id FROM person WHERE error_at IS NULL")[0][0]
    for moment in (
        datetime(2026, 6, 30, 23, 30, tzinfo=UTC),
        datetime(2026, 9, 29, 23, 30, tzinfo=UTC),
    ):
        notice = NewIntervention("cpn", person_id=person, issued_at=moment)
        used = record_intervention(practice, notice)
        record_breach(practice, used, local_day(moment))
    mark_breach_in_error(
        practice, record_breach(practice, used, date(2026, 10, 1)), "Not this notice."
    )


def splits_that_do_not_add_up(workspace: Workspace, period: Period) -> list[tuple[str, str]]:
    """Return measures and axes of which the parts are not the whole; what is blank has none."""
    added = {Kind.COUNT, Kind.SUM, Kind.OUTSIDE_FIGURE}
    counted = [m for m in measures().values() if m.kind in added and not m.distinct]
    whole = {figure.measure: figure.value for figure in count(workspace, period)}
    found = []
    for axis in sorted({axis for measure in counted for axis in axes_of_any(measure)}):
        mine = [m.id for m in counted if axis in axes_of_any(m)]
        parts = dict.fromkeys(mine, 0.0)
        for figure in count(workspace, period, mine, (axis,)):
            parts[figure.measure] += figure.value or 0
        wrong = [one for one in mine if parts[one] != pytest.approx(whole[one] or 0, abs=1e-4)]
        found += [(one, axis) for one in wrong]
    return found
