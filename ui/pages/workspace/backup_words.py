"""What is said of a backup that CaseDesk was to make by itself and that is not there."""

from casedesk.i18n import _
from casedesk.workspace.backup_notes import Missed, WhyMissed
from ui.text_format import moment_text


def missed_text(missed: Missed) -> str:
    """Return what happened and what to do, in sentences."""
    texts = {
        WhyMissed.CUT_OFF: _(
            "The backup of {moment} did not end: CaseDesk was stopped before it was whole."
        ),
        WhyMissed.GONE: _(
            "The backup of {moment} was not made: the folder for backups was not there. If it is "
            "on a stick or disk, plug that in, or choose another folder."
        ),
        WhyMissed.FULL: _(
            "The backup of {moment} was not made: there was no room for it. Free some space, or "
            "choose another folder."
        ),
        WhyMissed.FAILED: _(
            "The backup of {moment} was not made: the folder for backups could not be written to, "
            "or the copy was not whole. Back up now to see what is wrong."
        ),
    }
    said = texts[missed.why].format(moment=moment_text(missed.at))
    return " ".join((said, _("Your records are saved.")))
