"""Keeps what is half typed on a page in the partnership file, and says so: "Draft saved 10:42"."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from casedesk.errors import CaseDeskError
from casedesk.i18n import _
from casedesk.security.roles import Permission
from casedesk.workspace.drafts import discard_draft, draft_of, save_draft
from casedesk.workspace.workspace import Workspace
from ui.error_display import show_error
from ui.page import Navigator
from ui.text_format import clock_time
from ui.widgets.autosave_form import DRAFT_AFTER_MS, AutosaveForm
from ui.widgets.notice_strip import Tone
from ui.widgets.state_mark import State, StateLabel

_FOCUS, _CARET = "focus", "caret"


class DraftKeeper(QObject):
    """Joins an `AutosaveForm` to the drafts of the open file.

    `state` is a label for the page's heading. `name` may change with the record that the page
    shows; the page saves the draft of the old one first (`form.save_now()`).
    """

    def __init__(
        self,
        workspace: Workspace,
        navigator: Navigator,
        form: AutosaveForm,
        page: QWidget,
        name: str,
    ) -> None:
        """Save the drafts of `form` under `name` from now on."""
        super().__init__(page)
        self._workspace, self._navigator = workspace, navigator
        self._form, self._page = form, page
        self.name = name
        self.state = StateLabel()
        self._focus, self._caret = "", 0
        self._failed = False
        self._kept = False
        self._at_first: Any = None  # the form as it was opened; None where that is not known
        form.draft_due.connect(self._save)

    def bring_back(self, restore: Callable[[dict[str, Any]], None]) -> bool:
        """Put the draft back into the form; False if there is none."""
        may = self._workspace.may(Permission.CHANGE_RECORDS)  # who only reads types nothing
        draft = draft_of(self._workspace, self.name) if may else None
        if draft is None:
            self.state.show_state(State.NONE, "")
            self._kept, self._at_first = False, None
            QTimer.singleShot(0, self, self._note_start)  # once the page has filled it in
            return False
        content = json.loads(draft.content)
        self._focus = str(content.pop(_FOCUS, ""))
        self._caret = int(content.pop(_CARET, 0))
        restore(content)
        self._kept = True
        self._show(draft.saved_at)
        return True

    def focused(self) -> QWidget | None:
        """Return, once, what had the focus when the draft was saved, its caret where it was.

        Only what is in sight: behind an open form may stand another box of that name.
        """
        name, self._focus = self._focus, ""
        if not name:
            return None
        parts = self._page.findChildren(QWidget)
        named = (one for one in parts if one.accessibleName() == name)
        found = next((one for one in named if one.isVisibleTo(self._page)), None)
        _set_caret(found, self._caret)
        return found

    def discard(self) -> None:
        """Forget the draft: the form was saved, or thrown away."""
        self._form.saved()
        self.state.show_state(State.NONE, "")
        self._kept = False
        self._forget()

    def makes_way(self, undo: Callable[[], None]) -> bool:
        """Tell whether what an Undo brings back may stand in the form.

        Where something else was begun there meanwhile, that stays, and the user is told what to do
        before the Undo, which stays on offer.
        """
        if not self._kept and not self._form.is_dirty:
            return True
        self._navigator.show_notice(
            _("Something else is half typed here. Save it or throw it away, then undo."),
            tone=Tone.WARN,
            undo=undo,
        )
        return False

    def save_at_once(self) -> None:
        """Save the draft now, as after an undo."""
        self._form.touch()
        self._form.save_now()

    @Slot()
    def _note_start(self) -> None:
        if not self._form.is_dirty:
            self._at_first = _without_blanks(self._form.collect())

    @Slot()
    def _forget(self) -> None:
        if self._form.is_dirty:
            return  # typed anew: that draft takes its place
        try:
            discard_draft(self._workspace, self.name)
        except CaseDeskError:  # no room even for that; the record itself is saved
            QTimer.singleShot(DRAFT_AFTER_MS, self, self._forget)

    @Slot(dict)
    def _save(self, values: dict[str, Any]) -> None:
        if not self._kept and _without_blanks(values) == self._at_first:
            return  # nothing but blanks: no draft to come back to
        focused = QApplication.focusWidget()
        inside = focused is not None and self._page.isAncestorOf(focused)
        name = focused.accessibleName() if focused is not None and inside else ""
        content = {**values, _FOCUS: name, _CARET: _caret(focused) if inside else 0}
        try:
            save_draft(self._workspace, self.name, json.dumps(content))
        except CaseDeskError as error:
            self._form.touch()  # tried again in two seconds; the form keeps what was typed
            self.state.show_state(State.STOP, _("Draft not saved"))
            if not self._failed:
                show_error(self._navigator, error)
            self._failed = True
            return
        self._failed, self._kept = False, True
        self._show(self._workspace.clock())
        self._navigator.show_saved()

    def _show(self, moment: datetime) -> None:
        text = _("Draft saved {time}").format(time=clock_time(moment))
        self.state.show_state(State.GOOD, text)


def _without_blanks(value: Any) -> Any:
    """Return what a form holds as if nobody had typed blanks around anything."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return {name: _without_blanks(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_blanks(part) for part in value]
    return value


def _caret(widget: QWidget | None) -> int:
    if isinstance(widget, QPlainTextEdit):
        return widget.textCursor().position()
    return widget.cursorPosition() if isinstance(widget, QLineEdit) else 0


def _set_caret(widget: QWidget | None, place: int) -> None:
    if isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        cursor.setPosition(min(place, len(widget.toPlainText())))
        widget.setTextCursor(cursor)
    elif isinstance(widget, QLineEdit):
        widget.setCursorPosition(place)
