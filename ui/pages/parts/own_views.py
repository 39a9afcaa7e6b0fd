"""The views that a user has named on a long list, and its order: two menus, links and one line."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLineEdit, QMenu, QPushButton, QWidget

from casedesk.errors import CaseDeskError, InputError
from casedesk.i18n import _
from casedesk.workspace.saved_views import (
    SavedView,
    own_views,
    remove_view,
    rename_view,
    save_view,
)
from casedesk.workspace.workspace import Workspace
from ui.error_display import show_error
from ui.page import Navigator
from ui.theme.units import at_most, space
from ui.widgets.buttons import button, link_button, menu_button
from ui.widgets.form_field import FormField
from ui.widgets.paged_table import PagedTable
from ui.widgets.showing import set_shown

LETTERED = 9  # the first views have a figure to press in the menu
NAME_WIDTH = 360


class OwnViews(QObject):
    """Fills `flow` with two menus and a link for each view; emits the view that is wanted."""

    wanted = Signal(object)  # SavedView

    def __init__(
        self,
        workspace: Workspace,
        navigator: Navigator,
        table: PagedTable,
        now: Callable[[], SavedView],
        flow: QLayout,
    ) -> None:
        """Build the menus; the views are read by `refresh`."""
        super().__init__(table)
        self._workspace, self._navigator, self._table = workspace, navigator, table
        self._now, self._flow = now, flow
        self.views: list[SavedView] = []
        self.links: list[QPushButton] = []
        self._renamed: SavedView | None = None
        self.sorting, self.menu = QMenu(), QMenu()
        self.sort_button = menu_button(_("Sort &by"), self.sorting)
        self.menu_button = menu_button(_("Ke&pt views"), self.menu)
        for made in (self.sort_button, self.menu_button):
            flow.addWidget(made)
        self.sorting.aboutToShow.connect(self._fill_sorting)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.naming = self._naming_line()

    def refresh(self) -> None:
        """Read the views and show a link for each."""
        views = own_views(self._workspace, self._now().list_id)
        if views == self.views:
            return
        self.views = views
        for link in self.links:
            self._flow.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = []
        for view in views:
            made = link_button(_shown(view.name), at_edge=True)
            made.setAccessibleName(_("Kept view: {name}").format(name=view.name))
            made.clicked.connect(partial(self._want, view))
            self._flow.addWidget(made)
            self.links.append(made)

    # -- the menus --

    @Slot()
    def fill_menu(self) -> None:
        """Offer each view by its figure, then what can be done with the one in sight."""
        self.menu.clear()
        for place, view in enumerate(self.views, 1):
            figure = f"&{place}  " if place <= LETTERED else ""
            made = self.menu.addAction(figure + _shown(view.name))
            made.triggered.connect(partial(self._want, view))
        if self.views:
            self.menu.addSeparator()
        keep = self.menu.addAction(_("&Keep this view…"))
        keep.triggered.connect(partial(self._ask_name, None))
        held = self._held()
        if held is not None:
            name = _shown(held.name)
            change = self.menu.addAction(_("&Change the name of “{name}”…").format(name=name))
            change.triggered.connect(partial(self._ask_name, held))
            remove = self.menu.addAction(_("&Remove “{name}”").format(name=name))
            remove.triggered.connect(partial(self._on_remove, held))

    def _held(self) -> SavedView | None:
        """Return the view that the list shows now, if it is one of those kept."""
        now = self._now()
        shown = (set(now.chosen), now.sort_key, now.descending)
        return next(
            (v for v in self.views if (set(v.chosen), v.sort_key, v.descending) == shown), None
        )

    @Slot()
    def _fill_sorting(self) -> None:
        self.sorting.clear()
        held = self._now()
        for column in self._table.model().columns:
            if not column.sort_key:
                continue
            made = self.sorting.addAction(column.heading)
            is_held = column.sort_key == held.sort_key
            made.setCheckable(True)
            made.setChecked(is_held)
            turned = is_held and not held.descending
            made.triggered.connect(partial(self._on_sort, column.sort_key, turned))
        self.sorting.addSeparator()
        other = self.sorting.addAction(_("The &other way round"))
        other.triggered.connect(partial(self._on_sort, held.sort_key, not held.descending))

    def _on_sort(self, key: str, descending: bool, _checked: bool = False) -> None:
        self._table.sort_rows(key, descending)

    def _want(self, view: SavedView, _checked: bool = False) -> None:
        self.wanted.emit(view)

    # -- naming --

    def _naming_line(self) -> QWidget:
        line = QWidget()
        self.name = QLineEdit()
        self.name.returnPressed.connect(self.save)
        self.name.installEventFilter(self)
        self.name_field = FormField(_("Name of the view"), self.name)
        at_most(self.name_field, width=NAME_WIDTH)
        self.save_button = button(_("Save view"), "check")
        self.save_button.clicked.connect(self.save)
        leave = button(_("Cancel"))
        leave.setAccessibleName(_("Cancel: {form}").format(form=_("Name of the view")))
        leave.clicked.connect(self._close)
        row = QHBoxLayout(line)
        space(row, gap=8)
        row.addWidget(self.name_field, 1)
        for part in (self.save_button, leave):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        line.hide()
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        press = QEvent.Type.KeyPress
        if (
            isinstance(event, QKeyEvent)
            and event.type() is press
            and event.key() == Qt.Key.Key_Escape
        ):
            self._close()
            return True
        return super().eventFilter(watched, event)

    def _ask_name(self, renamed: SavedView | None, _checked: bool = False) -> None:
        self._renamed = renamed
        self.name.setText("" if renamed is None else renamed.name)
        self.name.selectAll()
        self.name_field.show_problem("")
        set_shown(self.naming, True)
        self.name.setFocus()

    @Slot()
    def _close(self) -> None:
        set_shown(self.naming, False)
        self.menu_button.setFocus()

    @Slot()
    def save(self) -> None:
        """Save the view under the name typed, or give the one that is renamed its new name."""
        name, view = self.name.text(), self._renamed
        try:
            if view is None:
                self._keep(name)
            else:
                before = rename_view(self._workspace, view.id, name)
                undo = partial(self._again, rename_view, view.id, before)
                self._say(_("The view has another name."), undo)
        except InputError as error:
            self.name_field.show_problem(error.problems.get("name", str(error)))
            self.name.setFocus()
        except CaseDeskError as error:
            show_error(self._navigator, error)
        else:
            self._close()

    def _keep(self, name: str) -> None:
        now = self._now()
        made = SavedView(0, now.list_id, name, now.chosen, now.sort_key, now.descending)
        view_id = save_view(self._workspace, made)
        self._say(_("The view is kept."), partial(self._again, remove_view, view_id))

    def _on_remove(self, view: SavedView, _checked: bool = False) -> None:
        try:
            removed, place = remove_view(self._workspace, view.id)
        except CaseDeskError as error:
            show_error(self._navigator, error)
        else:
            self._say(_("The view is removed."), partial(self._again, save_view, removed, place))
        self.menu_button.setFocus()

    def _say(self, text: str, undo: Callable[[], None]) -> None:
        self.refresh()
        self._navigator.show_notice(text, undo=undo)

    def _again(self, act: Callable[..., object], *given: object) -> None:
        """Take back what was done with a view."""
        try:
            act(self._workspace, *given)
        except CaseDeskError as error:
            show_error(self._navigator, error)
        self.refresh()


def _shown(name: str) -> str:
    return name.replace("&", "&&")
