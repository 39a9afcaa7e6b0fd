"""What happened with a day while a deadline was worked out, in words."""

from casedesk.deadlines.model import Caution, Counting, Skip, Status
from casedesk.i18n import _


def counting_text(counting: Counting) -> str:
    """Return how a day was counted."""
    words = {
        Counting.START: _("starts the period, not counted itself"),
        Counting.COUNTED: _("counted"),
        Counting.SKIPPED: _("left out"),
        Counting.CORRESPONDING_DAY: _("the same day of that month"),
        Counting.LAST_OF_MONTH: _("the last day of a month without that day"),
        Counting.DAY_BEFORE: _("the day before, because the first day counts"),
    }
    return words[counting]


def skip_text(skip: Skip) -> str:
    """Return why a day was left out."""
    words = {
        Skip.CHRISTMAS: _("Christmas Day"),
        Skip.GOOD_FRIDAY: _("Good Friday"),
        Skip.SUNDAY: _("a Sunday"),
        Skip.BANK_HOLIDAY: _("a bank holiday"),
    }
    return words[skip]


def caution_text(caution: Caution | None) -> str:
    """Return why the reading shown is not the legal one."""
    if caution is Caution.SAME_CLOCK:
        return _("the clocks change in between")
    return _("a bank holiday that may not count is counted to be safe")


def status_text(status: Status) -> str:
    """Return how far a limit is law."""
    words = {
        Status.IN_FORCE: _("In force"),
        Status.ENACTED: _("Enacted, start not found"),
        Status.CONSULTATION: _("Consultation only"),
        Status.LOCAL: _("Local practice"),
    }
    return words[status]
