"""The panel beside a draft that was made of a file: its text or pages to copy from."""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from casedesk.arrivals.model import Arrival, ArrivalKind, OpenArrival, kind_text
from casedesk.arrivals.service import draw_page_of, open_arrival, read_file
from casedesk.errors import Cancelled, InputError
from casedesk.i18n import _, side_by_side
from casedesk.progress import Progress
from casedesk.workspace.workspace import Workspace
from ui.error_display import error_text
from ui.pages.attachments.attachment_views import PagesView, WordsView
from ui.text_format import long_date
from ui.theme.units import at_least, space
from ui.widgets.buttons import link_button
from ui.widgets.card import Card
from ui.widgets.choice_box import Choice, ChoiceBox, keep_narrow
from ui.widgets.clear_away import empty_out
from ui.widgets.form_field import FormField, plain
from ui.widgets.labels import label
from ui.widgets.segmented import Segmented
from ui.widgets.showing import set_shown
from ui.workers.background_task import BackgroundTask

if TYPE_CHECKING:
    from casedesk.attachments.pages import DrawnPage

TEXT, PAGES = "text", "pages"
MESSAGE = "message"


class _Shown(Struct, frozen=True):
    """A file that was read, and its first page where it has pages that can be drawn."""

    found: OpenArrival
    page: "DrawnPage | None"
    width: int


def _with_page(found: OpenArrival, width: int) -> _Shown:
    page = None
    if found.arrival.pages:
        with suppress(InputError):  # its text is shown all the same
            page = draw_page_of(found.content, 0, width)
    return _Shown(found, page, width)


