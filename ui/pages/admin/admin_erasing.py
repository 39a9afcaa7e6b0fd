"""Erasing a closed case after its review, on the page "Admin": what goes is shown, then typed for.

There is no Undo, and the form says so; what lay in attachments is overwritten by the worker.
"""

from collections.abc import Iterator

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLineEdit

from casedesk.i18n import _
from casedesk.progress import Progress
from casedesk.retention.model import Erasure
from casedesk.retention.service import erase_case, overwrite_erased, what_goes
from casedesk.workspace.workspace import Workspace
from ui.error_display import show_error
from ui.page import Navigator
from ui.pages.parts.list_tab import ListTab, Tool
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.table_models.admin_table import due_columns
from ui.text_format import number
from ui.workers.background_task import BackgroundTask


def due_tab() -> ListTab:
    """Return the list of cases that are due with its buttons, still empty."""
    tools = [
        Tool("due_case", _("Open the case"), icon="file-text"),
        Tool("erase", _("Erase…"), rare=True),
    ]
    empty = _("No closed case is due for its review.")
    return ListTab(_("Due for review"), due_columns(), empty, tools, "due_case", may_change=True)


class ErasingActs(QObject):
    """The form that shows what goes with a case, and what follows from saving it."""

    def __init__(self, workspace: Workspace, navigator: Navigator, parent: QObject) -> None:
        """Belong to a page."""
        super().__init__(parent)
        self._workspace, self._navigator = workspace, navigator
        self._task: BackgroundTask | None = None

    def sheet(self, case_id: int) -> Sheet:
        """Return the form for a case.

        Raises:
            ConflictError: it cannot be erased now.
        """
        seen = what_goes(self._workspace, case_id)

        def act(values: Values) -> Done:
            contents = erase_case(self._workspace, seen, values["reference"] or "")
            self._overwrite(contents)
            text = _("{reference} is erased. The audit trail has an entry of it: the certificate.")
            return Done(text.format(reference=seen.reference))

        return Sheet(
            _("Erase case {reference}").format(reference=seen.reference),
            [Ask("reference", _("Reference of the case, to be sure"), QLineEdit())],
            _("Erase for good"),
            act,
            intro=_intro(seen),
        )

    def _overwrite(self, contents: list[int]) -> None:
        def work(progress: Progress) -> None:
            overwrite_erased(self._workspace, contents, progress)

        self._task = task = BackgroundTask(work, only_looks=True)  # the next start does it as well
        task.failed.connect(self._on_failed)
        task.start()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        show_error(self._navigator, error)


def _intro(seen: Erasure) -> str:
    kept = _("Named in other records too, and kept: {count}").format(count=seen.people_kept)
    return "\n".join(
        (
            _("This goes for good: {what}.").format(what="; ".join(_parts(seen))),
            *((kept,) if seen.people_kept else ()),
            _(
                "Figures already published stay. The audit trail keeps that it was erased, by whom "
                "and when, not what. Backups made earlier still hold the case: erase those too. "
                "This cannot be undone."
            ),
        )
    )


def _parts(seen: Erasure) -> Iterator[str]:
    """Yield what goes in words, with how many of each."""
    texts = {
        "case": _("case: {count}"),
        "referral": _("referrals: {count}"),
        "person": _("people named nowhere else: {count}"),
        "place": _("places named nowhere else: {count}"),
        "contact_note": _("contact notes: {count}"),
        "report": _("reports: {count}"),
        "assessment": _("assessments: {count}"),
        "discussion": _("minutes of meetings: {count}"),
        "action": _("actions: {count}"),
        "intervention": _("tools and powers: {count}"),
        "attachment": _("attachments: {count}"),
    }
    for table, text in texts.items():
        if seen.count(table):
            yield text.format(count=number(seen.count(table)))
