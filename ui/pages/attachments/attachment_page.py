"""The page of one attachment: opened inside CaseDesk, and the way out of it for who may."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casedesk.attachments.model import Attachment
from casedesk.attachments.service import attachment_details
from casedesk.dates import LONDON
from casedesk.errors import CaseDeskError, NotFoundError
from casedesk.i18n import _, catalogue_text
from casedesk.progress import Progress
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import error_text, show_error
from ui.page import Navigator, Page
from ui.pages.attachments.attachment_leaving import LeavingBar
from ui.pages.attachments.attachment_mail import MailCard
from ui.pages.attachments.attachment_opened import Opened, draw_page_of, open_attachment
from ui.pages.attachments.attachment_views import PagesView
from ui.table_models.attachment_table import size_text
from ui.text_format import clock_time, long_date
from ui.theme.units import space
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.showing import set_shown
from ui.workers.background_task import BackgroundTask

_USUAL_WIDTH = 900  # dots, before the page knows how wide it is


class AttachmentPage(Page):
    """Shows pages, a picture or words; nothing of it stays in memory once it is left."""

    topics = frozenset({Topic.ATTACHMENTS, Topic.CASES})

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build without an attachment; `open_record` shows one."""
        super().__init__(workspace, bus, navigator)
        self._id: int | None = None
        self._held: Attachment | None = None
        self._is_open = False
        self._task: BackgroundTask | None = None
        self.case_button = button(_("Go to &the case"), "file-text")
        self.case_button.clicked.connect(self._on_case)
        self.heading.add_right(self.case_button)
        self.leaving = LeavingBar(self, workspace, navigator)
        self.facts, self.note = label("", "quiet", wrap=True), label("", wrap=True)
        self.misleads = label("", "warn", wrap=True)
        self.pages, self.mail = PagesView(), MailCard(workspace, navigator)
        self.says = EmptyState("", icon="file")
        self.stack = QStackedWidget()
        for part in (self.says, self.pages, self.mail):
            self.stack.addWidget(part)
        self.card = Card(_("Attachment"))
        for line in (self.facts, self.misleads, self.note):
            self.card.add(line)
        self.card.add(self.stack, 1)
        self.gone = EmptyState(_("This attachment is no longer there."), _("Show the cases"))
        self.gone.acted.connect(partial(self.go, "cases"))
        self.whole = QWidget()
        column = QVBoxLayout(self.whole)
        space(column, gap=8)
        column.addWidget(self.leaving)
        column.addWidget(self.card, 1)
        self.body.addWidget(self.whole, 1)
        self.body.addWidget(self.gone, 1)
        set_shown(self.gone, False)

    def title(self) -> str:
        return _("Attachment")

    def open_record(self, record: Any) -> None:
        """Open an attachment; that leaves an audit entry."""
        self._close()
        self._id = record
        self.refresh()
        if self._held is not None:
            self._open(opening=True)

    def refresh(self) -> None:
        """Show title and facts again; what is open stays open."""
        try:
            if self._id is None:
                raise NotFoundError("")
            self._held = attachment_details(self.workspace, self._id).attachment
        except NotFoundError:
            self._held = None
            self._close()
        except CaseDeskError as error:
            show_error(self.navigator, error)
            set_shown(self.whole, self._held is not None and self._held.id == self._id)
            return
        held = self._held
        set_shown(self.whole, held is not None)
        set_shown(self.gone, held is None)
        set_shown(self.case_button, held is not None and held.case_id is not None)
        if held is not None:
            self._show_facts(held)

    def first_focus(self) -> QWidget:
        if self._held is None:
            return self.gone.button or self.gone
        shown = self.stack.currentWidget()
        if shown is self.pages:
            return self.pages.area
        return self.mail.words if shown is self.mail else self.case_button

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep nothing of the file in memory; coming back opens it again."""
        super().hideEvent(event)
        if not event.spontaneous():  # the window was only made small
            self._close()

    # -- opening --

    def _open(self, *, opening: bool) -> None:
        attachment_id, workspace = self._id, self.workspace
        if attachment_id is None:
            return
        width = self.pages.wanted_width() if self.isVisible() else _USUAL_WIDTH
        self.says.set_text(_("Opening…"))
        self.stack.setCurrentWidget(self.says)

        def work(progress: Progress) -> Opened:
            return open_attachment(workspace, attachment_id, width, progress, opening=opening)

        self._is_open = True
        self._task = task = BackgroundTask(work, only_looks=True)
        task.succeeded.connect(self._on_opened)
        task.failed.connect(self._on_failed)
        task.start()

    def _close(self) -> None:
        self._is_open = False
        if self._task is not None:
            self._task.cancel()
        self.pages.show_pages(None)
        self.mail.forget()
        self.leaving.forget()

    @Slot(object)
    def _on_opened(self, opened: Opened) -> None:
        found = opened.content
        if not self._is_open or found.attachment.id != self._id:
            return  # it was left meanwhile
        had_focus = self.case_button.hasFocus() or self.says.hasFocus()
        if opened.page is not None:
            draw = partial(draw_page_of, found.content, found.attachment.kind)
            self.stack.setCurrentWidget(self.pages)
            self.pages.show_pages(draw, opened.page, opened.width)
        elif opened.words is not None:
            self.stack.setCurrentWidget(self.mail)
            self.mail.show_words(found.attachment, opened.words)
        else:
            self.says.set_text(self._what_can_be_done(opened.problem))
        if had_focus:  # it was there only because there was nothing else yet
            self.first_focus().setFocus()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if self._is_open:
            self.says.set_text(error_text(error))

    def _what_can_be_done(self, problem: str) -> str:
        if self.may(Permission.OPEN_ELSEWHERE):
            way = _("You can open it in another program: a copy then leaves the encrypted file.")
        else:
            way = _("Ask somebody who may open it in another program.")
        return f"{problem} {way}"

    # -- showing --

    def _show_facts(self, held: Attachment) -> None:
        self.card.set_title(held.title)
        self.leaving.show_attachment(held)
        kind, moment = catalogue_text(held.kind.title), held.recorded_at
        text = _("{kind} · {size} · added {day}, {time}, by {who}")
        facts = text.format(
            kind=kind,
            size=size_text(held.size),
            day=long_date(moment.astimezone(LONDON).date()),
            time=clock_time(moment),
            who=held.recorded_by,
        )
        self.facts.setText(facts)
        self.note.setText(held.note)
        set_shown(self.note, bool(held.note))
        warning = _("The name {name} says another kind of file. By its content it is: {kind}.")
        self.misleads.setText(f"● {warning.format(name=Path(held.name).name, kind=kind)}")
        set_shown(self.misleads, held.name_misleads)

    @Slot()
    def _on_case(self) -> None:
        if self._held is not None and self._held.case_id is not None:
            self.navigator.open_page("case", self._held.case_id)
