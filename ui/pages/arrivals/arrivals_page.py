"""The page "Files that arrived": files become drafts, each with the file beside its form."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QWidget

from casedesk.arrivals.model import BroughtIn
from casedesk.arrivals.service import bring_in, not_read, throw_away, waiting_drafts
from casedesk.errors import Cancelled, CaseDeskError, NotFoundError
from casedesk.forums.catalogue import CaseContent, forums
from casedesk.forums.service import forums_in_use
from casedesk.i18n import _, ngettext
from casedesk.progress import Progress
from casedesk.workspace.model import Topic
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import error_text, show_error
from ui.file_choice import ask_files
from ui.page import Navigator, Page
from ui.pages.arrivals.arrival_values import first_draft
from ui.pages.arrivals.arrivals_cards import FormCard, ResultsCard, WaitingCard, summary
from ui.pages.arrivals.arrivals_thrown import erased_later, thrown_away
from ui.pages.arrivals.intake_arrival_page import PAGE
from ui.pages.exchange.import_choice import AtWorkCard
from ui.pages.referrals.referral_form_saving import ask_and_save_form
from ui.widgets.buttons import button
from ui.widgets.choice_box import Choice
from ui.widgets.labels import label
from ui.widgets.notice_strip import Tone
from ui.widgets.showing import set_shown
from ui.workers.background_task import BackgroundTask

ARRIVALS = "arrivals"


class ArrivalsPage(Page):
    """Reads in the background; files dropped meanwhile wait for their turn."""

    topics = frozenset({Topic.ATTACHMENTS, Topic.REFERRALS})

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build all cards; nothing is brought in yet."""
        super().__init__(workspace, bus, navigator)
        self._task: BackgroundTask | None = None
        self._reading: list[Path] = []
        self._waiting_files: list[Path] = []
        self._stopped = False
        self.choose_button = button(_("Choose fi&les…"), "folder-open", primary=True)
        self.choose_button.clicked.connect(self._on_choose)
        self.heading.add_right(self.choose_button)
        self.form = FormCard(self._forums())
        self.at_work = AtWorkCard(hint=_("The drafts made so far stay."))
        self.results, self.waiting = ResultsCard(), WaitingCard()
        self.only_invented = label(
            _("Practice data: bring in only files in which nobody is real."), "warn", wrap=True
        )
        set_shown(self.only_invented, workspace.file.is_practice)
        for part in (self.only_invented, self.at_work, self.results, self.waiting, self.form):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.form.form_wanted.connect(self._on_form)
        self.at_work.stop_wanted.connect(self._on_stop)
        self.results.draft_wanted.connect(self._open)
        self.waiting.opened.connect(self._open)
        self.waiting.thrown_away.connect(self._on_throw_away)

    def title(self) -> str:
        return _("Files that arrived")

    def refresh(self) -> None:
        self.waiting.show_waiting(waiting_drafts(self.workspace))

    def first_focus(self) -> QWidget:
        if self.at_work.isVisibleTo(self):
            return self.at_work.stop_button
        rows = self.waiting.model.rowCount()
        return self.waiting.table if rows else self.choose_button

    def panes(self) -> list[QWidget]:
        cards = (self.results.table, self.waiting.table, self.form)
        return [card for card in cards if card.isVisibleTo(self)]

    @Slot(object)
    def bring(self, paths: Sequence[Path]) -> None:
        """Make a draft of each file; those given while others are read come after them."""
        self._waiting_files += paths
        if self._task is None:
            self._start()

    def _start(self) -> None:
        self._reading, self._waiting_files, self._stopped = self._waiting_files, [], False
        paths, workspace = self._reading, self.workspace

        def work(progress: Progress) -> tuple[list[BroughtIn], bool]:
            found = bring_in(workspace, paths, first_draft, progress)
            return found, _is_stopped(progress)

        self.at_work.begin(_("Reading the files: {count}").format(count=len(paths)))
        self._task = task = BackgroundTask(work)
        task.progressed.connect(self.at_work.show_progress)
        task.succeeded.connect(self._on_brought)
        task.failed.connect(self._on_failed)
        self.destroyed.connect(task.cancel)  # the file is locked meanwhile
        task.start()

    @Slot(object)
    def _on_brought(self, brought: tuple[list[BroughtIn], bool]) -> None:
        found, is_stopped = brought
        if is_stopped or self._stopped:
            found = found + self._never_read()
        had_focus = self._has_focus()
        self.results.show_found(found)
        set_shown(self.results, True)
        self._end(had_focus)
        made = [one for one in found if one.draft]
        undo = partial(self._throw_all, made) if made else None
        tone = Tone.GOOD if made else Tone.WARN
        self.navigator.show_notice(summary(found), tone=tone, undo=undo)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):  # before its turn came
            self._waiting_files = self._reading + self._waiting_files
            self._on_brought(([], True))
            return
        self._end(self._has_focus())
        self.navigator.show_notice(error_text(error), tone=Tone.WARN)

    def _never_read(self) -> list[BroughtIn]:
        """Let nothing start again after a stop or a lock; return what is said of those files."""
        left, self._waiting_files = self._waiting_files, []
        return not_read(left)

    def _end(self, had_focus: bool) -> None:
        self._task = None
        set_shown(self.at_work, False)
        if had_focus:
            shown = self.results.table if self.results.table.isVisible() else self.first_focus()
            shown.setFocus()
        if self._waiting_files:
            self._start()

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.at_work.isAncestorOf(focused)

    def _throw_all(self, made: Sequence[BroughtIn]) -> None:
        """Take back what was brought in; words that somebody typed since are never thrown away."""
        back: list[Callable[[], None]] = []
        kept = 0
        try:
            now = {one.draft: one.content for one in waiting_drafts(self.workspace)}
            for one in made:
                if one.draft in now and now[one.draft] != one.content:
                    kept += 1
                    continue
                with suppress(NotFoundError):  # saved or thrown away since
                    back.append(throw_away(self.workspace, one.draft))
        except CaseDeskError as error:
            detail = thrown_away(len(back)) if back else ""
            undo = partial(self._bring_back, back) if back else None
            self.navigator.show_notice(error_text(error), detail=detail, tone=Tone.STOP, undo=undo)
            return
        set_shown(self.results, False)
        words = [thrown_away(len(back))]
        if kept:
            text = ngettext(
                "{count} draft was changed since and stays.",
                "{count} drafts were changed since and stay.",
                kept,
            )
            words.append(text.format(count=kept))
        undo = partial(self._bring_back, back) if back else None
        detail = erased_later() if back else ""
        self.navigator.show_notice(" ".join(words), detail=detail, undo=undo)

    def _bring_back(self, back: Sequence[Callable[[], None]]) -> None:
        try:
            for one in back:
                one()
        except CaseDeskError as error:
            show_error(self.navigator, error)

    @Slot(str)
    def _on_throw_away(self, draft: str) -> None:
        try:
            bring_back = throw_away(self.workspace, draft)
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return
        undo = partial(self._bring_back, [bring_back])
        self.navigator.show_notice(thrown_away(1), detail=erased_later(), undo=undo)

    @Slot(object)
    def _open(self, draft: Any) -> None:
        self.navigator.open_page(PAGE, draft)

    @Slot(str)
    def _on_form(self, forum_id: str) -> None:
        if forum_id:
            ask_and_save_form(self, forum_id)

    @Slot()
    def _on_choose(self) -> None:
        kinds = _(
            "Files that arrive (*.eml *.msg *.docx *.pdf *.txt *.png *.jpg *.jpeg *.tif *.tiff)"
            ";;All files (*)"
        )
        names = ask_files(self, _("Choose the files that arrived"), kinds)
        if names:
            self.bring([Path(name) for name in names])

    @Slot()
    def _on_stop(self) -> None:
        self._stopped = True
        if self._task is not None:
            self._task.cancel()

    def _forums(self) -> list[Choice]:
        return [
            Choice(one.id, one.short_title)
            for one in forums_in_use(self.workspace)
            if forums()[one.id].content is not CaseContent.NONE
        ]


def _is_stopped(progress: Progress) -> bool:
    """Tell whether somebody asked to stop, also after the last file."""
    try:
        progress.step(1, 1)
    except Cancelled:
        return True
    return False
