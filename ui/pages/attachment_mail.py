"""What can be read of an attachment: an email's head and text, and the files it came with."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.arrivals.model import Arrival
from casedesk.attachments.model import Added, Attachment
from casedesk.attachments.service import add_bytes
from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.progress import PartOf, Progress
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from ui.error_display import show_error
from ui.page import Navigator
from ui.pages.attachment_added import show_added
from ui.pages.attachment_views import WordsView
from ui.pages.case_lists import ListTab, Tool
from ui.table_models.attachment_table import part_columns, part_rows
from ui.text_format import moment_text
from ui.theme.units import at_most, space
from ui.widgets.labels import label
from ui.widgets.showing import set_shown
from ui.workers.background_task import BackgroundTask

_PARTS_HEIGHT = 264


class MailCard(QWidget):
    """Shows the words of an email or document; its files can be kept as attachments."""

    def __init__(self, workspace: Workspace, navigator: Navigator) -> None:
        """Build empty."""
        super().__init__()
        self._workspace, self._navigator = workspace, navigator
        self._mail: Attachment | None = None
        self._read: Arrival | None = None
        self._task: BackgroundTask | None = None
        self.head, self.hints = label("", wrap=True), label("", "quiet", wrap=True)
        self.words = WordsView()
        may_add = workspace.may(Permission.ADD_ATTACHMENTS)
        tools = [
            Tool("keep", _("&Keep as an attachment"), icon="plus"),
            Tool("keep_all", _("Keep &all of them"), for_row=False),
        ]
        self.parts = ListTab(
            _("Files that came with it"), part_columns(), "", tools, "keep", may_change=may_add
        )
        self.parts.wanted.connect(self._on_wanted)
        self.parts.set_title(_("Files that came with it"))
        at_most(self.parts, height=_PARTS_HEIGHT)
        column = QVBoxLayout(self)
        space(column, gap=8)
        for part in (self.head, self.hints):
            column.addWidget(part)
        column.addWidget(self.words, 2)
        column.addWidget(self.parts, 1)

    def show_words(self, mail: Attachment, read: Arrival) -> None:
        """Show what was read of an attachment."""
        self._mail, self._read = mail, read
        lines = _head(mail, read)
        self.head.setText("\n".join(lines))
        hints = list(read.notes)
        if mail.kind.id in {"mail", "outlook", "html"}:
            hints.insert(0, _("Only the text is shown; nothing is fetched from anywhere."))
        self.hints.setText("\n".join(hints))
        self.words.show_words(read.text or _("There is no text in it."))
        self.parts.show_rows(part_rows(read.parts))
        set_shown(self.head, bool(lines))
        set_shown(self.hints, bool(hints))
        set_shown(self.parts, bool(read.parts))

    def forget(self) -> None:
        """Keep nothing of what was read."""
        self._mail = self._read = None
        self.words.clear()
        self.parts.show_rows(())
        self.head.clear()

    def _on_wanted(self, kind: str, place: int | None) -> None:
        mail, read, workspace = self._mail, self._read, self._workspace
        if mail is None or read is None or (self._task is not None and self._task.is_running):
            return
        wanted = list(read.parts) if kind == "keep_all" else [read.parts[place or 0]]

        def work(progress: Progress) -> list[Added]:
            found = []
            for number, part in enumerate(wanted):
                watch = PartOf(progress, number, len(wanted))
                try:
                    made = add_bytes(
                        workspace, mail.owner, part.name, part.content,
                        mail_id=mail.id, progress=watch,
                    )  # fmt: skip
                    found.append(Added(part.name, made))
                except InputError as error:
                    found.append(Added(part.name, problem=error.problems.get("file", str(error))))
            return found

        self._task = task = BackgroundTask(work)
        task.succeeded.connect(self._on_kept)
        task.failed.connect(self._on_failed)
        task.start()

    @Slot(object)
    def _on_kept(self, found: list[Added]) -> None:
        show_added(self._workspace, self._navigator, found)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_error(self._navigator, error)


def _head(mail: Attachment, read: Arrival) -> list[str]:
    """Return what stands over the text: of an email who wrote it, to whom and when."""
    moment = "" if read.sent_at is None else moment_text(read.sent_at)
    if mail.kind.id == "word":
        known = [(_("Author: {name}"), {"name": read.sender})] if read.sender else []
        known += [(_("Title: {title}"), {"title": read.subject})] if read.subject else []
        return [text.format(**places) for text, places in known]
    said = (
        (_("From: {sender}"), {"sender": read.sender}),
        (_("To: {recipients}"), {"recipients": read.recipients}),
        (_("Sent: {moment}"), {"moment": moment}),
        (_("Subject: {subject}"), {"subject": read.subject}),
    )
    return [text.format(**places) for text, places in said if any(places.values())]
