"""The old text of a field that was corrected."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.overviews.field_titles import field_title
from casedesk.overviews.field_values import field_value
from casedesk.workspace.model import Correction
from ui.theme.units import space
from ui.widgets.labels import label

Facts = Sequence[tuple[str, str]]


def struck(correction: Correction) -> QWidget:
    """Return the old text of a field, struck, with the reason."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    space(column, gap=0)
    why = _("Corrected: {field}. Reason: {reason}").format(
        field=field_title(correction.field), reason=correction.reason
    )
    column.addWidget(label(why, "quiet", wrap=True))
    before = field_value(correction.field, correction.old_value) or _("Not recorded")
    old = label(before, "quiet", wrap=True)
    old.setAccessibleName(_("Before: {text}").format(text=before))
    font = old.font()
    font.setStrikeOut(True)
    old.setFont(font)
    column.addWidget(old)
    return holder
