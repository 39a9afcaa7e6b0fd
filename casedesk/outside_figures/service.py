"""Everything that can be done with outside figures."""

from datetime import date

from msgspec.structs import asdict, replace
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from casedesk.errors import InputError, NotFoundError
from casedesk.i18n import _
from casedesk.outside_figures.catalogue import series
from casedesk.outside_figures.model import NewFigure, OutsideFigure
from casedesk.outside_figures.rules import figure_problems
from casedesk.outside_figures.tables import OutsideFigureRow
from casedesk.security.roles import Permission
from casedesk.workspace.corrections import corrections_in
from casedesk.workspace.model import Correction, Topic
from casedesk.workspace.workspace import Change, Workspace

PAGE = 200

_SHOWN = tuple(getattr(OutsideFigureRow, name) for name in OutsideFigure.__struct_fields__)


def list_figures(
    workspace: Workspace,
    *,
    series_id: str | None = None,
    area: str | None = None,
    from_on: date | None = None,
    to_on: date | None = None,
    limit: int = PAGE,
    offset: int = 0,
) -> list[OutsideFigure]:
    """Return one page of figures that lie wholly inside the dates, the latest first."""
    query = (
        select(*_SHOWN)
        .where(*_conditions(series_id, area, from_on, to_on))
        .order_by(OutsideFigureRow.from_on.desc(), OutsideFigureRow.id.desc())
        .limit(limit)
        .offset(offset)
    )
    with workspace.reading(Permission.READ_RECORDS) as session:
        return [OutsideFigure(**row._mapping) for row in session.execute(query)]


def count_figures(workspace: Workspace, series_id: str | None = None) -> int:
    """Return how many figures there are, of one series or of all."""
    query = select(func.count(OutsideFigureRow.id)).where(*_conditions(series_id, None, None, None))
    with workspace.reading(Permission.READ_RECORDS) as session:
        return session.execute(query).scalar_one()


def figure_details(workspace: Workspace, figure_id: int) -> OutsideFigure:
    """Return one figure as recorded now.

    Raises:
        NotFoundError: there is none, or it was recorded in error.
    """
    there = OutsideFigureRow.error_at.is_(None)
    query = select(*_SHOWN).where(OutsideFigureRow.id == figure_id, there)
    with workspace.reading(Permission.READ_RECORDS) as session:
        found = session.execute(query).one_or_none()
    if found is None:
        raise NotFoundError(_("This record is no longer there. Look at the list again."))
    return OutsideFigure(**found._mapping)


def figure_corrections(workspace: Workspace, figure_id: int) -> tuple[Correction, ...]:
    """Return what a figure was before it was corrected."""
    with workspace.reading(Permission.READ_RECORDS) as session:
        return corrections_in(session, OutsideFigureRow, figure_id)


def add_figure(workspace: Workspace, new: NewFigure) -> int:
    """Record a figure and return its id.

    Raises:
        InputError: by field of `new`; the same series, area and days stand there already.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.FIGURES) as change:
        _check_alone(change.session, _tidy(new), None)
        return set_figure(change, new)


def set_figure(change: Change, new: NewFigure) -> int:
    """Record a figure as part of a larger change, such as an import, and return its id.

    A sheet may hold a series in several rows of the same days; they are summed.

    Raises:
        InputError: by field of `new`.
    """
    new = _tidy(new)
    _check(new)
    row = change.add(OutsideFigureRow(**asdict(new)))
    change.audit("figure.added", _record(row))
    return row.id


def correct_figure(
    workspace: Workspace, figure_id: int, new: NewFigure, reason: str, version: int | None = None
) -> None:
    """Correct a figure, for instance when its source revised it; the old one stays, struck.

    Raises:
        NotFoundError: there is no such figure.
        ConflictError: somebody changed it meanwhile.
        InputError: by field of `new`, or the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.FIGURES) as change:
        row = change.find(OutsideFigureRow, figure_id, version)
        new = _tidy(new)
        _check(new)
        _check_alone(change.session, new, figure_id)
        changed = change.correct(row, reason, **asdict(new))
        change.audit("figure.corrected", _record(row), " ".join(changed))


def mark_figure_in_error(
    workspace: Workspace, figure_id: int, reason: str, version: int | None = None
) -> None:
    """Take a figure out of lists and counts; it stays in the file with the reason.

    Raises:
        NotFoundError, ConflictError: it is gone, or somebody changed it meanwhile.
        InputError: the reason is missing.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.FIGURES) as change:
        row = change.find(OutsideFigureRow, figure_id, version)
        change.mark_in_error(row, reason)
        change.audit("figure.marked_in_error", _record(row))


def take_back_figure_error(workspace: Workspace, figure_id: int) -> None:
    """Bring back a figure that was marked as recorded in error.

    Raises:
        NotFoundError: it is not marked.
        InputError: the same series, area and days stand there by now.
    """
    with workspace.changing(Permission.CHANGE_RECORDS, Topic.FIGURES) as change:
        row = change.find_in_error(OutsideFigureRow, figure_id)
        held = NewFigure(row.series_id, row.from_on, row.to_on, row.value, row.area, row.source)
        _check_alone(change.session, held, figure_id)
        change.take_error_back(row)
        change.audit("figure.error_taken_back", _record(row))


def _check(new: NewFigure) -> None:
    problems = figure_problems(new, series())
    if problems:
        raise InputError(problems)


def _check_alone(session: Session, new: NewFigure, figure_id: int | None) -> None:
    """Refuse a figure that is typed in twice, because it would be counted twice."""
    query = select(OutsideFigureRow.id).where(
        OutsideFigureRow.error_at.is_(None),
        OutsideFigureRow.series_id == new.series_id,
        OutsideFigureRow.area.is_not_distinct_from(new.area),
        OutsideFigureRow.from_on == new.from_on,
        OutsideFigureRow.to_on == new.to_on,
        OutsideFigureRow.id.is_distinct_from(figure_id),
    )
    if session.scalar(query.limit(1)) is not None:
        text = _("A figure of this series, area and days stands there. Correct that one.")
        raise InputError({"from_on": text})


def _tidy(new: NewFigure) -> NewFigure:
    return replace(
        new, area=(new.area or "").strip() or None, source=(new.source or "").strip() or None
    )


def _conditions(
    series_id: str | None, area: str | None, from_on: date | None, to_on: date | None
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [OutsideFigureRow.error_at.is_(None)]
    if series_id is not None:
        found.append(OutsideFigureRow.series_id == series_id)
    if area is not None:
        found.append(OutsideFigureRow.area == area)
    if from_on is not None:
        found.append(OutsideFigureRow.from_on >= from_on)
    if to_on is not None:
        found.append(OutsideFigureRow.to_on <= to_on)
    return found


def _record(row: OutsideFigureRow) -> str:
    return f"outside_figure/{row.id}"
