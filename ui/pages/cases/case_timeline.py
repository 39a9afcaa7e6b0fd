"""The tab "Timeline" of a case: what happened, corrections struck, and a quick contact note."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from casedesk.contacts.model import ContactKind, contact_kind_text
from casedesk.i18n import _
from casedesk.overviews.model import EntryKind, TimelineEntry
from ui.table_models.case_table import band_state
from ui.text_format import clock_time, short_date, short_weekday
from ui.theme.units import px, space
from ui.widgets import timeline
from ui.widgets.buttons import button, link_button
from ui.widgets.card import Card
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.painted_list import PaintedList
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State

_ICONS = {
    EntryKind.NOTE: "notebook-pen",
    EntryKind.REPORT: "phone",
    EntryKind.REFERRAL: "inbox",
    EntryKind.RISK: "triangle-alert",
    EntryKind.MEETING: "users",
    EntryKind.ACTION: "square-check-big",
    EntryKind.INTERVENTION: "scale",
    EntryKind.CASE: "file-text",
    EntryKind.FILE: "file",
}
_LONGEST_WORD = 24


class QuickNote(QWidget):
    """One line for a contact note, with the kind of contact and what makes it unsafe."""

    wanted = Signal()  # save the note
    more = Signal()  # the page with all its fields
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty, with a call."""
        super().__init__(parent)
        kinds = [Choice(kind, contact_kind_text(kind)) for kind in ContactKind]
        self.kind = ChoiceBox(_("Kind of contact"), kinds)
        keep_narrow(self.kind, 104)
        self.kind.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.kind.set_value(ContactKind.CALL)
        self.box = QLineEdit()
        self.box.setAccessibleName(_("Contact note"))
        self.box.setPlaceholderText(_("Add a contact note"))
        self.add_button = button(_("Add n&ote"))
        self.more_button = link_button(_("More fields"), at_edge=True)
        self.warning = label("", "stop", wrap=True)
        column = QVBoxLayout(self)
        space(column, (12, 8, 12, 8), 4)
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        acts, said = QHBoxLayout(), QHBoxLayout()
        for layout in (row, said, acts):
            space(layout, gap=8)
        self._parts = (self.kind, self.box, self.add_button, self.more_button)
        said.addWidget(self.kind)
        said.addWidget(self.box, 1)
        acts.addWidget(self.add_button)
        acts.addWidget(self.more_button)
        acts.addStretch(1)  # below the line the buttons stand at the left
        row.addLayout(said, 1)
        row.addLayout(acts)
        column.addWidget(self.warning)
        column.addLayout(row)
        set_shown(self.warning, False)
        self.add_button.clicked.connect(self.wanted)
        self.more_button.clicked.connect(self.more)
        self.box.returnPressed.connect(self.wanted)
        self.box.textChanged.connect(self.changed)
        self.kind.chosen.connect(self.changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(part.minimumSizeHint().width() + px(8) for part in self._parts) + px(48)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if needed <= self.width() else ways.TopToBottom)

    def minimumSizeHint(self) -> QSize:
        """Let the page grow narrower than the line is, so that it can turn."""
        return QSize(px(200), super().minimumSizeHint().height())

    def contact_kind(self) -> ContactKind:
        """Return the kind of contact chosen."""
        return ContactKind(self.kind.value() or ContactKind.CALL)

    def show_warnings(self, warnings: Sequence[str]) -> None:
        """Say in which way such a contact would not be safe."""
        self.warning.setText(" ".join(f"▲ {one}" for one in warnings))
        set_shown(self.warning, bool(warnings))
        self.box.setAccessibleDescription(" ".join(warnings))

    def draft(self) -> list[str]:
        """Return the kind and the text typed."""
        return [self.kind.value() or "", self.box.text()]

    def restore(self, draft: list[str], /) -> None:
        """Put back what `draft` gave."""
        self.kind.set_value(draft[0] or ContactKind.CALL)
        self.box.setText(draft[1])

    def clear(self) -> None:
        """Empty the box; the kind stays."""
        self.box.clear()


