"""The page "Make a document": what, for whom, how it looks, and what stops it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casedesk.documents.contents import Offer, offer
from casedesk.documents.model import FileFormat, PagePicture, Preview, Subject, SubjectKind, Wanted
from casedesk.documents.service import made_in, preview, printed_pages
from casedesk.errors import CaseDeskError, DocumentRefusedError
from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.security.roles import Permission
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import show_error
from ui.page import Navigator, Page
from ui.pages.documents.document_barred import BarredCard
from ui.pages.documents.document_form import DocumentForm
from ui.pages.documents.document_preview import PreviewCard
from ui.pages.parts.draft_keeper import DraftKeeper
from ui.printing import ask_printer, paint_pages
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.buttons import button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.notice_strip import Tone
from ui.widgets.showing import set_shown
from ui.workers.background_task import BackgroundTask


class DocumentPage(Page):
    """Asks for the document and its recipient, shows page 1, and says what stops it."""

    topics = frozenset(
        {Topic.CASES, Topic.MEETINGS, Topic.ACTIONS, Topic.PEOPLE, Topic.INTERVENTIONS, Topic.FILE}
    )

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page; `open_record` says of what."""
        super().__init__(workspace, bus, navigator)
        self._subject: Subject | None = None
        self._offer: Offer | None = None
        self._looked_at: Wanted | None = None  # whose preview was audited
        self._task: BackgroundTask | None = None
        self.form = DocumentForm()
        self.picture = PreviewCard()
        self.barred = BarredCard(workspace, navigator)
        self.barred.changed.connect(self.refresh)
        self._autosave = AutosaveForm({"rule": self.barred.host}, self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, "document")
        self.heading.add_right(self._drafts.state)
        self.barred.host.opened.connect(self._on_rule_opened)
        self.barred.host.closed.connect(self._on_rule_closed)
        self.form.changed.connect(self._look)
        self.empty = EmptyState(
            _("Open a case, a meeting or a tool or power first, then choose Make a document.")
        )
        self._add_buttons()
        left = QWidget()
        column = self.form.column_on(left)
        column.addWidget(self.barred)
        column.addStretch(1)
        self.parts = Columns([(left, 4), (self.picture, 5)], narrow_below=760)
        self.body.addWidget(self.parts, 1)
        self.body.addWidget(self.empty)
        self._show_subject()

    def title(self) -> str:
        return _("Make a document")

    def open_record(self, record: Any) -> None:
        """Take over a record: the page it was on and its id; 0 for none.

        A meeting that was opened at an item of its agenda comes with both ids.
        """
        subject = None
        if isinstance(record, list | tuple):
            kind, key = record
            subject = Subject(SubjectKind(kind), key[0] if isinstance(key, tuple) else int(key))
        if subject != self._subject:
            self._autosave.save_now()
            self.barred.forget()
            self._autosave.saved()
            self._subject, self._looked_at = subject, None
            self.form.forget_recipient()
            self.refresh()
            if subject is not None and self._offer is not None:
                self._drafts.name = f"document-{subject.kind}-{subject.id}"
                self._drafts.bring_back(self._autosave.restore)
        else:
            self.refresh()

    def refresh(self) -> None:
        self._offer = None
        if self._subject is not None:
            try:
                self._offer = offer(self.workspace, self._subject)
            except CaseDeskError as error:
                show_error(self.navigator, error)
        self._show_subject()

    def draft(self) -> AutosaveForm:
        return self._autosave

    def first_focus(self) -> QWidget:
        if self._offer is None:
            return self.empty
        return self._drafts.focused() or self.form.kind

    def panes(self) -> list[QWidget]:
        return [self.form.kind, self.picture.area, self.save_button]

    @Slot()
    def save(self) -> bool:
        """Write the document into the folder, unless something stops it.

        A rule that stands open is what is saved: nothing is written past it while it is half typed.
        """
        if self.barred.host.form is not None:
            self.barred.host.form.save()
            return True
        wanted, folder = self._wanted(), self.form.where()
        if wanted is None or self._busy():
            return True
        self.form.show_folder_problem("" if folder else _("Choose a folder that exists."))
        if folder is None:
            return True
        written_as = FileFormat(self.form.written_as.value())

        def work(_progress: Progress) -> Path:
            return made_in(self.workspace, wanted, folder, written_as)

        self._start(BackgroundTask(work), self._on_saved)
        return True

    def _add_buttons(self) -> None:
        self.print_button = button(_("Pr&int…"), "printer")
        self.print_button.clicked.connect(self._on_print)
        self.save_button = button(_("&Save the document"), "download", primary=True)
        self.save_button.clicked.connect(self.save)
        may = self.may(Permission.CHANGE_RECORDS)
        for one in (self.print_button, self.save_button):
            self.heading.add_right(one)
            set_shown(one, may)

    def _show_subject(self) -> None:
        found = self._offer
        set_shown(self.parts, found is not None)
        set_shown(self.empty, found is None)
        self.heading.set_subtitle("" if found is None else found.title)
        set_shown(self.barred, found is not None and found.case_id is not None)
        if found is not None:
            self.form.show_offer(found)
            if found.case_id is not None:
                self.barred.show_case(found.case_id, found.recipients)
        self._look()

    def _wanted(self) -> Wanted | None:
        if self._subject is None or self._offer is None:
            return None
        return self.form.wanted(self._subject)

    @Slot()
    def _look(self) -> None:
        """Have page 1 made anew; a look at another document or recipient is audited."""
        wanted = self._wanted()
        self._allow(is_allowed=False)
        if wanted is None:
            self.picture.show_hint(_("Choose who the document is for."))
            return
        opening = self._looked_at != wanted
        self._looked_at = wanted

        def work(_progress: Progress) -> tuple[Wanted, Preview]:
            return wanted, preview(self.workspace, wanted, opening=opening)

        self.picture.show_hint(_("The preview is being made."))
        task = BackgroundTask(work, only_looks=True)
        task.succeeded.connect(self._on_looked)
        task.failed.connect(self._on_look_failed)
        task.start()

    @Slot(object)
    def _on_looked(self, answer: tuple[Wanted, Preview]) -> None:
        wanted, found = answer
        if wanted == self._wanted():
            self.picture.show_preview(found)
            self._allow(is_allowed=not found.hits)

    @Slot(object)
    def _on_look_failed(self, error: Exception) -> None:
        if isinstance(error, CaseDeskError):
            self.picture.show_stop(str(error))
        else:
            show_error(self.navigator, error)

    @Slot()
    def _on_print(self) -> None:
        wanted = self._wanted()
        if wanted is None or self._busy():
            return
        try:
            self._printer = ask_printer(self)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return
        if self._printer is None:
            return

        def work(_progress: Progress) -> tuple[PagePicture, ...]:
            return printed_pages(self.workspace, wanted)

        self._start(BackgroundTask(work), self._on_pages)

    def _start(self, task: BackgroundTask, then: Any) -> None:
        self._task = task
        self._allow(is_allowed=False)
        task.succeeded.connect(then)
        task.failed.connect(self._on_failed)
        task.start()

    def _busy(self) -> bool:
        return self._task is not None and self._task.is_running

    def _allow(self, *, is_allowed: bool) -> None:
        allowed = is_allowed and self.barred.host.form is None
        self.save_button.setEnabled(allowed)
        self.print_button.setEnabled(allowed)

    @Slot()
    def _on_rule_opened(self) -> None:
        self._allow(is_allowed=False)

    @Slot(object)
    def _on_rule_closed(self, done: object) -> None:
        self._drafts.discard()
        if done is None:  # else what changed has page 1 made anew
            self._look()

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        self._allow(is_allowed=True)
        text = _("Saved: {name}").format(name=path.name)
        detail = _("Whoever has the file can read it. Delete it once it was sent.")
        self.navigator.show_notice(text, detail=detail, tone=Tone.GOOD)

    @Slot(object)
    def _on_pages(self, pages: tuple[PagePicture, ...]) -> None:
        self._allow(is_allowed=True)
        try:
            if self._printer is not None:
                paint_pages(self._printer, pages)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return
        self.navigator.show_notice(_("Sent to the printer."), tone=Tone.GOOD)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, DocumentRefusedError):
            self.picture.show_stop(str(error))
        else:
            self._allow(is_allowed=True)
            show_error(self.navigator, error)
