"""What is said of drafts that were thrown away: how many, and what becomes of their files."""

from casedesk.i18n import _, ngettext


def thrown_away(count: int) -> str:
    """Return the sentence that says how many drafts were thrown away."""
    text = ngettext("{count} draft was thrown away.", "{count} drafts were thrown away.", count)
    return text.format(count=count)


def erased_later() -> str:
    """Return the sentence that says what becomes of the files of such drafts."""
    return _(
        "The file kept with a draft is erased for good the next time CaseDesk is unlocked. The "
        "files on this computer stay where they are."
    )
