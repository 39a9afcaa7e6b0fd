"""The last quarters of a measure: drawn, and the same figures as a table."""

from msgspec import Struct
from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casedesk.i18n import _, catalogue_text
from casedesk.measures.chart import ChartData, ChartSeries
from casedesk.measures.model import QuarterValue
from casedesk.measures.service import measure_of
from ui.table_models.measure_table import quarter_columns, quarter_rows
from ui.table_models.paged_table_model import FixedRows, PagedTableModel
from ui.text_format import number
from ui.theme.units import fix
from ui.widgets.bar_chart import BarChart
from ui.widgets.card import Card
from ui.widgets.paged_table import HEADER, ROW, PagedTable
from ui.widgets.segmented import Segmented
from ui.widgets.showing import set_shown

QUARTERS = 8
CHART, TABLE = "chart", "table"


class Quarters(Struct, frozen=True):
    """The figures of one measure, the earliest quarter first."""

    measure_id: str
    found: tuple[QuarterValue, ...]


class QuartersCard(Card):
    """Shows a chart or, for whoever reads figures or hears them, its table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build without figures; `show_quarters` fills chart and table."""
        super().__init__(_("Last 8 quarters"), parent)
        self.title_label.setWordWrap(True)  # the measure's title is longer
        self.looks = Segmented(_("Last 8 quarters"), [(CHART, _("Chart")), (TABLE, _("Table"))])
        self.add_tool(self.looks)
        self.chart = BarChart()
        self.add(self.chart)
        self.model = PagedTableModel(quarter_columns(), FixedRows())
        self.table = PagedTable(_("Last 8 quarters"), self.model)
        fix(self.table, height=HEADER + QUARTERS * ROW + 2)
        self.add_full(self.table, 0)
        self.looks.changed.connect(self._on_look)
        self._on_look()

    def show_quarters(self, quarters: Quarters) -> None:
        """Show the figures of a measure."""
        data = _chart(quarters)
        self.set_title(data.title)
        self.chart.show_data(data)
        self.model.set_source(FixedRows(quarter_rows(quarters.measure_id, quarters.found)))

    @Slot()
    def _on_look(self) -> None:
        set_shown(self.chart, self.looks.value() == CHART)
        set_shown(self.table, self.looks.value() == TABLE)


def _chart(quarters: Quarters) -> ChartData:
    found = quarters.found
    title = catalogue_text(measure_of(quarters.measure_id).title)
    values = tuple(None if one.value is None else float(one.value) for one in found)
    texts = tuple("–" if v is None else number(v, 0 if v.is_integer() else 1) for v in values)
    labels = tuple(_("Q{number}").format(number=(q.first.month - 4) % 12 // 3 + 1) for q in found)
    years: list[tuple[str, int]] = []
    for one in found:
        year = one.first.year - (one.first.month < 4)
        name = f"{year}/{(year + 1) % 100:02}"
        if years and years[-1][0] == name:
            years[-1] = (name, years[-1][1] + 1)
        else:
            years.append((name, 1))
    return ChartData(title, labels, (ChartSeries(title, values, texts),), groups=tuple(years))
