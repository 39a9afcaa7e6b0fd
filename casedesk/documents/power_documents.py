"""The closure notice, with all that the law wants in it.

Source: Anti-social Behaviour, Crime and Policing Act 2014, sections 76, 80 and 86.
"""

from casedesk.documents.model import Document, Field, Section, Tells
from casedesk.documents.wording import day, moment
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import powers
from casedesk.interventions.model import Intervention

CLOSURE_NOTICE = "closure_notice"
BLANK = "______________________________"  # to be filled in


def notice_document(held: Intervention) -> Document:
    """Return a closure notice; a draft until it is issued and all that is recorded is there.

    Who gives advice, and who signs, is written by hand.
    """
    summary, case_id = held.summary, held.summary.case_id
    sections = (
        Section(
            _("Premises"), (Field(_("Address"), summary.address or BLANK, Tells.ADDRESS, case_id),)
        ),
        _effect(held),
        _application(held),
        Section(_("Advice on housing and law"), (Field(_("Who gives it"), BLANK),)),
        Section(
            _("Issued by"),
            (
                Field(_("Authority"), _applicant(held)),
                Field(_("Name and rank or post"), BLANK),
                Field(_("Signature"), BLANK),
            ),
        ),
    )
    lacks = any(one.text == BLANK for section in sections[:3] for one in section.all_fields())
    return Document(
        title=_("Closure notice {reference}").format(reference=summary.reference),
        subtitle=_("Anti-social Behaviour, Crime and Policing Act 2014, section 76"),
        sections=sections,
        case_ids=() if case_id is None else (case_id,),
        is_draft=lacks or held.facts.issued_at is None,
        is_served=True,
    )


def _effect(held: Intervention) -> Section:
    facts, power = held.facts, powers()[CLOSURE_NOTICE]
    starts = BLANK if facts.issued_at is None else moment(facts.issued_at)
    offence = _(
        "Whoever stays on or enters the premises against this notice without a reasonable excuse "
        "commits an offence. Penalty: {penalty}."
    ).format(penalty=catalogue_text(power.breach))
    return Section(
        _("What this notice does"),
        (
            Field("", _("It prohibits access to the premises as said here.")),
            Field(_("Starts"), starts),
            Field(_("Ends"), day(facts.ends_on) or BLANK),
            Field(_("Who may not enter"), facts.terms or BLANK, Tells.CASE, held.summary.case_id),
            Field("", offence),
        ),
    )


def _application(held: Intervention) -> Section:
    listed = next((one for one in held.steps if one.step_id == "application_listed"), None)
    when = BLANK
    if listed is not None:
        when = day(listed.on_day) if listed.at is None else moment(listed.at)
    where = (listed.note if listed is not None else None) or BLANK
    return Section(
        _("What follows"),
        (
            Field("", _("A closure order will be applied for under section 80 of the Act.")),
            Field(_("When it will be heard"), when),
            Field(_("Where it will be heard"), where, Tells.CASE, held.summary.case_id),
            Field(
                "",
                _(
                    "An order can prohibit access to the premises for up to three months, to "
                    "everybody or to all but those it names."
                ),
            ),
        ),
    )


def _applicant(held: Intervention) -> str:
    wanted = held.facts.applicant
    known = powers()[CLOSURE_NOTICE].applicants
    title = next((one.title for one in known if one.id == wanted), wanted or "")
    return catalogue_text(title) or BLANK
