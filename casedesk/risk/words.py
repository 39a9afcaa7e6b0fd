"""What is said of a risk form that is not filled in to its end."""

from casedesk.i18n import _


def not_complete(answered: int, questions: int) -> str:
    """Return how much of a form is answered; empty for one without gaps."""
    if answered >= questions:
        return ""
    text = _("Not complete: {answered} of {questions} answered")
    return text.format(answered=answered, questions=questions)
