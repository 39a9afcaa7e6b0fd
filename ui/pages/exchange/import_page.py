"""The page "Import": a partnership's workbook is read, looked at, and brought in or left."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QWidget

from casedesk.errors import Cancelled
from casedesk.exchange.model import Answers, ImportReport, ImportResult
from casedesk.exchange.service import (
    ImportPlan,
    apply_plan,
    read_plan,
    write_errors_csv,
    write_template,
)
from casedesk.i18n import _, ngettext
from casedesk.people.service import count_open_matches
from casedesk.progress import Progress
from casedesk.security.roles import Permission
from ui.change_bus import ChangeBus
from ui.error_display import error_text, show_error
from ui.page import Navigator, Page
from ui.pages.exchange.import_choice import AtWorkCard, WorkbookChoice
from ui.pages.exchange.import_differences import DifferencesCard, differing, rows_of
from ui.pages.exchange.import_questions import QuestionsCard
from ui.pages.exchange.import_report import (
    CountsCard,
    RefusedCard,
    ResultCard,
)
from ui.text_format import number
from ui.widgets.buttons import button
from ui.widgets.file_drop import FileDrop
from ui.widgets.labels import label
from ui.widgets.notice_strip import Act, Tone
from ui.widgets.scrolled_column import scrolled_column
from ui.widgets.showing import set_shown
from ui.workers.background_task import BackgroundTask

if TYPE_CHECKING:
    from casedesk.workspace.workspace import Workspace


class ImportPage(Page):
    """Reads in the background, shows what was found, and writes only when told to."""

    def __init__(self, workspace: "Workspace", bus: ChangeBus, navigator: Navigator) -> None:
        """Build all cards; only the choice of a workbook is in sight."""
        super().__init__(workspace, bus, navigator)
        self._task: BackgroundTask | None = None
        self._writing: BackgroundTask | None = None
        self._file: Path | None = None
        self._plan: ImportPlan | None = None
        self.choice, self.at_work = WorkbookChoice(), AtWorkCard()
        self.counts, self.questions = CountsCard(), QuestionsCard()
        self.refused, self.differences = RefusedCard(), DifferencesCard()
        self.result = ResultCard()
        self.advice = label("", wrap=True)
        scrolled_column(self.scroll_area, self.body, 16)
        self.cards = (self.choice, self.at_work, self.result, self.advice, self.counts,
                      self.questions, self.differences, self.refused)  # fmt: skip
        for part in self.cards:
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.leave_button = button(_("&Leave it"))
        self.take_button = button(_("&Import"), "upload", primary=True)
        self.heading.add_right(self.leave_button)
        self.heading.add_right(self.take_button)
        self._connect()
        self._show(self.choice)

    def title(self) -> str:
        """Return the page's name."""
        return _("Import")

    def first_focus(self) -> QWidget:
        """Begin with the next step: first the words without which rows are refused."""
        asked = self.questions.first_needed() if self.questions.isVisibleTo(self) else None
        if asked is not None:
            return asked
        for part in (self.at_work.stop_button, self.take_button, self.choice.choose_button):
            if part.isVisibleTo(self) and part.isEnabled():
                return part
        return self.result.next_button() if self.result.isVisibleTo(self) else self.leave_button

    def panes(self) -> list[QWidget]:
        """Return the cards in sight."""
        parts = [part for part in self.cards if part is not self.advice]
        return [part for part in parts if part.isVisibleTo(self)]

    def read(self, file: Path) -> None:
        """Read a workbook and show what is in it; nothing is written."""
        if self._is_busy():
            return
        self.questions.forget()
        self._read(file, {})

    def save_refused(self, path: Path) -> None:
        """Write the list of refused rows."""
        if self._plan is not None:
            text = _("The list of refused rows was saved: {file}")
            self._write(partial(write_errors_csv, self._plan, path), text.format(file=path.name))

    def save_template(self, path: Path) -> None:
        """Write the empty workbook that a partnership fills in."""
        text = _("The template was saved: {file}")
        practice = self.workspace.file.is_practice
        self._write(partial(write_template, path, practice=practice), text.format(file=path.name))

    def _write(self, write: Callable[[], None], done: str) -> None:
        """Write a file in the background; `done` says that it is there."""

        def work(_progress: Progress) -> str:
            write()
            return done

        self._writing = task = BackgroundTask(work)
        task.succeeded.connect(self._on_written)
        task.failed.connect(self._on_not_written)
        task.start()

    @Slot(object)
    def _on_written(self, done: str) -> None:
        self.navigator.show_notice(done, tone=Tone.GOOD)

    @Slot(object)
    def _on_not_written(self, error: Exception) -> None:
        show_error(self.navigator, error)

    # -- building and showing --

    def _connect(self) -> None:
        FileDrop(self).dropped.connect(self.read)
        self.choice.chosen.connect(self.read)
        self.choice.template_wanted.connect(self.save_template)
        self.at_work.stop_wanted.connect(self._on_stop)
        self.questions.answered.connect(self._on_answered)
        self.differences.changed.connect(self._show_what_is_taken)
        self.refused.save_wanted.connect(self.save_refused)
        self.result.matches_wanted.connect(self._see_matches)
        self.result.another_wanted.connect(self._begin_again)
        self.leave_button.clicked.connect(self._on_leave)
        self.take_button.clicked.connect(self._on_take)

    def _show(self, *shown: QWidget) -> None:
        """Show these parts and no others; what had the focus hands it to the next step."""
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self.isAncestorOf(focused)
        for part in (*self.cards, self.leave_button, self.take_button):
            set_shown(part, part in shown)
        self.scroll_area.verticalScrollBar().setValue(0)
        if had_focus and focused is not None and not focused.isVisible():
            self.first_focus().setFocus()

    def _show_plan(self, plan: ImportPlan) -> None:
        report = plan.report
        self.counts.show_report(report)
        self.refused.show_report(report)
        self.differences.show_report(report)
        self.questions.show_questions(report.questions)
        self.heading.set_subtitle(report.file_name)
        self._show_what_is_taken()
        shown: list[QWidget] = [self.advice, self.counts, self.leave_button, self.take_button]
        if report.questions:
            shown.append(self.questions)
        if report.differences:
            shown.append(self.differences)
        if report.faults:
            shown.append(self.refused)
        self._show(*shown)

    @Slot()
    def _show_what_is_taken(self) -> None:
        """Let button and advice say what would be written as things are chosen."""
        if self._plan is None:
            return
        report = self._plan.report
        changed = rows_of(self.differences.chosen)
        text = ngettext("&Import {count} row", "&Import {count} rows", report.new)
        if changed:
            text = _("&Import: {count} new, {changed} changed")
        self.take_button.setText(text.format(count=number(report.new), changed=number(changed)))
        self.take_button.setEnabled(report.new + changed > 0)
        self.advice.setText(_advice(report, changed))

    def _is_busy(self) -> bool:
        return self._task is not None and self._task.is_running

    # -- reading --

    def _read(self, file: Path, answers: Answers) -> None:
        self._file = file
        self.choice.show_problem("")
        self.at_work.begin(_("Reading {file}").format(file=file.name))
        self.heading.set_subtitle("")
        self._show(self.at_work)

        def work(progress: Progress) -> ImportPlan:
            return read_plan(self.workspace, file, answers, progress)

        self._start(BackgroundTask(work))
        if self._task is not None:
            self._task.succeeded.connect(self._on_read)
            self._task.failed.connect(self._on_not_read)
            self._task.start()

    def _start(self, task: BackgroundTask) -> None:
        self._task = task
        task.progressed.connect(self.at_work.show_progress)
        self.destroyed.connect(task.cancel)  # the file is locked meanwhile

    @Slot(object)
    def _on_read(self, plan: ImportPlan) -> None:
        self._plan = plan
        self._show_plan(plan)

    @Slot(object)
    def _on_not_read(self, error: Exception) -> None:
        if self._plan is not None:  # only reading again with answers failed
            self._show_plan(self._plan)
        else:
            self._show(self.choice)
        if isinstance(error, Cancelled):
            self.navigator.show_notice(_("Reading was stopped. Nothing was changed."))
        elif self._plan is not None:
            show_error(self.navigator, error)
        else:
            sentence = _("{problem} Nothing was changed.").format(problem=error_text(error))
            self.choice.show_problem(sentence)

    @Slot()
    def _on_answered(self) -> None:
        if self._file is not None and not self._is_busy():
            self._read(self._file, self.questions.keep_answers())

    @Slot()
    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    # -- bringing in --

    @Slot()
    def _on_take(self) -> None:
        plan = self._plan
        if plan is None or self._is_busy():
            return
        self.at_work.begin(_("Bringing in {file}").format(file=plan.report.file_name))
        self._show(self.at_work)

        chosen = self.differences.chosen

        def work(progress: Progress) -> ImportResult:
            return apply_plan(self.workspace, plan, progress, apply_differences=chosen)

        self._start(BackgroundTask(work))
        if self._task is not None:
            self._task.succeeded.connect(self._on_taken)
            self._task.failed.connect(self._on_not_taken)
            self._task.start()

    @Slot(object)
    def _on_taken(self, result: ImportResult) -> None:
        may_join = self.may(Permission.JOIN_PEOPLE)
        matches = count_open_matches(self.workspace) if may_join else 0
        self.result.show_result(result, matches)
        shown: list[QWidget] = [self.result]
        if result.refused:
            shown.append(self.refused)
        self._show(*shown)
        text = _("Rows taken: {taken}. Rows refused: {refused}.")
        if result.corrected:
            text = _("Rows taken: {taken}. Records changed: {changed}. Rows refused: {refused}.")
        text = text.format(
            taken=number(result.taken),
            changed=number(result.corrected),
            refused=number(result.refused),
        )
        acts: tuple[Act, ...] = ()
        if matches:
            words = _("Possible matches: {count}").format(count=number(matches))
            acts = ((words, partial(self.navigator.open_page, "matches")),)
        self.navigator.show_notice(text, tone=Tone.GOOD, acts=acts)

    @Slot(object)
    def _on_not_taken(self, error: Exception) -> None:
        if self._plan is not None:
            self._show_plan(self._plan)
        if isinstance(error, Cancelled):
            text = _("The import was stopped. It left no trace in the records.")
            self.navigator.show_notice(text)
        else:
            show_error(self.navigator, error)

    @Slot()
    def _on_leave(self) -> None:
        self._begin_again()
        self.navigator.show_notice(_("The workbook was left. Nothing was changed."))

    @Slot()
    def _begin_again(self) -> None:
        self._plan = self._file = None
        self.questions.forget()
        self.heading.set_subtitle("")
        self._show(self.choice)

    @Slot()
    def _see_matches(self) -> None:
        self.navigator.open_page("matches")


def _advice(report: ImportReport, changed: int) -> str:
    """Return what the user should know before anything is written."""
    if report.new or changed:
        return _("Nothing is written yet. What is brought in cannot be taken back with Undo.")
    if differing(report):
        return _("No row is new. Choose below which differences go into the records.")
    if report.same and not report.refused:
        return _("There is nothing new in this workbook: all of it is in the records already.")
    return _("There is no row in this workbook that can be taken.")
