"""The list of actions with its boxes to tick, and the bar of changes for what is chosen."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from casedesk.i18n import _, ngettext
from ui.text_format import number
from ui.theme.units import space
from ui.widgets.buttons import button, link_button, menu_button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import label
from ui.widgets.showing import set_shown


class ActionBar(QWidget):
    """Says how many actions are ticked; its buttons change them, or else the chosen one."""

    wanted = Signal(str)  # kind of form, or "chase", "all", "none", "done_today", "open_again"

    def __init__(self) -> None:
        """Build the bar."""
        super().__init__()
        flow = FlowLayout(self)
        space(flow, (12, 8, 12, 8), 8)
        self.said = label("", "strong")
        flow.addWidget(self.said)
        self.buttons: dict[str, QPushButton] = {}
        shown = (
            ("done", _("&Done…"), "check"),
            ("move", _("&Move date…"), ""),
            ("owner", _("Change o&wner…"), ""),
            ("chase", _("Chase…"), ""),
        )
        for kind, text, icon in shown:
            self._add(flow, kind, button(text, icon))
        self.buttons["chase"].setToolTip(_("Messages to the owners of what is chosen"))
        self.menu, self.acts = QMenu(), dict[str, QAction]()
        rest = (
            ("not_possible", _("No longer possible…")),
            ("not_done", _("Not done…")),
            ("done_today", _("Move to closed: done today\tCtrl+Right")),
            ("open_again", _("Move back to open\tCtrl+Left")),
        )
        for kind, text in rest:
            self.acts[kind] = self.menu.addAction(text)
            self.acts[kind].triggered.connect(partial(self._want, kind))
        self.more = menu_button(_("More"), self.menu)
        self.more.setAccessibleName(_("More changes"))
        flow.addWidget(self.more)
        self._add(flow, "all", link_button(_("Tick all"), at_edge=True))
        self._add(flow, "none", link_button(_("Untick all"), at_edge=True))

    def show_chosen(self, ticked: int, reference: str, *, on_board: bool) -> None:
        """Say what a change would be for: so many ticked, or the one that is chosen."""
        text = reference or _("Nothing chosen")
        if ticked:
            text = ngettext("{count} ticked", "{count} ticked", ticked)
        self.said.setText(text.format(count=number(ticked)))
        for kind in ("done", "move", "owner", "chase"):
            self.buttons[kind].setEnabled(bool(ticked or reference))
        self.more.setEnabled(bool(ticked or reference))
        set_shown(self.buttons["none"], ticked > 0)
        set_shown(self.buttons["all"], not on_board)

    def _add(self, flow: FlowLayout, kind: str, made: QPushButton) -> None:
        self.buttons[kind] = made
        made.clicked.connect(partial(self._want, kind))
        flow.addWidget(made)

    def _want(self, kind: str, _checked: bool = False) -> None:
        self.wanted.emit(kind)
