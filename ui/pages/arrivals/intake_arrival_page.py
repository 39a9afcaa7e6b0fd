"""A draft referral that was made of a file: the form, and the file beside it to copy from."""

import json
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QScrollArea, QSplitter, QVBoxLayout, QWidget

from casedesk.arrivals.service import is_waiting, throw_away
from casedesk.cases.model import TakenIn
from casedesk.cases.taking_back import take_back_referral
from casedesk.errors import CaseDeskError
from casedesk.i18n import _
from casedesk.workspace.drafts import save_draft
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import show_error
from ui.page import Navigator
from ui.pages.arrivals.arrival_values import ARRIVAL
from ui.pages.arrivals.arrivals_thrown import erased_later, thrown_away
from ui.pages.arrivals.intake_arrival_panel import ArrivalPanel
from ui.pages.referrals.intake_page import IntakePage
from ui.theme.units import px, space
from ui.widgets.segmented import Segmented
from ui.widgets.showing import set_shown

SIDE_BY_SIDE_FROM = 740  # width of the page, as at 100 % text
NARROWEST_FORM = 424
FORM, FILE = "form", "file"
PAGE = "arrived"


class ArrivedReferralPage(IntakePage):
    """Is opened with the name of a draft; each draft has its own file and its own typing."""

    topics = IntakePage.topics | {Topic.ATTACHMENTS}
    list_from = 10_000  # the file stands where the list of sections would
    _is_first_width = True

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build without a draft."""
        super().__init__(workspace, bus, navigator)
        self._autosave.add(ARRIVAL, self.panel)
        self._drafts.name = ""
        self._draft_looked_for = True  # a draft comes with its record
        self.panel.field_wanted.connect(self._on_field)

    def title(self) -> str:
        return _("Referral from a file")

    def open_record(self, record: str) -> None:
        """Show a draft with its file; what was typed into the one before is saved."""
        waits = is_waiting(self.workspace, record)
        if record == self._drafts.name and waits:
            return
        if waits:
            self._autosave.save_now()
        self.errors.clear()
        self._drafts.name = record
        self.form.criteria.forget()
        self.panel.restore({})
        self._restore({})
        self._autosave.saved()
        self._enable(waits)
        if waits:
            self._drafts.bring_back(self._restore)
        self.panel.open_file(record)

    def refresh(self) -> None:
        super().refresh()
        waits = is_waiting(self.workspace, self._drafts.name)
        if self._drafts.name and waits != self.form.isEnabled():  # thrown away, or brought back
            self._autosave.saved()
            self._enable(waits)
            self.panel.open_file(self._drafts.name)  # or says that it is gone

    def panes(self) -> list[QWidget]:
        return [self.form, self.panel.main_part()]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= px(SIDE_BY_SIDE_FROM)
        if wide == self.switch.isVisibleTo(self):
            set_shown(self.switch, not wide)
            self._show_sides()
        if self._is_first_width:
            self._is_first_width = False
            form = max(self.width() // 2, px(NARROWEST_FORM))
            self.split.setSizes([form, self.width() - form])

    def _what_scrolls(self) -> QVBoxLayout:
        """With the form the heading would be out of sight."""
        return self.body if self.scroll_area.isVisibleTo(self) else self._beside

    def _enable(self, waits: bool) -> None:
        self.form.setEnabled(waits)
        self.save_button.setEnabled(waits)

    @Slot()
    def _show_sides(self) -> None:
        """Show form and file side by side; where there is no room, the one that is chosen."""
        both, chosen = not self.switch.isVisibleTo(self), self.switch.value()
        set_shown(self.scroll_area, both or chosen == FORM)
        set_shown(self.side, both or chosen == FILE)
        self._place_heading()

    def _main_part(self) -> QWidget:
        self.panel = ArrivalPanel(self.workspace)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        beside = QWidget()
        beside.setObjectName("scrolled")
        self._beside = QVBoxLayout(beside)
        space(self._beside, (0, 0, 0, 0), 8)
        self._beside.addWidget(self.panel, 1)
        self.side = QScrollArea()
        self.side.setWidget(beside)
        self.side.setWidgetResizable(True)
        self.side.setFrameShape(QScrollArea.Shape.NoFrame)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for part in (self.scroll_area, self.side):
            self.split.addWidget(part)
            self.split.setStretchFactor(self.split.indexOf(part), 1)
        self.switch = Segmented(_("Shown"), [(FORM, _("Form")), (FILE, _("File"))])
        self.switch.changed.connect(self._show_sides)
        self.switch.hide()
        holder = QWidget()
        column = QVBoxLayout(holder)
        space(column, (0, 0, 0, 0), 8)
        column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.split, 1)
        return holder

    def _more_menu(self) -> QMenu:
        menu = super()._more_menu()
        menu.addAction(_("Throw this draft away"), self._on_throw_away)
        return menu

    def _draft_taken(self) -> str:
        return self._drafts.name

    def _restore(self, content: dict[str, Any]) -> None:
        super()._restore({ARRIVAL: self.panel.draft(), **content})

    @Slot()
    def _clear(self) -> None:
        """Forget what is typed; the file stays beside the form until that is saved."""
        super()._clear()
        if not is_waiting(self.workspace, self._drafts.name):
            self._close()

    def _undo(self, taken: TakenIn, content: dict[str, Any]) -> None:
        try:
            take_back_referral(self.workspace, taken)
            save_draft(self.workspace, taken.draft, json.dumps(content))
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return
        self.navigator.open_page(PAGE, taken.draft)
        self.navigator.show_notice(_("The referral was taken out again. Your text is back here."))

    def _close(self) -> None:
        """Belong to no draft any more."""
        self._autosave.saved()
        self._drafts.name = ""
        self.panel.restore({})
        self.panel.close_file()

    @Slot()
    def _on_throw_away(self) -> None:
        draft = self._drafts.name
        if not draft:  # thrown away, or saved, already
            return
        self._autosave.save_now()
        try:
            bring_back = throw_away(self.workspace, draft)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return
        self._close()
        self._restore({})
        self._autosave.saved()

        def undo() -> None:
            try:
                bring_back()
            except CaseDeskError as error:
                show_error(self.navigator, error)
            else:
                self.navigator.open_page(PAGE, draft)

        self.navigator.open_page("arrivals")
        self.navigator.show_notice(thrown_away(1), detail=erased_later(), undo=undo)

    @Slot(str)
    def _on_field(self, name: str) -> None:
        self.switch.set_value(FORM)
        field = dict(self.form.fields()).get(name)
        if field is not None:
            field.go()
