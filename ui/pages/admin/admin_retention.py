"""How long closed cases wait for their review, on the page "Admin": set, and set back.

All closed cases get their new review days with it, so the worker does it; what was done, and how
it is taken back, is said when it is.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLineEdit

from casedesk.cases.catalogue import retention
from casedesk.cases.model import CHILD, ReviewTime
from casedesk.cases.review_times import (
    check_review_time,
    review_times,
    set_review_time,
    take_back_review_time,
)
from casedesk.errors import ConflictError, InputError, NotFoundError
from casedesk.i18n import _, ngettext
from casedesk.progress import Progress
from casedesk.workspace.workspace import Workspace
from ui.error_display import attempt, say_done, show_error
from ui.page import Navigator
from ui.pages.parts.list_tab import ListTab, Tool
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.table_models.admin_table import retention_columns, time_text
from ui.text_format import number
from ui.workers.background_task import BackgroundTask

Reopen = Callable[[str, Values], None]


def retention_tab() -> ListTab:
    """Return the list of times with its buttons, still empty."""
    tools = [
        Tool("retention", _("Set our own time"), icon="pencil"),
        Tool("retention_shipped", _("Go back to CaseDesk's time")),
    ]
    columns = retention_columns()
    return ListTab(_("Retention"), columns, "", tools, "retention", may_change=True)


class RetentionActs(QObject):
    """The form for a time, and what follows from saving it.

    `reopen` shows the form of a kind again with what was typed, where saving failed.
    """

    def __init__(
        self, workspace: Workspace, navigator: Navigator, parent: QObject, reopen: Reopen
    ) -> None:
        """Belong to a page."""
        super().__init__(parent)
        self._workspace, self._navigator, self._reopen = workspace, navigator, reopen
        self._task: BackgroundTask | None = None
        self._undo: Callable[[], object] | None = None
        self._typed: tuple[str, Values] | None = None

    def sheet(self, kind: str) -> Sheet:
        """Return the form for the time of a kind of cases.

        Raises:
            NotFoundError: there is no such kind any more.
        """
        held = self._held(kind)

        def act(values: Values) -> Done:
            period, reason = _period(values, held), values["reason"] or ""
            check_review_time(self._workspace, held, period, reason)
            work = partial(set_review_time, self._workspace, held, period, reason)
            written = {name: value or "" for name, value in values.items()}
            self._start(work, partial(self.take_back, held), (kind, written))
            return Done("")  # told when the worker has done it

        return Sheet(
            _("Time for: {cases}").format(cases=held.title),
            _asks(held),
            _("Save time"),
            act,
            _intro(held),
        )

    def go_back(self, kind: str) -> None:
        """Let CaseDesk's own time count again."""
        held = self._held(kind)
        if held.own is None:
            self._navigator.show_notice(_("CaseDesk's time is in force already."))
            return
        why = _("Back to CaseDesk's time.")

        def act() -> None:
            check_review_time(self._workspace, held, None, why)
            work = partial(set_review_time, self._workspace, held, None, why)
            self._start(work, partial(self.take_back, held))

        attempt(self._navigator, act)

    def take_back(self, before: ReviewTime) -> None:
        """Give a kind of cases the time again that it had."""
        self._start(partial(take_back_review_time, self._workspace, before))

    def _held(self, kind: str) -> ReviewTime:
        found = next((one for one in review_times(self._workspace) if one.id == kind), None)
        if found is None:
            raise NotFoundError(_("This record is no longer there. Look at the list again."))
        return found

    def _start(
        self,
        work: Callable[[], int],
        undo: Callable[[], object] | None = None,
        typed: tuple[str, Values] | None = None,
    ) -> None:
        if self._task is not None and self._task.is_running:
            raise ConflictError(
                _("The time set before is still being worked out. Wait a moment, then try again.")
            )

        def run(_progress: Progress) -> int:
            return work()

        self._undo, self._typed = undo, typed
        self._task = BackgroundTask(run, must_end=True)
        self._task.succeeded.connect(self._on_done)
        self._task.failed.connect(self._on_failed)
        self._task.start()

    @Slot(object)
    def _on_done(self, count: int) -> None:
        text = ngettext(
            "The time is set. {count} closed case has another review day now. Nothing is erased.",
            "The time is set. {count} closed cases have another review day now. Nothing is erased.",
            count,
        )
        if self._undo is None:
            text = ngettext(
                "The time is as it was. {count} closed case has its review day of before.",
                "The time is as it was. {count} closed cases have their review day of before.",
                count,
            )
        say_done(self._navigator, text.format(count=number(count)), self._undo)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_error(self._navigator, error)
        if self._typed is not None:
            self._reopen(*self._typed)


def _asks(held: ReviewTime) -> list[Ask]:
    name = _("Age in years") if held.id == CHILD else _("Years after closing")
    hint = _("Needed where it is longer than CaseDesk's time, or was set before.")
    return [
        Ask("period", name, QLineEdit(), None if held.own is None else str(held.own)),
        Ask("reason", _("Reason"), QLineEdit(), hint=hint),
    ]


def _intro(held: ReviewTime) -> str:
    least, most = retention().limits(held.id)
    text = _(
        "CaseDesk's time: {shipped}. In force now: {now}. Possible: {least} to {most}. Closed "
        "cases get their review day by it at once; nothing is erased on that day."
    )
    shipped, now = time_text(held.id, held.shipped), time_text(held.id, held.in_force)
    return text.format(shipped=shipped, now=now, least=number(least), most=number(most))


def _period(values: Values, held: ReviewTime) -> int:
    typed: Any = values["period"] or ""
    if typed.isascii() and typed.isdecimal():
        return int(typed[:6])
    text = _("Enter an age in years.") if held.id == CHILD else _("Enter a number of years.")
    raise InputError({"period": text})
