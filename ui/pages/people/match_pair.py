"""Two records that may be one person: what agrees, what is kept, and what joining would move."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from casedesk.i18n import _, with_commas
from casedesk.people.model import JoinSide, OpenMatch, moved_text
from ui.pages.people.match_values import TwoValues
from ui.table_models.match_table import reasons_text
from ui.text_format import number
from ui.theme.units import at_least, space
from ui.widgets.card import Card
from ui.widgets.elided_line import ElidedLine
from ui.widgets.hairline import Hairline
from ui.widgets.labels import label
from ui.widgets.showing import set_shown
from ui.widgets.state_mark import State, StateLabel

LEFT, RIGHT = 0, 1
_LONGEST = 300  # letters of one value; the rest is on the person's own page


class PairCard(Card):
    """Shows one pair; `kept_changed` says that the other record is to be kept."""

    kept_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a pair."""
        super().__init__(_("Are these two one person?"), parent)
        self.why = label("", wrap=True)
        self.moves = label("", "quiet", wrap=True)
        self.keep: list[QRadioButton] = []
        self.radios: dict[tuple[str, ...], tuple[QRadioButton, QRadioButton]] = {}
        self._values: Sequence[TwoValues] = ()
        self._grid_holder = QWidget()
        self.add(self.why)
        self.add(self._grid_holder)
        self.add(self.moves)

    @property
    def kept(self) -> int:
        """Return which record is kept, `LEFT` or `RIGHT`."""
        return RIGHT if self.keep and self.keep[RIGHT].isChecked() else LEFT

    def choices(self) -> dict[str, JoinSide]:
        """Return whose value of each field is kept."""
        found = {}
        for one in self._values:
            side = self._side_of(one)
            for field in one.fields:
                found[field] = JoinSide.KEPT if side == self.kept else JoinSide.JOINED
        return found

    def show_pair(self, match: OpenMatch, values: Sequence[TwoValues]) -> None:
        """Show another pair; the earlier record is the one that is kept at first."""
        self._values = values
        reasons = reasons_text(match)
        self.why.setText(_("They agree: {reasons}").format(reasons=reasons) if reasons else "")
        set_shown(self.why, bool(reasons))
        old, self._grid_holder = self._grid_holder, QWidget()
        self.body.replaceWidget(old, self._grid_holder)
        old.hide()
        old.deleteLater()
        grid = QGridLayout(self._grid_holder)
        space(grid, (0, 4, 0, 4), 8)
        for column, share in ((0, 2), (1, 4), (2, 4), (3, 2)):
            grid.setColumnStretch(column, share)
        self._add_heads(grid, match)
        self.radios = {}
        for one in values:
            self._add_line(grid, one)

    def show_moves(self, moves: Mapping[str, int], set_aside: Mapping[str, int]) -> None:
        """Say what goes over to the kept record, and what it has already."""
        sentences = []
        if _counted(moves):
            text = _("To the record that is kept go: {what}.")
            sentences.append(text.format(what=_counted(moves)))
        if _counted(set_aside):
            text = _("It has already, so these are set aside: {what}.")
            sentences.append(text.format(what=_counted(set_aside)))
        if not sentences:
            sentences.append(_("Nothing else hangs on the record that is joined to it."))
        self.moves.setText(" ".join(sentences))

    def _add_heads(self, grid: QGridLayout, match: OpenMatch) -> None:
        group = QButtonGroup(self._grid_holder)
        self.keep = []
        for column, line in ((1, match.first), (2, match.second)):
            grid.addWidget(ElidedLine(line.name), 0, column)
            radio = QRadioButton(_("Keep"))
            radio.setAccessibleName(_("Keep the record of {name}").format(name=line.name[:80]))
            group.addButton(radio)
            self.keep.append(radio)
            grid.addWidget(radio, 1, column)
        self.keep[LEFT].setChecked(True)
        self.keep[RIGHT].toggled.connect(self._on_kept)
        grid.addWidget(label(_("Two records"), "quiet", wrap=True), 0, 0)

    def _add_line(self, grid: QGridLayout, one: TwoValues) -> None:
        row = grid.rowCount()
        grid.addWidget(Hairline(), row, 0, 1, 4)
        top = Qt.AlignmentFlag.AlignTop
        title, mark = label(one.title, "quiet", wrap=True), _mark(one)
        if one.to_choose:
            for part in (title, mark):
                at_least(part, height=32)  # in line with the radio buttons
            group = QButtonGroup(self._grid_holder)
            choices = [_ValueChoice(one.title, text) for text in (one.first, one.second)]
            for column, choice in enumerate(choices, 1):
                group.addButton(choice.radio)
                grid.addWidget(choice, row + 1, column, top)
            choices[self.kept].radio.setChecked(True)
            self.radios[one.fields] = (choices[LEFT].radio, choices[RIGHT].radio)
        else:
            for column, text in ((1, one.first), (2, one.second)):
                shown = label(text[:_LONGEST] or "–", "" if text else "quiet", wrap=True)
                shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                shown.setAccessibleName(f"{one.title}: {text[:_LONGEST] or '–'}")
                grid.addWidget(shown, row + 1, column, top)
        grid.addWidget(title, row + 1, 0, top)
        grid.addWidget(mark, row + 1, 3, top)

    def _side_of(self, one: TwoValues) -> int:
        pair = self.radios.get(one.fields)
        if pair is not None:
            return RIGHT if pair[RIGHT].isChecked() else LEFT
        if bool(one.first) != bool(one.second):
            return LEFT if one.first else RIGHT
        return self.kept

    @Slot()
    def _on_kept(self) -> None:
        """Let the values of the kept record be chosen, as they are suggested."""
        for pair in self.radios.values():
            pair[self.kept].setChecked(True)
        self.kept_changed.emit()


class _ValueChoice(QWidget):
    """A radio button whose text may have several lines; a click anywhere on it chooses."""

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.radio = QRadioButton()
        self.radio.setAccessibleName(f"{title}: {text[:_LONGEST]}")
        words = label(text[:_LONGEST], wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        space(row, gap=8)
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setChecked(True)
        event.accept()


def _mark(one: TwoValues) -> QWidget:
    if not (one.agree or (one.first and one.second)):
        return label(_("one only"), "quiet")
    same, other = (State.GOOD, _("same")), (State.OPEN, _("different"))
    mark = StateLabel(*(same if one.agree else other))
    mark.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)  # the word is whole
    return mark


def _counted(counts: Mapping[str, int]) -> str:
    by_name: dict[str, int] = {}
    for table, count in counts.items():
        by_name[moved_text(table)] = by_name.get(moved_text(table), 0) + count
    return with_commas(
        *(
            _("{what}: {count}").format(what=name, count=number(count))
            for name, count in by_name.items()
            if count
        )
    )
