"""Adds files to a case: chosen or dropped, in the background, with progress and Stop."""

from pathlib import Path

from PySide6.QtCore import Slot

from casedesk.attachments.model import Added, Owner
from casedesk.attachments.service import add_files
from casedesk.i18n import _, ngettext
from casedesk.progress import Progress
from casedesk.security.roles import Permission
from casedesk.workspace.workspace import Workspace
from ui.file_choice import ask_files
from ui.page import Navigator, Page
from ui.pages.attachments.adding_strip import AddingStrip
from ui.widgets.files_drop import FilesDrop
from ui.widgets.notice_strip import Tone


class AttachmentAdding(AddingStrip):
    """A strip that is seen while files are added to the case of its page; the page takes drops."""

    def __init__(self, page: Page, workspace: Workspace, navigator: Navigator) -> None:
        """Belong to `page`; nothing is added before `show_case`."""
        super().__init__(workspace, navigator, back=page)
        self._page = page
        self._case: tuple[int, str] | None = None
        if workspace.may(Permission.ADD_ATTACHMENTS):
            self.drop = FilesDrop(page, self._drop_words)
            self.drop.dropped.connect(self.add)

    def show_case(self, case_id: int, reference: str) -> None:
        """Add to this case from now on; what is being added goes where it was meant for."""
        self._case = (case_id, reference)

    def choose(self) -> None:
        """Let the user choose files, and add them."""
        names = ask_files(self._page, _("Choose files to add"), _("All files (*)"))
        if names:
            self.add([Path(name) for name in names])

    @Slot(list)
    def add(self, paths: list[Path]) -> None:
        """Add files to the case in the background."""
        if self._case is None:
            return
        if self.is_busy:
            text = _("Files are being added already. Wait until that has ended.")
            self._navigator.show_notice(text, tone=Tone.WARN)
            return
        owner, workspace = Owner(self._case[0]), self._workspace

        def work(progress: Progress) -> list[Added]:
            return add_files(workspace, owner, paths, progress)

        count, reference = len(paths), self._case[1]
        text = ngettext("Adding {count} file to {case}…", "Adding {count} files to {case}…", count)
        self.run(text.format(count=count, case=reference), work)

    def _drop_words(self, count: int) -> str:
        reference = "" if self._case is None else self._case[1]
        text = ngettext(
            "Let go to add {count} file to {case}", "Let go to add {count} files to {case}", count
        )
        return text.format(count=count, case=reference)
