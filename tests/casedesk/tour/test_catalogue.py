"""The tasks of the tour: who is given which, and that each says when it is done."""

from pathlib import Path

import pytest

from casedesk.audit.catalogue import audit_words
from casedesk.errors import CatalogueError
from casedesk.security.roles import roles
from casedesk.tour.catalogue import DoneWhen, read_tour, tasks_by_role
from tests.keep_texts import read_welsh

ENTRY = """
[[task]]
id = "count"
title = "Count"
text = "Count."
permission = "count"
done = "entry"
entry = "figures.counted"

[[task]]
id = "read"
title = "Read"
text = "Read."
permission = "read_records"
done = "case_opened"
"""


def test_coordinator_and_officer_have_six_tasks_and_the_analyst_what_names_nobody() -> None:
    ids = {role: [task.id for task in tasks] for role, tasks in tasks_by_role().items()}
    assert len(ids["coordinator"]) == len(ids["officer"]) == 6
    assert set(ids["officer"]) - set(ids["coordinator"]) == {"tick_point"}
    assert "see_hidden" not in ids["officer"]
    assert len(ids["analyst"]) == 5
    assert not any("{" in task.text for task in tasks_by_role()["analyst"])


def test_an_entry_that_a_task_waits_for_is_one_the_trail_knows() -> None:
    every = {task.id: task for tasks in tasks_by_role().values() for task in tasks}
    for task in every.values():
        known = task.entry in audit_words().actions
        assert known if task.done is DoneWhen.ENTRY else not task.entry, task.id


def test_the_welsh_texts_have_the_same_places_for_names() -> None:
    welsh = {one.id: one.string for one in read_welsh() if one.id}
    for task in (task for tasks in tasks_by_role().values() for task in tasks):
        said = str(welsh[task.text])
        assert [said.count(place) for place in ("{name}", "{person}")] == [
            task.text.count(place) for place in ("{name}", "{person}")
        ], task.id
        said.format(name="", person="")


def test_what_a_role_may_not_do_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "tour.toml"
    path.write_text(ENTRY + '[[given]]\nrole = "analyst"\ntasks = ["read", "count"]\n', "utf-8")
    assert [task.id for task in read_tour(path)["analyst"]] == ["count"]


@pytest.mark.parametrize(
    "given", ['role = "clerk"\ntasks = []', 'role = "analyst"\ntasks = ["dance"]']
)
def test_an_unknown_role_or_task_is_refused(tmp_path: Path, given: str) -> None:
    path = tmp_path / "tour.toml"
    path.write_text(f"{ENTRY}[[given]]\n{given}\n", "utf-8")
    with pytest.raises(CatalogueError, match=r"tour\.toml.*(clerk|dance)"):
        read_tour(path)


def test_every_role_that_has_a_tour_exists() -> None:
    assert set(tasks_by_role()) <= set(roles())
