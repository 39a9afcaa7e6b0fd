"""The fields of the referral form that CaseDesk issues, in the order in which they are asked.

A field is known by its name, whatever the language of the form; `column` says by which column of
the partnership's Referrals sheet it is read and checked.
"""

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct

from casedesk.agencies.catalogue import agencies
from casedesk.catalogue_folder import Labelled
from casedesk.contacts.model import ContactKind, contact_kind_text
from casedesk.forums.catalogue import Forum
from casedesk.i18n import _, catalogue_text
from casedesk.people.catalogue import lists
from casedesk.referrals.catalogue import lawful_bases
from casedesk.risk.catalogue import Method, risk_tools

VERSION = "1"
MARK = "casedesk_form"  # the hidden field: "referral 1 marac", with "practice" after it
OTHERS = 3  # people besides the subject


class Shape(Enum):
    """How a field is filled in."""

    LINE = "line"
    SHORT = "short"  # a day, a figure, a postcode
    TEXT = "text"
    CHOICE = "choice"
    WORDED = "worded"  # a choice, or words of one's own
    TICK = "tick"


class FormField(Struct, frozen=True):
    """One field; `choices` are ids with the words for them."""

    name: str
    label: str
    shape: Shape = Shape.LINE
    column: str = ""
    choices: tuple[tuple[str, str], ...] = ()


class FormSection(Struct, frozen=True):
    """Fields below one title; `rows` says which of them stand side by side."""

    title: str
    rows: tuple[tuple[FormField, ...], ...]
    hint: str = ""

    @property
    def fields(self) -> Iterator[FormField]:
        """Give the fields in the order in which they are asked."""
        return (field for row in self.rows for field in row)


def form_sections(forum: Forum) -> tuple[FormSection, ...]:
    """Return the whole form for a forum, in the language in use."""
    parts = [_referrer()]
    if any(role.subject for role in forum.person_roles):
        parts.append(_subject(forum))
    return (*parts, _others(forum), _place(), _criteria(forum), _happened(), _sharing())


def _referrer() -> FormSection:
    known = tuple((one.id, _capital(one.title)) for one in agencies().values())
    return FormSection(
        _("Referrer"),
        (
            (
                FormField("agency", _("Agency"), Shape.WORDED, "referring_agency", known),
                FormField("received", _("Date of this referral"), Shape.SHORT, "received_on"),
            ),
            (
                FormField("referrer_name", _("Your name")),
                FormField("referrer_telephone", _("Your telephone")),
            ),
        ),
        _("Write dates as 31/12/2018."),
    )


def _subject(forum: Forum) -> FormSection:
    known_as, language = FormField("subject_known_as", _("Known as")), _("Language")
    born = FormField("subject_born", _("Date of birth"), Shape.SHORT, "victim_date_of_birth")
    gender = ("subject_gender", _("Gender"), lists().gender, lists().unknown, "victim_gender")
    return FormSection(
        _capital(forum.subject_label),
        (
            (
                FormField("subject_forenames", _("Forenames"), column="victim_forenames"),
                FormField("subject_surname", _("Surname"), column="victim_surname"),
            ),
            (known_as, born, _choice(*gender)),
            (
                _ethnicity(),
                _yes_no("subject_disabled", _("Disabled"), "victim_disabled"),
                _yes_no("subject_lgbt", _("LGBT+"), "victim_lgbt"),
            ),
            (
                FormField("subject_language", language),
                _choice("subject_interpreter", _("Interpreter"), lists().interpreter),
            ),
            (
                FormField("subject_address", _("Home address"), column="victim_address"),
                FormField("subject_postcode", _("Postcode"), Shape.SHORT, "victim_postcode"),
            ),
            (FormField("subject_protected", _("Protect this address"), Shape.TICK),),
            *_safe_contact(),
        ),
    )


def _ethnicity() -> FormField:
    groups = tuple(
        (f"{group.id}.{one.id}", f"{catalogue_text(group.title)}: {catalogue_text(one.title)}")
        for group in lists().ethnicity
        for one in group.details
    )
    offered = (*groups, *_pairs(lists().unknown))
    return FormField("subject_ethnicity", _("Ethnicity"), Shape.WORDED, choices=offered)


