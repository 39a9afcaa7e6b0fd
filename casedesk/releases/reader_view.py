"""What readers see, made from the published cells and nothing else.

So every document of a publication is the same whatever the hidden figures are.
"""

from casedesk.dates import Period, day_title
from casedesk.disclosure.frame import Key
from casedesk.disclosure.published import NOT_COLLECTED, Figure, Marker, PublishedRelease
from casedesk.i18n import _, catalogue_text
from casedesk.measures.chart import ChartData, ChartSeries
from casedesk.measures.returns import Axis, Return
from casedesk.measures.rounding import change_percent
from casedesk.measures.service import measure_of
from casedesk.releases.compile import MEASURE, PERIOD, axes_of_return, period_of_code
from casedesk.releases.model import ReaderView, ScorecardRow, SplitTable


def reader_view(published: PublishedRelease, wanted: Return) -> ReaderView:
    """Return what the documents of a scorecard show."""
    dims = {dimension.name: dimension for dimension in published.spec.dims}
    now, before = dims[PERIOD].leaves
    rows: list[ScorecardRow] = []
    for measure in dims[MEASURE].leaves:
        rows.append(_row(published, measure, {}, (now, before), _title(measure)))
        rows += [
            _row(published, measure, {p.axis: p.value}, (now, before), _title(p.measure), p.measure)
            for p in wanted.parts
            if p.of == measure and p.axis in dims
        ]
    split = [
        _split(published, split.measure, axes_of_return(wanted)[split.by[0]], (now, before))
        for split in wanted.splits
        if split.measure in dims[MEASURE].leaves
    ]
    splits = tuple(one for one in split if _says_something(one))
    return ReaderView(
        catalogue_text(wanted.title),
        _period_text(period_of_code(now)),
        _period_text(period_of_code(before)),
        tuple(rows),
        splits,
        tuple(
            _chart(split) for split in splits if any(now.value for _l, now, _b in split.rows[:-1])
        ),
    )


def shown(figure: Figure) -> str:
    """Return a figure as it is printed: the number, `[c]` or `[x]`."""
    return f"{figure.value:,}" if figure.value is not None else figure.marker.value


def change_of(now: Figure, before: Figure) -> float | None:
    """Return the change in per cent with one decimal; None unless both figures are shown."""
    if now.value is None or before.value is None:
        return None
    return change_percent(now.value, before.value)


def change_text(percent: float | None) -> str:
    """Return a change as it is printed; the bundled font has no minus but the dash."""
    if not percent:  # nothing to compare with, or as many as before
        return "–" if percent is None else "0%"
    return f"{percent:+.1f}%".replace("-", "–")


def _title(measure: str) -> str:
    return catalogue_text(measure_of(measure).title)


def _figure(
    published: PublishedRelease, measure: str, period: str, where: dict[str, str]
) -> Figure:
    codes = (where.get(d.name, "") for d in published.spec.dims[2:])
    key: Key = (measure, period, *codes)
    return published.figures.get(key, NOT_COLLECTED)


def _row(  # noqa: PLR0917 - the cell of a table has as many coordinates
    published: PublishedRelease,
    measure: str,
    where: dict[str, str],
    periods: tuple[str, str],
    title: str,
    part: str = "",
) -> ScorecardRow:
    now, before = (_figure(published, measure, period, where) for period in periods)
    return ScorecardRow(
        part or measure, title, now, before, change_of(now, before), is_part=bool(part)
    )


def _split(
    published: PublishedRelease, measure: str, axis: Axis, periods: tuple[str, str]
) -> SplitTable:
    rows = []
    for value, title in (*((v.id, catalogue_text(v.title)) for v in axis.values), ("", _("All"))):
        where = {axis.id: value} if value else {}
        now, before = (_figure(published, measure, period, where) for period in periods)
        rows.append((title, now, before))
    return SplitTable(measure, _title(measure), catalogue_text(axis.title), tuple(rows))


def _says_something(split: SplitTable) -> bool:
    """Tell whether there is more in a table than what was not collected, or none of it."""
    parts = [figure for _label, *figures in split.rows[:-1] for figure in figures]
    return any(figure.value or figure.marker is Marker.HIDDEN for figure in parts)


def _chart(split: SplitTable) -> ChartData:
    """Return the bars of this period; a hidden figure has no bar and no place in the scale."""
    rows = split.rows[:-1]
    series = ChartSeries(
        split.title,
        tuple(None if now.value is None else float(now.value) for _label, now, _before in rows),
        tuple(shown(now) for _label, now, _before in rows),
    )
    title = _("{measure} by {axis}").format(measure=split.title, axis=split.axis_title.lower())
    return ChartData(title, tuple(label for label, _now, _before in rows), (series,))


def _period_text(period: Period) -> str:
    return period.title or _("{first} to {last}").format(
        first=day_title(period.first), last=day_title(period.last)
    )


def hidden_count(published: PublishedRelease) -> int:
    """Return how many published figures are hidden."""
    return sum(figure.marker is Marker.HIDDEN for figure in published.figures.values())
