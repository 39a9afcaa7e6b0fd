'''What a page is, and what it is given.

A page is one task: Today, the list of cases, one case, a referral being typed. It is a widget
derived from `Page`, builds its parts, and asks services for plain values. It knows no other page
and no main window.

    class ActionsPage(Page):
        """Lists what is still to be done."""

        topics = frozenset({Topic.ACTIONS, Topic.CASES})     # what makes it ask again

        def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
            """Build; the window calls `refresh` before the page is first seen."""
            super().__init__(workspace, bus, navigator)
            self._model = PagedTableModel(columns(), ActionSource(workspace), self)
            self._table = PagedTable(_("Actions"), self._model)
            self._table.opened.connect(self._open)
            empty = EmptyState(_("Nothing is due. Actions set at meetings appear here."))
            card = Card(_("Actions due"))
            card.add_full(ListPane(self._table, empty))
            self.body.addWidget(card)
            new = button(_("&New action"), "plus", primary=True)
            new.clicked.connect(self._new)
            self.heading.add_right(new)

        def title(self) -> str:
            return _("Actions")                               # a page or a reference, never a name

        def refresh(self) -> None:
            self._model.refresh()                             # selection and place are kept
            self.heading.set_subtitle(long_date(self.workspace.today()))

        def first_focus(self) -> QWidget:
            return self._table

        @Slot(object)
        def _open(self, action_id: int) -> None:
            self.navigator.open_page("case", record=action_id)

        @Slot()
        def _new(self) -> None:
            try:
                add_action(self.workspace, ...)               # the bus makes every page ask again
            except CaseDeskError as error:
                show_error(self.navigator, error)
            else:
                self.navigator.show_notice(_("Action added"), undo=self._take_back)

It is made known by one `PageEntry` in `ui/navigation.py`, whose builder is the class itself.

What the base class sees to:
- `self.heading` (title, subtitle, chips, buttons) and `self.body`, a column with the page's
  margins; it scrolls when the window is too low for it, so that 200 % text is usable. Long forms
  call `scrolling_body()` first. Cards side by side go into `ui.widgets.columns.Columns`, which
  puts them one below the other where the page is narrow.
- Rail, menus, shortcuts and the history are drawn from the entry; a page adds no shortcut.
- `on_topics` is called at once while the page is in sight, and otherwise when it is next shown:
  a page out of sight asks nothing.
- `self.workspace`, `self.navigator`, and `self.may(permission)`.
- `open_record(record)` is called before the page is shown when it was opened for a record;
  `record` is part of history, so it must be small and plain (an id, a tuple of text).
- Forms keep their draft in an `AutosaveForm` and return it from `draft()`; the window saves it on
  leaving the page, on locking and on closing.
- Layouts get their measures by `ui.theme.units.space`, fixed sizes by `fix` and `at_least`, never
  in bare pixels; then text size and theme change without a new page.
'''

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.action_registry import MenuId
from ui.change_bus import ChangeBus
from ui.theme.units import px, space
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.notice_strip import Act, Tone
from ui.widgets.page_heading import PageHeading
from ui.widgets.scrolled_column import ScrolledArea, scrolled_column

if TYPE_CHECKING:
    from casedesk.security.roles import Permission
    from casedesk.workspace.model import Topic
    from casedesk.workspace.workspace import Workspace

SIDE, BELOW, BETWEEN = 24, 16, 16
HOLDS_FORM = "casedesk_form"  # property of the part that holds the form open on a page
LOW_BELOW = 400  # height as at 100 % text below which the heading scrolls with the page


class Navigator(Protocol):
    """What a page may ask of the window; `entries` are the pages the user may open, by id."""

    entries: "dict[str, PageEntry]"

    def open_page(self, page_id: str, record: Any = None) -> None:
        """Go to a page, or to one record on it; the present one stays in the history."""

    def back(self) -> None:
        """Go to where the user was before, as Alt+Left does."""

    def show_notice(
        self,
        text: str,
        *,
        detail: str = "",
        tone: Tone = Tone.INFO,
        undo: Callable[[], None] | None = None,
        lasts: bool = False,
        acts: tuple[Act, ...] = (),
        goes: bool = False,
    ) -> None:
        """Say something in a strip below the heading; it never takes the focus.

        With `undo` it has an Undo button for 20 seconds, and Edit > Undo does the same. `Tone.WARN`
        and `Tone.STOP` stay until they are dismissed, and so does what has `acts`, unless it `goes`
        after 20 seconds as well. With `lasts` its Undo goes on while what is typed meanwhile saves
        itself, which it leaves as it is (see `show_saved`).
        """

    def show_saved(self, undo: Callable[[], None] | None = None, *, typed: bool = False) -> None:
        """Note in the status bar that something was saved just now, a draft included.

        `undo` is for what is said many times in a row, such as ticks: Edit > Undo takes the last
        back, and no strip moves what is being clicked on. `typed`: it saved itself while somebody
        typed, and does not take the place of an Undo that lasts.
        """

    def show_backup(self, last: str, *, missed: bool = False) -> None:
        """Say in the status bar when the last backup was made: a moment in ISO form, or empty.

        `missed`: CaseDesk was to make one since, by itself, and could not.
        """


