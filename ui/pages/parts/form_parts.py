"""What plain forms are built from: boxes for words, choices of a catalogue, the reason why."""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from casedesk.agencies.catalogue import agencies
from casedesk.catalogue_folder import Labelled
from casedesk.i18n import _, catalogue_text, sort_key
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.text_format import capital
from ui.theme.units import fix
from ui.widgets.choice_box import Choice, ChoiceBox


def words(lines: int = 3) -> QPlainTextEdit:
    """Return a box for a few lines; Tab leaves it."""
    box = QPlainTextEdit()
    box.setTabChangesFocus(True)
    fix(box, height=24 + 20 * lines)
    return box


def choice(name: str, choices: list[Choice], *, none: str | None = None) -> ChoiceBox:
    """Return a list to choose from; long ones can be typed into."""
    return ChoiceBox(name, choices, search=len(choices) > 12, empty=none)


def labelled(entries: Iterable[Labelled]) -> list[Choice]:
    """Return entries of a catalogue as choices, with a capital at the front."""
    return [Choice(one.id, capital(catalogue_text(one.title))) for one in entries]


def agency_choice(name: str) -> ChoiceBox:
    """Return the list of all agencies."""
    found = sorted(labelled(agencies().values()), key=lambda one: sort_key(one.text))
    return ChoiceBox(name, found, search=True)


def same_moment(typed: datetime | None, held: datetime | None) -> datetime | None:
    """Return the moment typed; what was not changed keeps the seconds that boxes do not show."""
    if typed is None or held is None:
        return typed
    return held if typed == held.replace(second=0, microsecond=0) else typed


def reason_ask(*, always: bool = False) -> Ask:
    """Return the question why something recorded is changed."""
    hint = (
        "" if always else _("Needed where something recorded changes. The old text stays, struck.")
    )
    return Ask("reason", _("Reason"), QLineEdit(), hint=hint)


def error_sheet(
    what: str, act: Callable[[str], None], undo: Callable[[], object] | None = None
) -> Sheet:
    """Return the form that takes a record out of lists and counts; `what` names it."""

    def mark(values: Values) -> Done:
        act(values["reason"] or "")
        text = _("Marked as recorded in error. It stays in the file with the reason.")
        return Done(text, undo)

    return Sheet(
        title=_("Recorded in error: {what}").format(what=what),
        asks=[reason_ask(always=True)],
        save_text=_("Mark as recorded in error"),
        act=mark,
        intro=_("The record leaves lists and counts and stays in the file. It is not deleted."),
    )
