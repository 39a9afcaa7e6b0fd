"""Whether a measure names only what is there; asked before a catalogue is used or shipped."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from casedesk.catalogue_folder import read_folder
from casedesk.errors import CatalogueError
from casedesk.i18n import _
from casedesk.measures.catalogue import OUTSIDE, Kind, Measure
from casedesk.measures.subjects.declared import subjects
from casedesk.outside_figures.catalogue import series


def read_measures(folder: Path) -> Mapping[str, Measure]:
    """Read the measures of `folder` by id.

    Raises:
        CatalogueError: a file names a subject, day, filter, column or axis that is not there.
    """
    found = read_folder(folder, Measure)
    for measure in found.values():
        missing = next(iter(_unknown(measure, found)), None)
        if missing:
            text = _('{file}: there is no "{name}" to count with.')
            raise CatalogueError(text.format(file=f"{measure.id}.toml", name=missing))
    return found


def _unknown(measure: Measure, others: Mapping[str, Measure]) -> Iterable[str]:
    """Return every name in `measure` that nothing stands behind."""
    if measure.kind is Kind.OUTSIDE_FIGURE:
        yield from {measure.series} - set(series())
        yield from set(measure.axes) - {"area"}
    elif measure.kind is Kind.CHANGE or measure.bases:
        plain = {one.id for one in others.values() if not one.bases}
        outside = {OUTSIDE + series_id for series_id in series()}
        needed = {measure.measure, measure.against or measure.measure}
        yield from needed - plain - outside
    elif measure.of not in subjects():
        yield measure.of
    else:
        subject = subjects()[measure.of]
        yield from {measure.date or subject.own_event} - set(subject.events)
        yield from {*measure.where, *measure.numerator} - set(subject.filters)
        yield from {*measure.axes, measure.needs} - {"", *subject.axes}
        yield from {measure.distinct} - {"", *subject.distinct}
        yield from {measure.sum} - {"" if measure.kind is not Kind.SUM else None, *subject.sums}
        spans = {"" if measure.kind is not Kind.MEDIAN_DAYS else None, *subject.spans}
        yield from {measure.days} - spans
