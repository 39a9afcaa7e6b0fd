"""The page "Chase": the messages are looked through and saved as files; CaseDesk sends nothing."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from casedesk.actions.chase import chase_messages, save_chase, take_back_chase
from casedesk.actions.model import ChaseSaved
from casedesk.errors import InputError
from casedesk.i18n import _, ngettext
from casedesk.progress import Progress
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import attempt, show_error
from ui.page import Navigator, Page
from ui.pages.actions.actions_chase_form import ChaseForm
from ui.pages.parts.draft_keeper import DraftKeeper
from ui.text_format import number
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.buttons import button
from ui.widgets.notice_strip import Tone
from ui.workers.background_task import BackgroundTask


class ChasePage(Page):
    """Shows one message to each owner of the actions of its record; none: of all overdue."""

    topics = frozenset({Topic.ACTIONS, Topic.CASES, Topic.PEOPLE})

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page; `open_record` says which actions."""
        super().__init__(workspace, bus, navigator)
        self._ids: tuple[int, ...] | None = None
        self._task: BackgroundTask | None = None
        self.form = ChaseForm(workspace)
        self._autosave = AutosaveForm({"chase": self.form}, self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, "chase")
        self.save_button = button("", "download", primary=True)
        self.save_button.clicked.connect(self.save)
        self.form.changed.connect(self._show_count)
        self.form.all_open.toggled.connect(self.refresh)
        self.heading.add_right(self._drafts.state)
        self.heading.add_right(self.save_button)
        self.body.addWidget(self.form, 1)

    def title(self) -> str:
        return _("Chase")

    def open_record(self, record: Any) -> None:
        """Show the messages to the owners of these actions; a draft of them comes back."""
        ids = tuple(record)
        if ids == self._ids:
            return
        self._autosave.save_now()
        self.form.clear()
        self._ids = ids
        self._drafts.name = "chase-" + "-".join(map(str, ids[:40]))
        self._drafts.bring_back(self._autosave.restore)
        self.refresh()

    def refresh(self) -> None:
        wants_all = self.form.all_open.isChecked()
        found = chase_messages(self.workspace, self._ids or (), all_open=wants_all)
        self.form.show_messages(found)
        self._show_count()

    def draft(self) -> AutosaveForm:
        return self._autosave

    def first_focus(self) -> QWidget:
        return self._drafts.focused() or self.form.table

    def panes(self) -> list[QWidget]:
        return [self.form.table, self.form.text, self.save_button]

    @Slot()
    def save(self) -> bool:
        """Write the files and note the chase on its actions."""
        if self._task is not None and self._task.is_running:
            return True
        folder, wanted = self.form.where(), self.form.wanted()
        if folder is None or not wanted.messages:
            text = _("Choose a folder that exists.") if folder is None else ""
            self.form.show_problems({"folder": text} if text else {})
            return True
        self.save_button.setEnabled(False)

        def work(_progress: Progress) -> ChaseSaved:
            return save_chase(self.workspace, folder, wanted)

        self._task = BackgroundTask(work)
        self._task.succeeded.connect(self._on_saved)
        self._task.failed.connect(self._on_failed)
        self._task.finished.connect(self._show_count)
        self._task.start()
        return True

    @Slot()
    def _show_count(self) -> None:
        ticked = self.form.ticked()
        actions = sum(len(one.lines) for one in ticked)
        text = ngettext("&Save {count} message", "&Save {count} messages", len(ticked))
        self.save_button.setText(text.format(count=number(len(ticked))))
        self.save_button.setEnabled(bool(ticked))
        said = ngettext(
            "Saving notes {count} action as chased; nothing is sent.",
            "Saving notes {count} actions as chased; nothing is sent.",
            actions,
        )
        self.heading.set_subtitle(said.format(count=number(actions)))

    @Slot(object)
    def _on_saved(self, saved: ChaseSaved) -> None:
        self.form.clear()
        self._drafts.discard()
        self._ids = None
        if self.isVisible():  # else somebody has gone on already
            self.navigator.back()
        text = _("Messages saved: {messages}, lists of agencies: {lists}. Folder: {folder}")
        self.navigator.show_notice(
            text.format(
                messages=number(saved.messages),
                lists=number(saved.agencies),
                folder=saved.folder.name,
            ),
            detail=_("Nothing was sent. Send the files, then delete them."),
            tone=Tone.GOOD,
            undo=partial(self._take_back, saved),
        )

    def _take_back(self, saved: ChaseSaved) -> None:
        if attempt(self.navigator, partial(take_back_chase, self.workspace, saved.notes)):
            text = _("The actions count as not chased. Delete the files in the folder {folder}.")
            self.navigator.show_notice(text.format(folder=saved.folder.name))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, InputError):
            self.form.show_problems(error.problems)
        else:
            show_error(self.navigator, error)
