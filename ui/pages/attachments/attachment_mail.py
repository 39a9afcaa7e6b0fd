"""What can be read of an attachment: an email's head and text, and the files it came with."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.arrivals.model import Arrival
from casedesk.attachments.model import Added, Attachment
from casedesk.attachments.service import add_parts
from casedesk.i18n import _, ngettext
from casedesk.progress import Progress
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from ui.page import Navigator
from ui.pages.attachments.adding_strip import AddingStrip
from ui.pages.attachments.attachment_views import WordsView
from ui.pages.parts.list_tab import ListTab, Tool
from ui.table_models.attachment_table import part_columns, part_rows
from ui.text_format import moment_text
from ui.theme.units import at_most, space
from ui.widgets.labels import label
from ui.widgets.showing import set_shown

_PARTS_HEIGHT = 264


class MailCard(QWidget):
    """Shows the words of an email or document; its files can be kept as attachments."""

    def __init__(self, workspace: Workspace, navigator: Navigator) -> None:
        """Build empty."""
        super().__init__()
        self._workspace = workspace
        self._mail: Attachment | None = None
        self._read: Arrival | None = None
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
        self.adding = AddingStrip(workspace, navigator, back=self.parts.table)
        self.parts.wanted.connect(self._on_wanted)
        self.parts.set_title(_("Files that came with it"))
        at_most(self.parts, height=_PARTS_HEIGHT)
        column = QVBoxLayout(self)
        space(column, gap=8)
        for part in (self.head, self.hints):
            column.addWidget(part)
        column.addWidget(self.words, 2)
        column.addWidget(self.adding)
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
        if mail is None or read is None or self.adding.is_busy:
            return
        wanted = list(read.parts) if kind == "keep_all" else [read.parts[place or 0]]
        parts = [(part.name, part.content) for part in wanted]

        def work(progress: Progress) -> list[Added]:
            return add_parts(workspace, mail, parts, progress)

        count = len(parts)
        text = ngettext("Keeping {count} file…", "Keeping {count} files…", count)
        self.adding.run(text.format(count=count), work)


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
