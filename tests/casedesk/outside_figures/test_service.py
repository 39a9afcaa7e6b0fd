"""Numbers from elsewhere: added once, revised with a reason, found by series and days."""

from datetime import date
from typing import Any

import pytest

from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.outside_figures import service
from casedesk.outside_figures.model import NewFigure
from casedesk.workspace.workspace import Workspace


def burglaries(**given: Any) -> NewFigure:
    usual: dict[str, Any] = {
        "series_id": "burglary_residential",
        "from_on": date(2026, 4, 1),
        "to_on": date(2026, 6, 30),
        "value": 51,
        "area": "Riverside",
    }
    return NewFigure(**{**usual, **given})


def test_wrong_figures_are_said_by_field(workspace: Workspace) -> None:
    for wrong, field in (
        (burglaries(series_id="weather"), "series_id"),
        (burglaries(value=-1), "value"),
        (burglaries(to_on=date(2026, 3, 31)), "to_on"),
    ):
        with pytest.raises(InputError) as refused:
            service.add_figure(workspace, wrong)
        assert set(refused.value.problems) == {field}


def test_the_same_figure_stands_once(workspace: Workspace) -> None:
    service.add_figure(workspace, burglaries())
    with pytest.raises(InputError):
        service.add_figure(workspace, burglaries(value=52, area=" Riverside "))
    service.add_figure(workspace, burglaries(area=None))
    with pytest.raises(InputError):
        service.add_figure(workspace, burglaries(area=""))
    assert service.count_figures(workspace, "burglary_residential") == 2


def test_a_revised_figure_keeps_the_old_one_struck(workspace: Workspace) -> None:
    figure = service.add_figure(workspace, burglaries())
    (read,) = service.list_figures(workspace)
    with pytest.raises(InputError):
        service.correct_figure(workspace, figure, burglaries(value=49), "", read.version)
    service.correct_figure(workspace, figure, burglaries(value=49), "Revised.", read.version)
    (struck,) = service.figure_corrections(workspace, figure)
    assert (struck.field, struck.old_value) == ("value", "51.0")
    with pytest.raises(ConflictError):
        service.correct_figure(workspace, figure, burglaries(), "Old page.", read.version)


def test_recorded_in_error_it_makes_room_for_the_right_one(workspace: Workspace) -> None:
    figure = service.add_figure(workspace, burglaries())
    service.mark_figure_in_error(workspace, figure, "Another county's.")
    assert service.list_figures(workspace) == []
    with pytest.raises(NotFoundError):
        service.mark_figure_in_error(workspace, figure, "Again.")
    service.add_figure(workspace, burglaries())


def test_figures_are_found_by_series_area_and_the_days_they_lie_within(
    workspace: Workspace,
) -> None:
    spring = service.add_figure(workspace, burglaries())
    summer = service.add_figure(
        workspace, burglaries(from_on=date(2026, 7, 1), to_on=date(2026, 9, 30))
    )
    service.add_figure(workspace, burglaries(series_id="crime.all"))

    def found(**which: Any) -> list[int]:
        return [figure.id for figure in service.list_figures(workspace, **which)]

    assert found(series_id="burglary_residential") == [summer, spring]
    assert found(series_id="burglary_residential", to_on=date(2026, 9, 29)) == [spring]
    assert found(from_on=date(2026, 4, 2)) == [summer]
    assert found(area="Elsewhere") == []
