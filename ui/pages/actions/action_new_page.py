"""The page "New action": one task, on a case or by itself, from anywhere in the window."""

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from casedesk.actions.service import add_action, mark_action_in_error
from casedesk.cases.case_list import case_rows, case_with_reference
from casedesk.errors import InputError
from casedesk.i18n import _
from casedesk.workspace.workspace import Workspace
from ui.change_bus import ChangeBus
from ui.error_display import say_done
from ui.page import Navigator, Page
from ui.pages.actions.actions_forms import action_asks, new_action
from ui.pages.parts.draft_keeper import DraftKeeper
from ui.pages.parts.plain_form import Ask, Done, FormHost, Sheet, Values
from ui.table_models.case_table import forum_choices
from ui.theme.units import at_most
from ui.widgets.autosave_form import AutosaveForm
from ui.widgets.choice_box import ChoiceBox

_NEW = "new_action"


class NewActionPage(Page):
    """Adds an action; opened from a case it belongs to that case."""

    may_be_forgotten = True

    def __init__(self, workspace: Workspace, bus: ChangeBus, navigator: Navigator) -> None:
        """Build the page; `open_record` gives it its form."""
        super().__init__(workspace, bus, navigator)
        self._case_id: int | None = None
        self.host = FormHost(self._sheet, navigator, page_id=_NEW)
        at_most(self.host, width=760)
        self._autosave = AutosaveForm({"form": self.host}, self)
        self._drafts = DraftKeeper(workspace, navigator, self._autosave, self, _NEW)
        self.heading.add_right(self._drafts.state)
        self.body.addWidget(self.host, 1)
        self.host.closed.connect(self._on_closed)

    def title(self) -> str:
        return _("New action")

    def open_record(self, record: Any) -> None:
        """Begin an action of a case, or with 0 of none; a draft of it comes back."""
        if record == self._case_id and self.host.form is not None:
            return
        self._autosave.save_now()
        self.host.forget()
        self._case_id, self._drafts.name = record, f"{_NEW}-{record}"
        if not self._drafts.bring_back(self._autosave.restore) or self.host.form is None:
            self.host.open_form(_NEW, record)
            self._autosave.saved()

    def draft(self) -> AutosaveForm:
        return self._autosave

    def first_focus(self) -> QWidget:
        focused = self._drafts.focused()
        if focused is not None or self.host.form is None:
            return focused or self.host
        return self.host.form.first_control()

    def save(self) -> bool:
        """Add the action."""
        if self.host.form is not None:
            self.host.form.save()
        return True

    def _sheet(self, _kind: str, record: Any) -> Sheet:
        found = case_rows(self.workspace, [record]) if record else []
        reference = found[0].reference if found else None
        box = ChoiceBox(_("Forum"), forum_choices(), empty=_("None"), search=True)
        forum = next((one.forum_id for one in found), None)
        asks = [
            *action_asks(self.workspace, None),
            Ask("case", _("Reference of the case"), QLineEdit(), reference, if_known=True,
                half=True),
            Ask("forum_id", _("Forum"), box, forum, if_known=True, half=True),
        ]  # fmt: skip
        return Sheet(_("Action"), asks, _("Add action"), self._add)

    def _add(self, values: Values) -> Done:
        case_id = None
        if values["case"]:
            case_id = case_with_reference(self.workspace, values["case"])
            if case_id is None:
                raise InputError({"case": _("No case has this reference. Look at it again.")})
        made = add_action(self.workspace, new_action(values, case_id, None, values["forum_id"]))
        why = _("Entering it was taken back at once.")
        return Done(_("Action added."), partial(mark_action_in_error, self.workspace, made, why))

    @Slot(object)
    def _on_closed(self, done: Done | None) -> None:
        self._drafts.discard()
        self._case_id = None
        self.navigator.back()
        if done is not None:
            say_done(self.navigator, *done)