class TimelineTab(Card):
    """The entries of the kinds ticked, the latest first; below them the quick note."""

    filtered = Signal()
    correct = Signal(object)  # TimelineEntry
    error = Signal(object)  # TimelineEntry
    opened = Signal(object)  # TimelineEntry

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        """Build an empty timeline with everything ticked."""
        super().__init__("", parent)
        self.setAccessibleName(_("Timeline"))
        self._entries: dict[object, TimelineEntry] = {}
        self.ticks = self._filters(may_change)
        self.add_full(Hairline(), 0)
        self.list = PaintedList(_("Timeline"))
        self.list.opened.connect(self._on_opened)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.add_full(self.list, 1)
        self.add_full(Hairline(strong=True), 0)
        self.note = QuickNote()
        self.add_full(self.note, 0)
        set_shown(self.note, may_change)

    def kinds(self) -> list[EntryKind] | None:
        """Return the kinds ticked; None for all."""
        if all(tick.isChecked() for tick, _kinds in self.ticks):
            return None
        return [kind for tick, kinds in self.ticks if tick.isChecked() for kind in kinds]

    def show_entries(self, entries: Sequence[TimelineEntry], bands: dict[int, str | None]) -> None:
        """Show what happened; `bands` are those of the assessments, by id."""
        self._entries = {entry_key(one): one for one in entries}
        year = max((one.on.year for one in entries), default=0)
        self.list.show_rows([painted_entry(one, bands, year) for one in entries])
        self._on_current()

    def current(self) -> TimelineEntry | None:
        """Return the entry chosen."""
        return self._entries.get(self.list.current_id())

    def _filters(self, may_change: bool) -> list[tuple[QCheckBox, tuple[EntryKind, ...]]]:
        groups: list[tuple[str, tuple[EntryKind, ...]]] = [
            (_("Notes"), (EntryKind.NOTE, EntryKind.REPORT, EntryKind.FILE)),
            (_("Referral"), (EntryKind.REFERRAL, EntryKind.CASE)),
            (_("Risk"), (EntryKind.RISK,)),
            (_("Meetings"), (EntryKind.MEETING,)),
            (_("Actions"), (EntryKind.ACTION,)),
            (_("Powers"), (EntryKind.INTERVENTION,)),
        ]
        holder = QWidget()
        flow = FlowLayout(holder)
        space(flow, (12, 8, 12, 8), 12)
        found = []
        for text, kinds in groups:
            tick = QCheckBox(text)
            tick.setAccessibleName(_("Show: {kind}").format(kind=text))
            tick.setChecked(True)
            tick.toggled.connect(self.filtered)
            flow.addWidget(tick)
            found.append((tick, kinds))
        self.correct_button = link_button(_("Correct"), at_edge=True)
        self.error_button = link_button(_("In error"), at_edge=True)
        self.error_button.setAccessibleName(_("Recorded in error"))
        self.error_button.setToolTip(_("Recorded in error"))
        self.correct_button.clicked.connect(self._on_correct)
        self.error_button.clicked.connect(self._on_error)
        for made in (self.correct_button, self.error_button):
            set_shown(made, may_change)
            flow.addWidget(made)
        self.add_full(holder, 0)
        return found

    @Slot()
    def _on_current(self) -> None:
        entry = self.current()
        kind = None if entry is None else entry.kind
        self.correct_button.setEnabled(kind not in {None, EntryKind.MEETING, EntryKind.REPORT})
        self.error_button.setEnabled(
            kind not in {None, EntryKind.MEETING, EntryKind.REPORT, EntryKind.CASE}
        )

    @Slot(object)
    def _on_opened(self, key: object) -> None:
        entry = self._entries.get(key)
        if entry is not None:
            self.opened.emit(entry)

    @Slot()
    def _on_correct(self) -> None:
        if (entry := self.current()) is not None:
            self.correct.emit(entry)

    @Slot()
    def _on_error(self) -> None:
        if (entry := self.current()) is not None:
            self.error.emit(entry)


def entry_key(entry: TimelineEntry) -> tuple[object, ...]:
    """Return what a list knows an entry by."""
    return (entry.kind, entry.record_id, entry.is_correction, entry.at, entry.title)


def painted_entry(
    entry: TimelineEntry, bands: dict[int, str | None], year: int
) -> timeline.TimelineEntry:
    """Return an entry as a list paints it; days of `year` stand without it."""
    kind, dot, rest = entry.title.partition(" · ")
    about = f"{dot}{rest}" + (f" · {entry.by}" if entry.by else "")
    state, word, text = State.NONE, entry.mark, entry.text
    if entry.kind is EntryKind.RISK and not entry.is_correction:
        state = band_state(bands.get(entry.record_id))
    elif entry.kind is EntryKind.NOTE and entry.mark:
        state = State.STOP
    if entry.is_correction:
        state, word = State.NONE, ""
        text = _("{now} Reason: {reason}").format(now=entry.text, reason=entry.mark).strip()
    return timeline.TimelineEntry(
        id=entry_key(entry),
        day=short_weekday(entry.on) if entry.on.year == year else short_date(entry.on),
        time="" if entry.at is None else clock_time(entry.at),
        icon="strikethrough" if entry.is_correction else _ICONS[entry.kind],
        kind=kind,
        about=about,
        text=text,
        struck=entry.struck,
        state=state,
        word=word[:_LONGEST_WORD],
    )
