"""A chart as plain data: the window, the PDF and the table beside it show the same object."""

from msgspec import Struct


class ChartSeries(Struct, frozen=True):
    """One row of bars.

    `values` are the heights, None where a figure is hidden or not collected; `shown` is the text
    of each, ready to be printed ("66", "29%", "[c]", "[x]").
    """

    name: str
    values: tuple[float | None, ...]
    shown: tuple[str, ...]


class ChartData(Struct, frozen=True):
    """A bar chart.

    Attributes:
        title: what is counted, of when.
        labels: one for each bar ("Q3").
        series: the figures; each as long as `labels`.
        unit: what one is ("cases", "%"); may be empty.
        groups: a second line below the labels: text and how many bars it spans ("2024/25", 2).
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    unit: str = ""
    groups: tuple[tuple[str, int], ...] = ()

    def rows(self) -> list[tuple[str, ...]]:
        """Return the figures as a table: label, then each series as shown."""
        return [
            (label, *(one.shown[place] for one in self.series))
            for place, label in enumerate(self.labels)
        ]

    def summary(self) -> str:
        """Return the figures of the first series in one line, for those who cannot see bars."""
        if not self.series:
            return self.title
        pairs = zip(self.labels, self.series[0].shown, strict=True)
        return f"{self.title}: " + ", ".join(f"{label} {shown}" for label, shown in pairs)
