"""Two records of people side by side, value by value, in words."""

from collections.abc import Iterable

from msgspec import Struct

from casedesk.catalogue_folder import Labelled
from casedesk.contacts.model import ContactKind, contact_kind_text
from casedesk.dates import local_day
from casedesk.i18n import _, catalogue_text, with_commas
from casedesk.people.catalogue import lists
from casedesk.people.model import PersonDetails, PersonLine
from ui.pages.people.person_summary import born_text
from ui.text_format import capital, short_date


class TwoValues(Struct, frozen=True):
    """One line of the comparison.

    `fields` are the stored fields that are kept or left together; without any there is
    nothing to choose, because both stay (addresses) or neither does (when recorded).
    """

    title: str
    first: str
    second: str
    fields: tuple[str, ...] = ()

    @property
    def agree(self) -> bool:
        """Tell whether both say the same."""
        return bool(self.first) and self.first.casefold() == self.second.casefold()

    @property
    def to_choose(self) -> bool:
        """Tell whether somebody must say which of the two is right."""
        return bool(self.fields and self.first and self.second and self.first != self.second)


def two_values(
    first: PersonDetails, second: PersonDetails, lines: tuple[PersonLine, PersonLine]
) -> list[TwoValues]:
    """Return every line in which at least one of two people has a value.

    Args:
        first: the record at the left.
        second: the record at the right.
        lines: both as they may be shown: a protected address is not in them.
    """
    ours, theirs = person_values(first), person_values(second)
    found = [
        TwoValues(title, text, theirs[fields][1], fields) for fields, (title, text) in ours.items()
    ]
    found[4:4] = [
        TwoValues(_("Other names"), _other_names(first), _other_names(second)),
        TwoValues(_("Address"), lines[0].address, lines[1].address),
    ]
    found.append(
        TwoValues(_("Recorded on"), short_date(local_day(first.recorded_at)),
                  short_date(local_day(second.recorded_at)))
    )  # fmt: skip
    return [one for one in found if one.first or one.second]


def person_values(person: PersonDetails) -> dict[tuple[str, ...], tuple[str, str]]:
    """Return what can be chosen: the fields, what they are called, and what they say."""
    choices, safe = lists(), person.safe_contact
    born = capital(born_text(person.born_on, person.born_certainty)) if person.born_on else ""
    kind = next((one for one in ContactKind if one == (safe.how or "")), None)
    return {
        ("forenames",): (_("Forenames"), person.forenames),
        ("surname",): (_("Surname"), person.surname),
        ("known_as",): (_("Known as"), person.known_as or ""),
        ("born_on", "born_certainty"): (_("Birth date"), born),
        ("gender",): (_("Gender"), _title(choices.gender, person.gender)),
        ("ethnicity_group", "ethnicity_detail"): (_("Ethnicity"), _ethnicity(person)),
        ("disabled",): (_("Disabled"), _title(choices.yes_no, person.disabled)),
        ("lgbt",): (_("LGBT+"), _title(choices.yes_no, person.lgbt)),
        ("language",): (_("Language"), person.language or ""),
        ("interpreter",): (_("Interpreter"), _title(choices.interpreter, person.interpreter)),
        ("safe_contact_how",): (
            _("Safe contact"),
            contact_kind_text(kind) if kind else safe.how or "",
        ),
        ("safe_contact_number",): (_("Safe number"), safe.number or ""),
        ("safe_contact_when",): (_("When it is safe"), safe.when or ""),
        ("safe_contact_not",): (_("Must not answer"), safe.who_must_not_answer or ""),
    }


def _title(choices: Iterable[Labelled], value: str | None) -> str:
    if not value:
        return ""
    titles = {one.id: one.title for one in (*lists().unknown, *choices)}
    return capital(catalogue_text(titles.get(value, value)))


def _ethnicity(person: PersonDetails) -> str:
    group = _title(lists().ethnicity, person.ethnicity_group)
    known = next((one for one in lists().ethnicity if one.id == person.ethnicity_group), None)
    detail = _title(known.details if known else (), person.ethnicity_detail)
    return ": ".join(part for part in (group, detail) if part)


def _other_names(person: PersonDetails) -> str:
    return with_commas(*(other.name for other in person.other_names))