class Page(QWidget):
    """Base of all pages; see the top of this module."""

    topics: "frozenset[Topic]" = frozenset()
    is_form = True  # where it has a draft; on a page of a record a form is only open at times
    may_be_forgotten = False  # made anew, it is as it was: all else `ui/page_state.py` sees
    title_changed = Signal()  # emit after `title()` gives something else

    def __init__(self, workspace: "Workspace", bus: ChangeBus, navigator: Navigator) -> None:
        """Build the heading and an empty body."""
        super().__init__()
        self.workspace, self.navigator = workspace, navigator
        self._missed: set[Topic] = set()
        self.setObjectName("page")
        outer = QVBoxLayout(self)
        space(outer, (SIDE, 0, SIDE, BELOW), 0)
        self.heading = PageHeading()
        outer.addWidget(self.heading)
        self.notice_slot = QVBoxLayout()  # the window puts its notices here
        outer.addLayout(self.notice_slot)
        self._outer = outer
        self.scroll_area, self.body = _scrolling(BETWEEN)
        outer.addWidget(self.scroll_area, 1)
        bus.changed.connect(self._on_changed)
        self.title_changed.connect(self._show_title)

    def title(self) -> str:
        """Return the page's name or the record's reference; shown in the heading and window."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Ask the services again and show the answer; keep selection, place and typing."""

    def is_up_to_date(self) -> None:
        """Forget what changed while the page was out of sight: it has just asked for everything."""
        self._missed.clear()

    def on_topics(self, topics: "frozenset[Topic]") -> None:
        """Be told what changed; asks again if it is one of `self.topics`."""
        if topics & self.topics:
            self.refresh()

    def open_record(self, record: Any) -> None:
        """Show this record from now on; called before the page is shown."""

    def draft(self) -> AutosaveForm | None:
        """Return the form whose draft is to be kept, if the page has one."""
        return None

    def first_focus(self) -> QWidget | None:
        """Return what gets the focus when the page is opened."""
        return None

    def panes(self) -> list[QWidget]:
        """Return the panes that F6 goes through; a page with side panels names each."""
        first = self.first_focus()
        return [first] if first is not None else [self]

    def search_box(self) -> QWidget | None:
        """Return what Ctrl+F goes to."""
        return None

    def save(self) -> bool:
        """Do what Ctrl+S means on this page; False: drafts are saved, no more."""
        return False

    def go_on(self) -> bool:
        """Do what Ctrl+Enter means on this page: save the form, or end one thing and go on."""
        return self.save()

    def export(self) -> bool:
        """Do what Ctrl+E means on this page: ask where to, and write; False: nothing leaves it."""
        return False

    def may(self, permission: "Permission") -> bool:
        """Tell whether the user at work may do something; hide what he may not."""
        return self.workspace.may(permission)

    def go(self, page_id: str, _checked: bool = False) -> None:
        """Open another page, as a button does that is connected to this."""
        self.navigator.open_page(page_id)

    def scrolling_body(self) -> QVBoxLayout:
        """Make the body that of a long form: 8 between its sections, room for the scroll bar."""
        scrolled_column(self.scroll_area, self.body, 8)
        return self.body

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_heading()

    def _place_heading(self) -> None:
        """Let the heading of a low page scroll: it would leave too little of it in sight."""
        column = self._what_scrolls() if self.height() < px(LOW_BELOW) else self._outer
        if column.indexOf(self.heading) < 0:
            column.insertWidget(0, self.heading)

    def _what_scrolls(self) -> QVBoxLayout:
        """Return the column that the heading of a low page stands in, which is in sight."""
        return self.body

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_title()
        if self._missed:
            missed, self._missed = frozenset(self._missed), set()
            self.on_topics(missed)

    @Slot()
    def _show_title(self) -> None:
        self.heading.set_title(self.title())

    @Slot(frozenset)
    def _on_changed(self, topics: "frozenset[Topic]") -> None:
        if self.isVisible():
            self.on_topics(topics)
        else:
            self._missed |= topics


def page_in_sight(part: QWidget) -> bool:
    """Tell whether the page that a part stands on is shown; the part itself may be hidden."""
    around = part.parentWidget()
    while around is not None and not isinstance(around, Page):
        around = around.parentWidget()
    return around is not None and around.isVisible()


def _scrolling(gap: float) -> tuple[QScrollArea, QVBoxLayout]:
    """Return an area that scrolls what is too high for the page, and the column inside it."""
    area = ScrolledArea()
    inside = QWidget()
    inside.setObjectName("scrolled")
    area.setWidget(inside)
    column = QVBoxLayout(inside)
    space(column, (0, 0, 0, 0), gap)
    return area, column


Builder = Callable[["Workspace", ChangeBus, Navigator], Page]


class RailCount(Struct, frozen=True):
    """A count at the right of a rail item; `spoken` says it in words ("7 overdue")."""

    count: int
    spoken: str


class PageEntry(Struct, frozen=True):
    """One line of `ui/navigation.py`.

    Attributes:
        id: what `open_page` is given.
        title: gives the name in the language in use.
        build: the page's class.
        icon: name of a drawing in `resources/icons`.
        shortcut: such as "Ctrl+1"; empty for none.
        permission: without it the page is neither on the rail nor reachable; None for everybody.
        on_rail: a page of a single record (a case) or a form is not on the rail; with a `menu`
            it is a command all the same ("New referral", Ctrl+N).
        under: id of the rail item that is marked while this page is shown.
        count: gives the rail's count, None for none; asked again after `count_topics`.
        below_line: the item stands below the rail's line (Admin).
        menu: the menu its command stands in; by default Go for pages of the rail, none for others.
        record_of: id of a page; the command, chosen on it, takes its record over (a contact note
            from a case); opened without a record it is given 0. Of several pages, with blanks
            between, the record taken over is the page's id and its record.
    """

    id: str
    title: Callable[[], str]
    build: Builder
    icon: str = ""
    shortcut: str = ""
    permission: "Permission | None" = None
    on_rail: bool = True
    under: str = ""
    count: "Callable[[Workspace], RailCount | None] | None" = None
    count_topics: "frozenset[Topic]" = frozenset()
    below_line: bool = False
    menu: MenuId | None = None
    record_of: str = ""
