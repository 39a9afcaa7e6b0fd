"""What may stand as an outside figure. Pure functions: same input, same answer."""

from collections.abc import Mapping

from casedesk.i18n import _
from casedesk.outside_figures.catalogue import Series, SeriesUnit
from casedesk.outside_figures.model import NewFigure

_WHOLE = 100


def figure_problems(new: NewFigure, known: Mapping[str, Series]) -> dict[str, str]:
    """Return what is wrong with a figure as written down, by field; empty if nothing is.

    Plain numbers may be negative, such as a change; counts, rates and ranks may not.
    """
    problems: dict[str, str] = {}
    series = known.get(new.series_id)
    if series is None:
        problems["series_id"] = _("This series is not known. Choose one from the list.")
    elif series.unit is not SeriesUnit.NUMBER and new.value < 0:
        problems["value"] = _("This figure cannot be below 0.")
    elif series.unit is SeriesUnit.PERCENT and new.value > _WHOLE:
        problems["value"] = _("This figure is a percentage and cannot be above 100.")
    if new.to_on < new.from_on:
        problems["to_on"] = _("The last day cannot come before the first.")
    return problems
