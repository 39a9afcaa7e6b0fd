"""How an error looks on screen: one place, so that it looks the same everywhere."""

import logging

from casedesk.errors import Cancelled, CaseDeskError
from casedesk.i18n import _
from ui.page import Navigator
from ui.widgets.notice_strip import Tone

log = logging.getLogger(__name__)


def error_text(error: BaseException) -> str:
    """Return what the user is told; an unforeseen error is logged without any case data."""
    if isinstance(error, CaseDeskError):
        return str(error)
    log.error("unexpected error: %s", type(error).__name__, exc_info=error)
    return _(
        "CaseDesk made a mistake and could not do that. Nothing was saved. The details are in "
        "the log, without any case data."
    )


def show_error(navigator: Navigator, error: BaseException) -> None:
    """Tell the user what happened and what to do, in a strip that stays.

    Forms show an `InputError` at their fields themselves, through `ErrorSummary`. Stopping a long
    task is what the user wanted, so it gets no strip.
    """
    if not isinstance(error, Cancelled):
        navigator.show_notice(error_text(error), tone=Tone.STOP)
