"""Every plain form of a case by its kind; loaded when the first of them is opened."""

from collections.abc import Mapping

from ui.pages.attachments import attachment_forms
from ui.pages.cases import (
    case_action_forms,
    case_course_forms,
    case_forms,
    case_keeping_forms,
    case_person_forms,
    case_power_forms,
    case_referral_forms,
)
from ui.pages.cases.case_at_hand import Build
from ui.pages.people import person_part_forms

SHEETS: Mapping[str, Build] = {
    **case_forms.SHEETS,
    **case_keeping_forms.SHEETS,
    **case_referral_forms.SHEETS,
    **case_action_forms.SHEETS,
    **case_person_forms.SHEETS,
    **person_part_forms.SHEETS,
    **case_power_forms.SHEETS,
    **case_course_forms.SHEETS,
    **attachment_forms.SHEETS,
}
