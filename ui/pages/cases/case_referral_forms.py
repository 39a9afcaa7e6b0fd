"""The plain forms of a case's referrals: corrected, declined, sent elsewhere, repeat or not."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from casedesk.cases.service import (
    correct_referral,
    decline_referral,
    deny_repeat,
    mark_referral_in_error,
    redirect_referral,
    referral_details,
)
from casedesk.cases.taking_back import (
    accept_again,
    take_back_denial,
    take_back_referral_error,
)
from casedesk.errors import InputError
from casedesk.forums.catalogue import Forum
from casedesk.forums.service import the_forum
from casedesk.i18n import _
from casedesk.people.catalogue import lists
from casedesk.referrals.catalogue import lawful_bases
from casedesk.referrals.model import (
    CriterionMet,
    ReferralDetails,
    ReferralFields,
    ReferringAgency,
)
from casedesk.risk.catalogue import Method, risk_tools
from ui.pages.cases.case_at_hand import Build, Case
from ui.pages.parts.form_parts import choice, error_sheet, labelled, reason_ask, words
from ui.pages.parts.plain_form import Ask, Done, Sheet, Values
from ui.pages.referrals.intake_agencies import ReferringAgencies
from ui.pages.referrals.intake_criteria import CriterionLine
from ui.theme.units import space
from ui.widgets.date_field import DateField


class CriteriaAnswers(QWidget):
    """The criteria of a forum, each with its evidence, as one question of a form."""

    changed = Signal()

    def __init__(self, forum: Forum) -> None:
        """Build the criteria, none ticked."""
        super().__init__()
        self.setAccessibleName(_("Criteria met"))
        self.lines = {one.id: CriterionLine(one) for one in forum.criteria}
        column = QVBoxLayout(self)
        space(column, gap=0)
        for line in self.lines.values():
            line.changed.connect(self.changed)
            column.addWidget(line)

    def value(self) -> tuple[CriterionMet, ...]:
        """Return the criteria ticked, with their evidence."""
        return tuple(
            CriterionMet(key, line.evidence.text().strip())
            for key, line in self.lines.items()
            if line.tick.isChecked()
        )

    def set_value(self, held: tuple[CriterionMet, ...]) -> None:
        """Show the criteria of a referral."""
        self.restore({one.criterion_id: [True, one.evidence] for one in held})

    def draft(self) -> dict[str, list[Any]]:
        """Return what is ticked, with the evidence."""
        lines = self.lines.items()
        return {key: [line.tick.isChecked(), line.evidence.text()] for key, line in lines}

    def restore(self, draft: dict[str, list[Any]], /) -> None:
        """Put back what `draft` gave."""
        for key, line in self.lines.items():
            ticked, evidence = draft.get(key, (False, ""))
            line.tick.setChecked(ticked)
            line.evidence.setText(evidence)


def _figure(values: Values, name: str, problem: str) -> int | None:
    typed = values[name]
    if typed is None:
        return None
    if not typed.isdecimal():
        raise InputError({name: problem})
    return int(typed)


def _correct_referral(case: Case, referral_id: Any) -> Sheet:
    details = referral_details(case.workspace, referral_id)
    held = details.fields
    agencies = _agencies_of(details)

    def act(values: Values) -> Done:
        reason, what = values.pop("reason") or "", values.pop("what") or ""
        values |= {
            "children_in_household": _figure(
                values, "children_in_household", _("Enter 0 or a number of children.")
            ),
            "risk_score": _figure(values, "risk_score", _("Enter the score as a figure.")),
        }
        criteria = values.pop("criteria")
        del values["agencies"]
        new, version = replace(held, **values, reason=what), details.version
        answers: Values = {"agencies": agencies.values(), "criteria": criteria, "version": version}
        correct_referral(case.workspace, referral_id, new, reason, **answers)
        before: Values = {"agencies": _as_referred(details), "criteria": details.criteria}
        back = _("The correction was taken back.")
        undo = partial(correct_referral, case.workspace, referral_id, held, back, **before)
        return Done(_("Referral corrected. The old text stays in the timeline, struck."), undo)

    criteria = CriteriaAnswers(the_forum(details.forum_id))
    return Sheet(
        title=_("Correct referral {reference}").format(reference=details.reference),
        asks=[
            Ask("agencies", _("Referring agencies"), agencies),
            *_told_asks(held),
            Ask("criteria", _("Criteria met"), criteria, details.criteria),
            *_risk_asks(held),
            *_sharing_asks(held),
            reason_ask(),
        ],
        save_text=_("Save correction"),
        act=act,
    )


def _agencies_of(details: ReferralDetails) -> ReferringAgencies:
    made = ReferringAgencies(apart=False)
    made.set_agencies(list(_as_referred(details)))
    return made


def _as_referred(details: ReferralDetails) -> tuple[ReferringAgency, ...]:
    return tuple(ReferringAgency(one.agency_id, one.weight) for one in details.agencies)


def _told_asks(held: ReferralFields) -> list[Ask]:
    received, happened = _("Date received"), _("Date of the incident")
    return [
        Ask("received_on", received, DateField(received), held.received_on, half=True),
        Ask("happened_on", happened, DateField(happened), held.happened_on, if_known=True,
            half=True),
        Ask("referrer_name", _("Referrer"), QLineEdit(), held.referrer_name, if_known=True,
            half=True),
        Ask("referrer_telephone", _("Telephone of the referrer"), QLineEdit(),
            held.referrer_telephone, if_known=True, half=True),
        Ask("what", _("What has happened"), words(5), held.reason),
        Ask("children_in_household", _("Children in the household"), QLineEdit(),
            held.children_in_household, if_known=True),
    ]  # fmt: skip


def _risk_asks(held: ReferralFields) -> list[Ask]:
    scored = labelled(one for one in risk_tools().values() if one.method is Method.SUM)
    tool = _("Risk as the referrer states it: tool")
    return [
        Ask("risk_tool_id", tool, choice(tool, scored, none=_("None stated")), held.risk_tool_id,
            half=True),
        Ask("risk_score", _("Score"), QLineEdit(), held.risk_score, if_known=True, half=True),
        Ask("professional_judgement", _("Professional judgement of the referrer"), QLineEdit(),
            held.professional_judgement, if_known=True),
    ]  # fmt: skip


def _sharing_asks(held: ReferralFields) -> list[Ask]:
    none, basis = _("Not recorded"), _("Lawful basis for sharing")
    told, safe = _("What the person was told and wants"), _("Is it safe to tell the person?")
    return [
        Ask("told_and_wants", told, choice(told, labelled(lists().told_and_wants), none=none),
            held.told_and_wants),
        Ask("told_note", _("In their words"), QLineEdit(), held.told_note, if_known=True),
        Ask("safe_to_tell", safe, choice(safe, labelled(lists().safe_to_tell), none=none),
            held.safe_to_tell, half=True),
        Ask("safe_note", _("Why"), QLineEdit(), held.safe_note, if_known=True, half=True),
        Ask("lawful_basis_id", basis, choice(basis, labelled(lawful_bases().values()), none=none),
            held.lawful_basis_id),
    ]  # fmt: skip


def _referral_error(case: Case, referral_id: Any) -> Sheet:
    details = _chosen(case, referral_id)
    return error_sheet(
        _("referral {reference}").format(reference=details.reference),
        lambda why: mark_referral_in_error(case.workspace, referral_id, why, details.version),
        partial(take_back_referral_error, case.workspace, referral_id),
    )


def _with_reason(
    case: Case, referral_id: int, texts: tuple[str, str, str], acts: tuple[Callable[..., None], ...]
) -> Sheet:
    """Return a form that asks for a reason; the second act takes the first back."""
    details = _chosen(case, referral_id)
    title, save_text, said = texts
    do, *backs = acts

    def act(values: Values) -> Done:
        do(case.workspace, referral_id, values["reason"] or "", details.version)
        why = _("Saying so was taken back at once.")
        undo = [partial(back, case.workspace, referral_id, why) for back in backs]
        return Done(said, undo[0] if undo else None)

    shown = title.format(reference=details.reference)
    return Sheet(shown, [reason_ask(always=True)], save_text, act)


def _decline(case: Case, referral_id: Any) -> Sheet:
    texts = (
        _("Decline referral {reference}"),
        _("Decline referral"),
        _("Referral declined. Its case is closed."),
    )
    return _with_reason(case, referral_id, texts, (decline_referral, accept_again))


def _redirect(case: Case, referral_id: Any) -> Sheet:
    texts = (
        _("Send referral {reference} elsewhere: say where"),
        _("Send elsewhere"),
        _("Referral sent elsewhere. Its case is closed."),
    )
    return _with_reason(case, referral_id, texts, (redirect_referral, accept_again))


def _accept(case: Case, referral_id: Any) -> Sheet:
    texts = (
        _("Accept referral {reference} after all"),
        _("Accept referral"),
        _("Referral accepted. Its case is open again."),
    )
    return _with_reason(case, referral_id, texts, (accept_again,))


def _not_a_repeat(case: Case, referral_id: Any) -> Sheet:
    texts = (
        _("Referral {reference} is not a repeat"),
        _("Save: not a repeat"),
        _("Not counted as a repeat."),
    )
    return _with_reason(case, referral_id, texts, (deny_repeat, take_back_denial))


def _a_repeat_after_all(case: Case, referral_id: Any) -> Sheet:
    texts = (
        _("Referral {reference}: let the rule decide on the repeat"),
        _("Let the rule decide"),
        _("The forum's rule decides again whether it is a repeat."),
    )
    return _with_reason(case, referral_id, texts, (take_back_denial,))


def _chosen(case: Case, referral_id: int) -> ReferralDetails:
    """Return a referral of the case that is open."""
    return referral_details(case.workspace, referral_id, opening=False)


SHEETS: Mapping[str, Build] = {
    "correct_referral": _correct_referral,
    "referral_error": _referral_error,
    "decline_referral": _decline,
    "redirect_referral": _redirect,
    "accept_referral": _accept,
    "not_a_repeat": _not_a_repeat,
    "a_repeat_after_all": _a_repeat_after_all,
}
