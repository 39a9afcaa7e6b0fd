"""Pages for looking at the parts of the window; everything shown is invented."""

from datetime import UTC, datetime
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from casedesk.measures.chart import ChartData, ChartSeries
from ui.page import Page
from ui.table_models.paged_table_model import (
    Cell,
    FixedRows,
    PagedTableModel,
    TableColumn,
    TableRow,
)
from ui.theme.units import space
from ui.widgets.bar_chart import BarChart
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.chips import ChipRow
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.form_field import FormField
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.list_pane import ListPane
from ui.widgets.paged_table import PagedTable
from ui.widgets.passphrase_box import PassphraseBox
from ui.widgets.segmented import Segmented
from ui.widgets.state_mark import State, StateLabel

NOW = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)


def column_of(*parts: QWidget) -> QWidget:
    """Return a column of `parts`."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    space(column, gap=16)
    for part in parts:
        column.addWidget(part)
    return whole


def row_of(*parts: QWidget, stretch: bool = True) -> QHBoxLayout:
    """Return a row of `parts`."""
    row = QHBoxLayout()
    space(row, gap=8)
    for part in parts:
        row.addWidget(part)
    if stretch:
        row.addStretch(1)
    return row


class TodayLike(Page):
    """Looks like Today: cards, a table with states, segments."""

    def title(self) -> str:
        return "Today"

    def __init__(self, *given: Any) -> None:
        """Build the cards."""
        super().__init__(*given)
        self.heading.set_subtitle("Friday 20 November 2026")
        self.heading.add_right(button("Search", "search"))
        self.heading.add_right(button("New", "plus", primary=True))
        self.first = button("Open agenda")
        top = ((self._deadlines(), 31), (self._meeting(), 17), (self._finishing(), 13))
        self.body.addWidget(Columns(top))
        self.body.addWidget(self._actions(), 1)
        links = row_of(
            label("Since you were last here, Thu 19 Nov, 16:55:", "quiet"),
            link_button("2 referrals in"),
            link_button("1 risk level changed"),
        )
        self.body.addLayout(links)

    def first_focus(self) -> QWidget:
        return self.first

    def _deadlines(self) -> Card:
        card = Card("Deadlines")
        lines = (
            (
                State.STOP,
                "Closure notice CN-14: court hearing",
                "by Sun 22 Nov, 09:20",
                "Listed Sat 21 Nov, 10:00 · served by the council",
                "46 h 38 min left",
            ),
            (
                State.WARN,
                "Clare’s Law request CL-22: answer",
                "by Fri 27 Nov",
                "28-day target in the guidance, not a legal limit",
                "7 days left",
            ),
            (
                State.WARN,
                "Closure order CO-03: apply to extend",
                "by Wed 2 Dec",
                "The order ends on 2 Dec; apply before it ends",
                "12 days left",
            ),
        )
        for state, what, when, rule, left in lines:
            card.add(Hairline())
            mark = StateLabel()
            mark.show_state(state, what, semibold=True)
            card.add(row_of(mark, stretch=True))
            card.add(row_of(label(rule, "quiet"), label(left, state.value)))
            mark.setToolTip(when)
        return card

    def _meeting(self) -> Card:
        card = Card("Next meeting: MARAC 30")
        card.add(label("Tuesday 24 November, 10:00"))
        card.add(label("Room 2, Mill House · 2 hours", "quiet"))
        card.add(label("11 cases, 6 with children"))
        card.add(StateLabel(State.WARN, "Information missing: 2 cases"))
        card.body.addStretch(1)
        card.add(row_of(self.first, button("Print pack", "printer")))
        return card

    def _finishing(self) -> Card:
        card = Card("Needs finishing")
        for name, count in (("Referrals", "3"), ("Assessments", "1"), ("Outcomes", "2")):
            card.add(Hairline())
            line = row_of(label(name))
            line.addWidget(label(count, "strong"))
            card.add(line)
        card.body.addStretch(1)
        card.add(row_of(button("Show all 6")))
        return card

    def _actions(self) -> Card:
        card = Card("Actions due")
        card.add_tool(Segmented("Whose", [("mine", "Mine"), ("all", "All")]))
        due = Segmented(
            "Due",
            [("late", "Overdue 3"), ("today", "Today 2"), ("week", "Next 7 days 3")],
            several=True,
        )
        due.set_value("late", "today", "week")
        card.add_tool(due)
        columns = (
            TableColumn("Ref", 92),
            TableColumn("What"),
            TableColumn("Case or meeting", 136),
            TableColumn("Owner", 112),
            TableColumn("Agency", 152, drop_below=800),
            TableColumn("Due", 112, right=True),
            TableColumn("State", 128),
        )
        lines = (
            (
                "A-0228",
                "Send minutes of MARAC 29",
                "MARAC 29",
                "Tom Hale",
                "Council",
                "Wed 18 Nov",
                State.STOP,
                "2 days late",
            ),
            (
                "A-0219",
                "Flag the address for police response",
                "M-2026-208",
                "Dev Marsh",
                "Police",
                "Thu 19 Nov",
                State.STOP,
                "1 day late",
            ),
            (
                "A-0231",
                "Ring housing about the locks",
                "M-2026-214",
                "Cariad Price",
                "Council",
                "Fri 20 Nov",
                State.WARN,
                "due today",
            ),
            (
                "A-0233",
                "Ask school about Monday collection",
                "M-2026-214",
                "Joy Bevan",
                "Children’s social care",
                "Fri 20 Nov",
                State.WARN,
                "due today",
            ),
            (
                "A-0226",
                "Ask probation for the release date",
                "M-2026-212",
                "Dev Marsh",
                "Police",
                "Mon 23 Nov",
                State.OPEN,
                "in 3 days",
            ),
            (
                "A-0235",
                "Exit meeting papers for order CO-03",
                "J-2026-022",
                "Nell Farrow",
                "Council",
                "Thu 26 Nov",
                State.OPEN,
                "in 6 days",
            ),
        )
        rows = [
            TableRow(line[0], (*(Cell(text) for text in line[:6]), Cell(line[7], line[6])))
            for line in lines
        ]
        model = PagedTableModel(columns, FixedRows(rows))
        table = PagedTable("Actions due", model)
        model.refresh()
        table.select_id("A-0231")
        card.add_full(table)
        return card


class MeasuresLike(Page):
    """Looks like Measures: figures, chart, an empty card, chips, progress of the passphrase."""

    def title(self) -> str:
        return "Measures"

    def __init__(self, *given: Any) -> None:
        """Build table and chart."""
        super().__init__(*given)
        self.heading.add_left(
            Segmented("View", [("work", "Working figures"), ("out", "As published")])
        )
        self.heading.add_right(button("Copy table", "copy"))
        chips = ChipRow("Filters")
        chips.show_chips([("period", "Q2, July to September 2026"), ("forum", "Forum: MARAC")])
        self.body.addWidget(chips)
        columns = (
            TableColumn("Measure"),
            TableColumn("Q2 26/27", 96, right=True, sort_key="now"),
            TableColumn("Q2 25/26", 96, right=True),
            TableColumn("Change", 112),
            TableColumn("Note", 120),
        )
        lines = (
            ("Cases heard", "66", "58", State.UP, "+14%", ""),
            ("Repeat within 12 months", "29%", "31%", State.DOWN, "−2 points", "19 of 66"),
            ("Male victims", "[c]", "[c]", State.NONE, "–", "small number"),
        )
        rows = [
            TableRow(
                one[0],
                (
                    Cell(one[0]),
                    Cell(one[1], strong=True),
                    Cell(one[2]),
                    Cell(one[4], one[3]),
                    Cell(one[5], quiet=True),
                ),
            )
            for one in lines
        ]
        model = PagedTableModel(columns, FixedRows(rows))
        self.table = PagedTable("Main measures", model)
        model.refresh()
        self.table.select_id("Repeat within 12 months")
        figures = Card("MARAC, main measures")
        figures.add_tool(label("F1 explains a measure", "quiet"))
        figures.add_full(self.table)
        empty_model = PagedTableModel(columns, FixedRows())
        empty = Card("By referring agency")
        empty.add_full(
            ListPane(
                PagedTable("Agencies", empty_model),
                EmptyState("No case matches these filters.", "Clear filters"),
            )
        )
        shown = (52, 49, 55, 58, 61, 57, 63, 66)
        series = ChartSeries("Cases heard", tuple(map(float, shown)), tuple(map(str, shown)))
        chart = Card("Cases heard, last 8 quarters")
        chart.add(
            BarChart(
                ChartData(
                    "Cases heard, last 8 quarters",
                    ("Q3", "Q4", "Q1", "Q2", "Q3", "Q4", "Q1", "Q2"),
                    (series,),
                    "cases",
                    (("2024/25", 2), ("2025/26", 4), ("2026/27", 2)),
                )
            )
        )
        chart.add(QCheckBox("Show as table only"))
        key = Card("Before you publish")
        key.add(FormField("Passphrase", PassphraseBox("Passphrase")))
        ticked = QCheckBox("Keep a copy")
        ticked.setChecked(True)
        key.add(ticked)
        key.body.addStretch(1)
        key.add(row_of(button("Publish: cannot be undone…", primary=True)))
        left, right = column_of(figures, empty), column_of(chart, key)
        self.body.addWidget(Columns([(left, 17), (right, 10)]), 1)

    def first_focus(self) -> QWidget:
        return self.table
