"""How an error looks on screen: one place, so that it looks the same everywhere."""

from collections.abc import Callable
from functools import partial

from casedesk.errors import Cancelled, CaseDeskError
from casedesk.i18n import _
from casedesk.log import note_unforeseen
from ui.page import Navigator
from ui.widgets.notice_strip import Tone


def error_text(error: BaseException) -> str:
    """Return what the user is told; an unforeseen error is logged without any case data."""
    if isinstance(error, CaseDeskError):
        return str(error)
    log = note_unforeseen(error)
    return _(
        "Something unexpected happened, and this could not be done. Everything saved earlier is "
        "safe. Try again; if it happens again, give the log to whoever looks after CaseDesk: "
        "{log}. It holds no case data."
    ).format(log=log)


def show_error(navigator: Navigator, error: BaseException) -> None:
    """Tell the user what happened and what to do, in a strip that stays.

    Forms show an `InputError` at their fields themselves, through `ErrorSummary`. Stopping a long
    task is what the user wanted, so it gets no strip.
    """
    if not isinstance(error, Cancelled):
        navigator.show_notice(error_text(error), tone=Tone.STOP)


def attempt(navigator: Navigator, act: Callable[[], object]) -> bool:
    """Do something; what stops it is said in a notice."""
    try:
        act()
    except CaseDeskError as error:
        show_error(navigator, error)
        return False
    return True


def say_done(
    navigator: Navigator,
    text: str,
    undo: Callable[[], object] | None = None,
    *,
    lasts: bool = False,
) -> None:
    """Tell what was done; `undo` takes it back, and what stops that is said as well.

    `lasts`: also after what was typed since has saved itself.
    """
    take_back = None if undo is None else partial(_take_back, navigator, undo)
    navigator.show_notice(text, tone=Tone.GOOD, undo=take_back, lasts=lasts)


def note_done(navigator: Navigator, undo: Callable[[], object], *, typed: bool = False) -> None:
    """Note that something was saved, without a strip; Edit > Undo takes it back.

    `typed`: it saved itself, and does not take the place of an Undo that lasts.
    """
    navigator.show_saved(partial(_take_back, navigator, undo), typed=typed)


def _take_back(navigator: Navigator, undo: Callable[[], object]) -> None:
    attempt(navigator, undo)