def _safe_contact() -> tuple[tuple[FormField, ...], ...]:
    ways = tuple((kind.value, contact_kind_text(kind)) for kind in ContactKind)
    return (
        (
            FormField("safe_how", _("Safe contact: the only way"), Shape.CHOICE, choices=ways),
            FormField("safe_number", _("Safe number")),
        ),
        (FormField("safe_when", _("Safe when")), FormField("safe_not", _("Who must not answer"))),
    )


def _others(forum: Forum) -> FormSection:
    roles = tuple(one for one in forum.person_roles if not one.subject)
    rows: list[tuple[FormField, ...]] = []
    for number in range(1, OTHERS + 1):
        start, who = f"other_{number}_", {"number": number}
        rows += [
            (
                FormField(
                    f"{start}forenames",
                    _("Person {number}: forenames").format(**who),
                    column="other_forenames",
                ),
                FormField(
                    f"{start}surname",
                    _("Person {number}: surname").format(**who),
                    column="other_surname",
                ),
                FormField(
                    f"{start}born", _("Date of birth"), Shape.SHORT, "other_date_of_birth"
                ),
            ),
            (
                _choice(f"{start}role", _("Person {number}: role").format(**who), roles),
                _choice(
                    f"{start}relationship",
                    _("Person {number}: relationship").format(**who),
                    lists().relationship,
                ),
            ),
        ]  # fmt: skip
    children = _("Children in the household")
    rows.append((FormField("children", children, Shape.SHORT, "children_in_household"),))
    return FormSection(
        _("Other people"), tuple(rows), _("Whoever causes harm, children, others at risk.")
    )


def _place() -> FormSection:
    where = FormField("address", _("Address, or say where it is"))
    return FormSection(_("Place"), ((where, FormField("postcode", _("Postcode"), Shape.SHORT)),))


def _criteria(forum: Forum) -> FormSection:
    rows: list[tuple[FormField, ...]] = []
    for one in forum.criteria:
        title = _capital(one.title)
        asked = _("Reasons: {criterion}") if one.needs_reason else _("Evidence: {criterion}")
        rows += [
            (FormField(f"met_{one.id}", title, Shape.TICK),),
            (FormField(f"evidence_{one.id}", asked.format(criterion=title)),),
        ]
    tools = [one for one in risk_tools().values() if one.method is Method.SUM]
    risk = (
        _choice("risk_tool", _("Risk tool"), tuple(tools), (), "risk_tool"),
        FormField("risk_score", _("Score"), Shape.SHORT, "risk_score"),
    )
    judgement = FormField("judgement", _("Professional judgement of the referrer"))
    return FormSection(_("Criteria met"), (*rows, risk, (judgement,)))


def _happened() -> FormSection:
    return FormSection(
        _("What has happened"),
        (
            (FormField("happened", _("When it happened"), Shape.SHORT),),
            (
                FormField(
                    "reason", _("What has happened, and why it is referred now"), Shape.TEXT
                ),
            ),
        ),
    )  # fmt: skip


def _sharing() -> FormSection:
    bases = tuple((one.id, catalogue_text(one.title)) for one in lawful_bases().values())
    return FormSection(
        _("Sharing"),
        (
            (_choice("told", _("What the person knows and wants"), lists().told_and_wants),),
            (FormField("told_note", _("In the person's own words")),),
            (_choice("safe", _("Is it safe to tell them?"), lists().safe_to_tell),),
            (FormField("safe_note", _("Why")),),
            (FormField("basis", _("Lawful basis for sharing"), Shape.CHOICE, choices=bases),),
        ),
        _("Three separate facts. A refusal never stops a referral that keeps somebody safe."),
    )


def _choice(
    name: str,
    label: str,
    listed: tuple[Labelled, ...],
    unknown: tuple[Labelled, ...] = (),
    column: str = "",
) -> FormField:
    return FormField(name, label, Shape.CHOICE, column, _pairs((*listed, *unknown)))


def _yes_no(name: str, label: str, column: str) -> FormField:
    return _choice(name, label, lists().yes_no, lists().unknown, column)


def _pairs(listed: tuple[Labelled, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((one.id, _capital(one.title)) for one in listed)


def _capital(title: str) -> str:
    words = catalogue_text(title)
    return words[:1].upper() + words[1:]
