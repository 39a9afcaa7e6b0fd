"""A setting of this computer, applied at once to the open window, and taken back by Undo."""

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QTimer, SignalInstance

from casedesk.i18n import _, use_language
from casedesk.settings import Settings
from ui.widgets.notice_strip import Tone

if TYPE_CHECKING:
    from ui.frame import Frame


class Window(Protocol):
    """What a choice is applied to."""

    settings: Settings
    frame: "Frame | None"

    @property
    def settings_changed(self) -> SignalInstance:
        """Return the signal that settings are others, or none after all."""

    def set_theme(self, theme: str) -> None:
        """Show another theme."""

    def set_text_percent(self, percent: int) -> None:
        """Show text in another size."""

    def set_locking(self, *, minutes: int, when_minimised: bool) -> None:
        """Lock after another time, and with the window minimised or not."""

    def show_again(self) -> None:
        """Draw menus and pages anew, as in another language."""


def choose(window: Window, name: str, value: str | int) -> None:
    """Apply a setting and say so, with a way back.

    Another language draws every page anew; that waits until the page that asked is done.
    """
    before = getattr(window.settings, name)
    if name == "language":
        QTimer.singleShot(0, partial(_speak, window, str(value), before))
        return
    if name == "theme":
        window.set_theme(str(value))
    elif name == "text_percent":
        window.set_text_percent(int(value))
    elif name == "lock_when_minimised":
        window.set_locking(minutes=window.settings.lock_after_minutes, when_minimised=bool(value))
    else:
        minimised = window.settings.lock_when_minimised
        window.set_locking(minutes=int(value), when_minimised=minimised)
    _say(window, name, before)


def _speak(window: Window, language: str, before: str) -> None:
    """Show the window in another language, unless a page of it waits for the end of its work."""
    from ui.workers.background_task import work_is_running  # noqa: PLC0415 - after the first paint

    if window.frame is not None and work_is_running(to_wait_for=True):
        window.frame.say_work_goes_on()
        window.settings_changed.emit()  # the page that asked shows again what holds
        return
    window.settings.language = language
    use_language(language)
    window.show_again()
    _say(window, "language", before)


def _say(window: Window, name: str, before: str | int) -> None:
    texts = {
        "theme": _("The theme is changed."),
        "text_percent": _("The size of text is changed."),
        "language": _("The language is changed."),
        "lock_after_minutes": _("CaseDesk locks itself after another time now."),
        "lock_when_minimised": _minimising(window.settings),
    }
    if window.frame is not None:
        undo = partial(choose, window, name, before)
        window.frame.show_notice(texts[name], tone=Tone.GOOD, undo=undo)


def _minimising(settings: Settings) -> str:
    if settings.lock_when_minimised:
        return _("CaseDesk locks itself when its window is minimised from now on.")
    return _("CaseDesk stays unlocked when its window is minimised.")