class ArrivalPanel(Card):
    """Reads the file anew in the worker each time it is opened; keeps nothing once it is closed.

    Has `draft`, `restore` and `changed` for `AutosaveForm`: what of a referral form was not taken
    over stays with the draft.
    """

    changed = Signal()
    field_wanted = Signal(str)  # name of a field of the intake form

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Build empty."""
        super().__init__(_("File that arrived"), parent)
        self._workspace = workspace
        self._task: BackgroundTask | None = None
        self._open: _Shown | None = None
        self._faults: list[list[str]] = []
        self.name = label("", "strong", wrap=True)
        self.about, self.notes = label("", "quiet", wrap=True), label("", "quiet", wrap=True)
        self.state = label("", "", wrap=True)
        self.fault_lines = QVBoxLayout()
        space(self.fault_lines, gap=4)
        self.part = ChoiceBox(_("Part shown"), [])
        keep_narrow(self.part, 120)
        self.part_field = FormField(_("Part shown"), self.part)
        self.way = Segmented(_("Shown as"), [(TEXT, _("Text")), (PAGES, _("Pages"))])
        self.words, self.pages = WordsView(), PagesView()
        self.words.setAccessibleName(_("Text of the file, to copy from"))
        at_least(self.words, height=200)
        one_width = Qt.ScrollBarPolicy.ScrollBarAlwaysOn  # a page fits before and after
        self.pages.area.setVerticalScrollBarPolicy(one_width)
        for made in self.pages.findChildren(QPushButton):  # the form has those letters
            made.setText(plain(made.text()))
        self._place()
        self.part.chosen.connect(self._on_part)
        self.way.changed.connect(self._show_way)
        self.close_file()

    def _place(self) -> None:
        self.add_tool(self.way)
        for part in (self.name, self.about, self.state):
            self.add(part)
        self.add(self.fault_lines)
        self.add(self.part_field)
        self.add(self.notes)
        self.add(self.words, 1)
        self.add(self.pages, 1)
        self.body.addStretch(0)

    # -- its draft --

    def draft(self) -> dict[str, Any]:
        """Return what stays with the draft."""
        return {"faults": self._faults}

    def restore(self, draft: dict[str, Any], /) -> None:
        """Put back what `draft` gave."""
        self._faults = [list(one) for one in draft.get("faults", ())]
        empty_out(self.fault_lines)
        if self._faults:
            text = _("Not taken over from the form: {count}").format(count=len(self._faults))
            self.fault_lines.addWidget(label(f"● {text}", "warn", wrap=True))
        for field, sentence in self._faults:
            self.fault_lines.addWidget(label(sentence, wrap=True))
            line = link_button(_("Go to this field"), at_edge=True)
            line.setAccessibleName(_("Go to this field: {problem}").format(problem=sentence))
            line.clicked.connect(partial(self._want, field))
            self.fault_lines.addWidget(line, 0, Qt.AlignmentFlag.AlignLeft)

    def _want(self, field: str, _checked: bool = False) -> None:
        self.field_wanted.emit(field)

    # -- its file --

    def close_file(self) -> None:
        """Forget the file: another one comes, or the page is left for good."""
        if self._task is not None:
            self._task.cancel()
        self._task = self._open = None
        self.words.clear()
        self.pages.show_pages(None)
        parts = (self.name, self.about, self.part_field, self.way, self.words, self.pages)
        for part in (*parts, self.notes):
            set_shown(part, False)
        self._say("")

    def open_file(self, draft: str) -> None:
        """Read the file of a draft and show it."""
        self.close_file()
        self._say(_("Reading the file…"))
        workspace = self._workspace

        width = self.pages.wanted_width()

        def work(progress: Progress) -> _Shown:
            return _with_page(open_arrival(workspace, draft, progress), width)

        self._start(BackgroundTask(work, only_looks=True))

    def main_part(self) -> QWidget:
        """Return where the focus goes when the panel is gone to."""
        shown = (self.words, self.pages.area, self)
        return next(one for one in shown if one.isVisibleTo(self) or one is self)

    def _start(self, task: BackgroundTask) -> None:
        self._task = task
        task.succeeded.connect(self._on_read)
        task.failed.connect(self._on_failed)
        self.destroyed.connect(task.cancel)  # the file is locked meanwhile
        task.start()

    @Slot(object)
    def _on_read(self, shown: "_Shown") -> None:
        if self.sender() is not self._task:
            return
        self._task = None
        if self._open is None:
            self._open = shown
            self._show_file(shown.found.arrival)
        self._show(shown)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self.sender() is not self._task or isinstance(error, Cancelled):
            return
        self._task = None
        for part in (self.way, self.words, self.pages):
            set_shown(part, False)
        self._say(f"✕ {error_text(error)}")

    def _show_file(self, arrival: Arrival) -> None:
        sent = long_date(arrival.sent_on) if arrival.sent_on is not None else ""
        self.name.setText(arrival.name)
        set_shown(self.name, True)
        parts = (kind_text(arrival.kind), sent, arrival.sender, arrival.subject)
        self.about.setText(side_by_side(*parts))
        set_shown(self.about, True)
        choices = [Choice(MESSAGE, _("The message itself"))]
        choices += [
            Choice(str(place), part.name)
            for place, part in enumerate(arrival.parts)
            if part.content
        ]
        self.part.blockSignals(True)
        self.part.set_choices(choices)
        self.part.set_value(MESSAGE)
        self.part.blockSignals(False)
        set_shown(self.part_field, len(choices) > 1)

    def _show(self, shown: "_Shown") -> None:
        """Show the file or the part that was chosen."""
        arrival, content = shown.found.arrival, shown.found.content
        self._say("")
        self.notes.setText("\n".join(arrival.notes))
        set_shown(self.notes, bool(arrival.notes))
        self.words.show_words(arrival.text)
        has_pages = shown.page is not None
        draw = partial(draw_page_of, content) if has_pages else None
        self.pages.show_pages(draw, shown.page, shown.width)
        both = has_pages and bool(arrival.text)
        set_shown(self.way, both)
        is_form = arrival.kind is ArrivalKind.FORM  # its text is what it asks, not the answers
        as_pages = has_pages and (is_form or not arrival.text)
        self.way.set_value(PAGES if as_pages else TEXT)
        self._show_way()

    @Slot()
    def _show_way(self) -> None:
        pages = self.way.value() == PAGES
        set_shown(self.words, not pages)
        set_shown(self.pages, pages)

    @Slot()
    def _on_part(self) -> None:
        if self._open is None:
            return
        whole, value = self._open, self.part.value()
        if not value or value == MESSAGE:
            self._show(whole)
            return
        part = whole.found.arrival.parts[int(value)]

        width = self.pages.wanted_width()

        def work(progress: Progress) -> _Shown:
            found = OpenArrival(read_file(part.name, part.content, progress), part.content)
            return _with_page(found, width)

        self._say(_("Reading the file…"))
        self._start(BackgroundTask(work, only_looks=True))

    def _say(self, text: str) -> None:
        self.state.setText(text)
        set_shown(self.state, bool(text))
