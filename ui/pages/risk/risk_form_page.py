"""The page of a risk form: built from the tool's own questions, scored while it is filled in."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from casedesk.errors import CaseDeskError, InputError
from casedesk.i18n import _, catalogue_text
from casedesk.risk.model import Assessment
from casedesk.risk.service import (
    correct_assessment,
    mark_assessment_in_error,
    record_assessment,
)
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import attempt, show_error
from ui.page import LOW_BELOW, Navigator, Page
from ui.pages.parts.draft_keeper import DraftKeeper
from ui.pages.risk.risk_form import AboutForm, Record, RiskForm, about_form
from ui.text_format import capital
from ui.theme.units import px, space
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.buttons import button
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.notice_strip import Tone

ROOM_BELOW = 72


class RiskFormPage(Page):
    """Opened for (case, tool, assessment to correct or None)."""

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the frame of the page; the form comes with `open_record`."""
        super().__init__(workspace, bus, navigator)
        self.form: RiskForm | None = None
        self._record: Record | None = None
        self._autosave: AutosaveForm | None = None
        self._drafts: DraftKeeper | None = None
        self.save_button = button(_("&Save risk form   Ctrl+S"), primary=True)
        self.save_button.setAccessibleName(_("Save risk form"))
        self.save_button.clicked.connect(self.save)
        self.heading.add_right(self.save_button)
        self.errors = ErrorSummary()
        self.scrolling_body().addWidget(self.errors)
        self._above = QVBoxLayout()
        space(self._above, (0, 0, 0, 8), 0)
        self._outer.insertLayout(2, self._above)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def title(self) -> str:
        return self.form.about.reference if self.form is not None else _("Risk form")

    def open_record(self, record: Any) -> None:
        """Show the form for (case id, tool id or None, assessment id or None)."""
        case_id, tool_id, assessment_id = record
        if (case_id, tool_id, assessment_id) == self._record:
            return
        if self._autosave is not None:
            self._autosave.save_now()
        try:
            about = about_form(self.workspace, (case_id, tool_id, assessment_id))
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return
        self._record = (case_id, tool_id, assessment_id)
        self._show_form(about)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_score()

    def _place_score(self) -> None:
        """Keep the score in sight; on a low page it would leave no room for the questions."""
        if self.form is None:
            return
        score, is_low = self.form.score, self.height() < px(LOW_BELOW)
        if is_low and self.body.indexOf(score) < 0:
            self.body.insertWidget(self.body.indexOf(self.form), score)
        elif not is_low and self._above.indexOf(score) < 0:
            self._above.addWidget(score)

    def draft(self) -> AutosaveForm | None:
        return self._autosave

    def first_focus(self) -> QWidget | None:
        focused = self._drafts.focused() if self._drafts is not None else None
        if focused is None and self.form is not None and self.form.questions.rows:
            self.form.questions.go()
            return QApplication.focusWidget()
        return focused

    def save(self) -> bool:
        """Save the assessment and go back, or say at its field what stops that."""
        if self.form is None or self._autosave is None:
            return False
        if self.errors.refuses(self.form, self.form.fields.items()):
            return True
        about, content = self.form.about, self._autosave.collect()
        try:
            new = self.form.assessment()
            if about.corrected is None:
                saved = record_assessment(self.workspace, new)
            else:
                saved, old = about.corrected.summary.id, about.corrected.summary
                reason = self.form.reason.text()
                correct_assessment(self.workspace, saved, new, reason, old.version)
        except InputError as error:
            self.errors.show_problems(error.problems, self.form.fields.items())
        except CaseDeskError as error:
            show_error(self.navigator, error)
        else:
            self._after_saving(saved, content)
        return True

    def _show_form(self, about: AboutForm) -> None:
        self._clear()
        self.form = form = RiskForm(about, self.workspace.today())
        self.body.addWidget(form)
        self._place_score()
        self.body.addStretch(1)
        if about.corrected is not None:
            form.show_recorded(about.corrected)
        self._autosave = AutosaveForm(form.controls(), form)
        name = about.draft_name
        self._drafts = DraftKeeper(self.workspace, self.navigator, self._autosave, form, name)
        self._drafts.bring_back(self._autosave.restore)
        self.heading.clear_left()
        self.heading.add_left(self._drafts.state)
        tool = about.tool
        title, version = catalogue_text(tool.title), catalogue_text(tool.version)
        self.heading.set_subtitle(f"{capital(title)}, {version}")
        self.title_changed.emit()

    def _clear(self) -> None:
        self.errors.clear()
        if self.form is not None:
            for part in (self.form.score, self.form):
                part.hide()
                part.deleteLater()
            self.body.removeWidget(self.form)
            self.body.takeAt(self.body.count() - 1)  # the stretch
        self.form, self._autosave, self._drafts = None, None, None

    def _after_saving(self, saved: int, content: dict[str, Any]) -> None:
        about, record = (self.form.about if self.form else None), self._record
        gaps = self.form.gaps_text() if self.form is not None else ""
        if self._drafts is not None:
            self._drafts.discard()
        self._clear()
        self._record = None
        self.navigator.back()
        if about is not None and about.corrected is not None:
            self._tell(_("Risk form corrected"), gaps, partial(self._put_back, about.corrected))
            return

        def undo() -> None:
            self._undo(saved, record, content)

        self._tell(_("Risk form saved"), gaps, undo)

    def _put_back(self, before: Assessment) -> None:
        """Correct an assessment to what it was."""
        why = _("The correction was taken back.")
        given = (self.workspace, before.summary.id, before.as_written(), why)
        attempt(self.navigator, partial(correct_assessment, *given))

    def _tell(self, text: str, gaps: str, undo: Callable[[], None]) -> None:
        """Say that the form is saved, and what it leaves open."""
        tone = Tone.WARN if gaps else Tone.GOOD
        self.navigator.show_notice(text, detail=gaps, tone=tone, undo=undo)

    def _undo(self, saved: int, record: Record | None, content: dict[str, Any]) -> None:
        """Take the assessment out again; the answers stand in the form."""
        self.navigator.open_page("risk_form", record)
        again = partial(self._undo, saved, record, content)
        if self._drafts is not None and not self._drafts.makes_way(again):
            return
        try:
            mark_assessment_in_error(self.workspace, saved, _("Saved too early"))
        except CaseDeskError as error:
            show_error(self.navigator, error)
            return
        if self._autosave is not None and self._drafts is not None:
            self._autosave.restore(content)
            self._drafts.save_at_once()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.form is not None and self.form.isAncestorOf(new):
            QTimer.singleShot(0, self, self._show_focused)

    @Slot()
    def _show_focused(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.form is not None and self.form.isAncestorOf(focused):
            self.scroll_area.ensureWidgetVisible(focused, 0, px(ROOM_BELOW))
