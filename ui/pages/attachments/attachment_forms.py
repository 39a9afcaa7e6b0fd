"""The plain forms of an attachment: its title and note, and that it was added by mistake."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit

from casedesk.attachments.service import (
    attachment_details,
    correct_attachment,
    mark_attachment_in_error,
    take_back_error,
)
from casedesk.i18n import _
from casedesk.overviews.field_titles import field_title
from ui.pages.cases.case_at_hand import Build, Case
from ui.pages.parts.form_parts import error_sheet, reason_ask, words
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values


def _correct(case: Case, attachment_id: Any) -> Sheet:
    found = attachment_details(case.workspace, attachment_id)
    held = found.attachment

    def act(values: Values) -> Done:
        title, note, reason = (values[name] or "" for name in ("title", "note", "reason"))
        correct_attachment(
            case.workspace, held.id, title=title, note=note, reason=reason, version=held.version
        )
        undo = partial(
            correct_attachment,
            case.workspace,
            held.id,
            title=held.title,
            note=held.note,
            reason=_("The correction was taken back."),
        )
        return Done(_("Attachment corrected."), undo)

    earlier = [
        _("Corrected: {field}, before: {old}. Reason: {reason}").format(
            field=field_title(one.field), old=one.old_value, reason=one.reason
        )
        for one in found.corrections
        if one.old_value
    ]
    name = _("The file is called {name}.").format(name=held.name)
    return Sheet(
        title=_("Title and note of the attachment"),
        asks=(
            Ask("title", _("Title"), QLineEdit(), held.title),
            Ask("note", _("Note"), words(), held.note or None, if_known=True),
            reason_ask(),
        ),
        save_text=_("Save the correction"),
        act=act,
        intro="\n".join((name, *earlier)),
    )


def _in_error(case: Case, attachment_id: Any) -> Sheet:
    held = attachment_details(case.workspace, attachment_id).attachment
    return error_sheet(
        _("this attachment"),
        lambda reason: mark_attachment_in_error(case.workspace, held.id, reason, held.version),
        partial(take_back_error, case.workspace, held.id),
    )


SHEETS: dict[str, Build] = {"correct_attachment": _correct, "attachment_error": _in_error}
