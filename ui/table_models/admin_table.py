"""The tables of the page "Admin": forums, agencies, practitioners, lists, roles, retention."""

from collections.abc import Sequence

from casedesk.agencies.catalogue import agencies
from casedesk.agencies.model import OwnName, Practitioner
from casedesk.cases.model import CHILD, ReviewTime
from casedesk.documents.model import SubjectKind
from casedesk.documents.own_letters import LetterShown
from casedesk.forums.catalogue import RepeatAnchor, RepeatParties, RepeatRule
from casedesk.forums.model import ForumInUse
from casedesk.i18n import _, catalogue_text, ngettext, sort_key, with_commas
from casedesk.people.catalogue import lists
from casedesk.security.roles import Permission, roles
from ui.table_models.paged_table_model import NAME_LINES, Cell, TableColumn, TableRow
from ui.text_format import number, short_date
from ui.widgets.state_mark import State


def forum_columns() -> list[TableColumn]:
    """Return the columns of the forums."""
    return [
        TableColumn(_("Forum"), lines=NAME_LINES),
        TableColumn(_("State"), 120),
        TableColumn(_("Counts as a repeat"), 240, lines=NAME_LINES),
        TableColumn(_("Rule of"), 120, drop_below=640),
    ]


def forum_rows(found: Sequence[ForumInUse]) -> list[TableRow]:
    """Return a row for each forum; those in use come first."""
    ordered = sorted(found, key=lambda one: not one.in_use)
    return [
        TableRow(
            one.id,
            (
                Cell(one.title, strong=one.in_use, quiet=not one.in_use, tip=one.title),
                Cell(_("in use"), State.GOOD) if one.in_use else Cell(_("not used"), quiet=True),
                Cell(rule_text(one.repeat), quiet=not one.in_use),
                Cell(_("partnership") if one.repeat_is_own else _("catalogue"), quiet=True),
            ),
        )
        for one in ordered
    ]


def anchor_texts() -> dict[RepeatAnchor, str]:
    """Return what the months of a repeat are counted from, in words."""
    return {
        RepeatAnchor.REFERRAL: _("the referral before"),
        RepeatAnchor.MEETING: _("the meeting before"),
        RepeatAnchor.INCIDENT: _("the incident before"),
    }


def parties_texts() -> dict[RepeatParties, str]:
    """Return who must be the same for a repeat, in words."""
    return {
        RepeatParties.ALL: _("everybody the same"),
        RepeatParties.ANY: _("one other person the same"),
        RepeatParties.SUBJECT_ONLY: _("the same subject"),
    }


def rule_text(rule: RepeatRule | None) -> str:
    """Return a repeat rule in words."""
    if rule is None:
        return _("never")
    text = ngettext(
        "{months} month from {anchor}, {parties}", "{months} months from {anchor}, {parties}",
        rule.months,
    )  # fmt: skip
    return text.format(
        months=rule.months,
        anchor=anchor_texts()[rule.anchor],
        parties=parties_texts()[rule.parties],
    )


def agency_columns() -> list[TableColumn]:
    """Return the columns of the agencies."""
    return [
        TableColumn(_("Agency"), lines=NAME_LINES),
        TableColumn(_("Names of ours"), lines=NAME_LINES),
        TableColumn(_("Also known as"), drop_below=640, lines=NAME_LINES),
    ]


def agency_rows(own: Sequence[OwnName]) -> list[TableRow]:
    """Return a row for each agency, with the partnership's own names for it."""
    rows = []
    for agency in sorted(agencies().values(), key=lambda one: sort_key(catalogue_text(one.title))):
        ours = with_commas(*(one.name for one in own if one.agency_id == agency.id))
        others = with_commas(*agency.aliases, *agency.former_names)
        title = catalogue_text(agency.title)
        cells = (
            Cell(title, strong=True, tip=title),
            Cell(ours, tip=ours[:300]),
            Cell(others, quiet=True, tip=others[:300]),
        )
        rows.append(TableRow(agency.id, cells))
    return rows


def practitioner_columns() -> list[TableColumn]:
    """Return the columns of the practitioners."""
    return [
        TableColumn(_("Name")),
        TableColumn(_("Agency"), lines=NAME_LINES),
        TableColumn(_("Job title"), drop_below=640),
        TableColumn(_("Telephone"), 128, drop_below=560),
        TableColumn(_("Email"), drop_below=800),
        TableColumn(_("State"), 160),
    ]


def practitioner_rows(found: Sequence[Practitioner]) -> list[TableRow]:
    """Return a row for each practitioner; those who have left come last."""
    rows = []
    for one in sorted(found, key=lambda each: each.left_on is not None):
        held, left = one.fields, one.left_on
        state = Cell(_("works here"), State.GOOD)
        if left is not None:
            state = Cell(_("until {day}").format(day=short_date(left)), quiet=True)
        cells = (
            Cell(held.name, strong=left is None, quiet=left is not None, tip=held.name[:300]),
            Cell(one.agency_title, tip=one.agency_title),
            Cell(held.job_title or "", quiet=True),
            Cell(held.telephone or ""),
            Cell(held.email or "", tip=(held.email or "")[:300]),
            state,
        )
        rows.append(TableRow(one.id, cells))
    return rows


def letter_columns() -> list[TableColumn]:
    """Return the columns of the letters."""
    return [
        TableColumn(_("Letter"), lines=NAME_LINES),
        TableColumn(_("Written of"), 216, drop_below=520),
        TableColumn(_("Whose words"), 168),
    ]


def letter_rows(found: Sequence[LetterShown]) -> list[TableRow]:
    """Return a row for each letter."""
    records = {
        SubjectKind.CASE: _("cases"),
        SubjectKind.MEETING: _("meetings"),
        SubjectKind.POWER: _("tools and powers"),
    }
    rows = []
    for one in found:
        made_of = with_commas(*(records[kind] for kind in one.made_of))
        whose = _("ours") if one.is_own else _("CaseDesk's")
        cells = (Cell(one.title, strong=True), Cell(made_of), Cell(whose, quiet=not one.is_own))
        rows.append(TableRow(one.id, cells))
    return rows


def list_columns() -> list[TableColumn]:
    """Return the columns of the lists of answers."""
    return [
        TableColumn(_("List"), 216, lines=NAME_LINES),
        TableColumn(_("Answers"), lines=3 * NAME_LINES),
    ]


def list_rows() -> list[TableRow]:
    """Return a row for each list of answers."""
    found, titles = lists(), _list_titles()
    rows = []
    for name, title in titles.items():
        answers = with_commas(*(catalogue_text(one.title) for one in getattr(found, name)))
        cells = (Cell(title, strong=True), Cell(answers, tip=answers[:600]))
        rows.append(TableRow(name, cells))
    return rows


def role_columns() -> list[TableColumn]:
    """Return a column for what may be done and one for each role."""
    titles = [catalogue_text(role.title) for role in roles().values()]
    return [
        TableColumn(_("May"), lines=2 * NAME_LINES),
        *(TableColumn(title, 128) for title in titles),
    ]


def role_rows() -> list[TableRow]:
    """Return a row for each thing that may be done."""
    rows = []
    for permission, text in _permission_titles().items():
        cells = [Cell(text, strong=True, tip=text)]
        for role in roles().values():
            may = permission in role.permissions
            cells.append(Cell(_("yes"), State.GOOD) if may else Cell(_("no"), quiet=True))
        rows.append(TableRow(permission.value, tuple(cells)))
    return rows


def retention_columns() -> list[TableColumn]:
    """Return the columns of the times after which cases are looked at."""
    return [
        TableColumn(_("Closed cases of"), lines=NAME_LINES),
        TableColumn(_("In force"), 128),
        TableColumn(_("CaseDesk's time"), 144),
        TableColumn(_("Why"), drop_below=640, lines=NAME_LINES),
    ]


def retention_rows(found: Sequence[ReviewTime]) -> list[TableRow]:
    """Return a row for each kind of closed cases: the time in force beside CaseDesk's own."""
    rows = []
    for one in found:
        ours, why = one.own is not None, _why(one)
        cells = (
            Cell(one.title, strong=True, tip=one.title),
            Cell(time_text(one.id, one.in_force), strong=ours),
            Cell(time_text(one.id, one.shipped), quiet=True),
            Cell(why, quiet=True, tip=why[:300]),
        )
        rows.append(TableRow(one.id, cells))
    return rows


def time_text(kind: str, count: int) -> str:
    """Return the time of a kind of cases in words: years, or the age of who was a child."""
    if kind == CHILD:
        return _("age {count}").format(count=number(count))
    return ngettext("{count} year", "{count} years", count).format(count=number(count))


def _why(one: ReviewTime) -> str:
    if one.own is not None:
        return _("Our own: {reason}").format(reason=one.reason) if one.reason else _("Our own")
    if one.note:
        return one.note
    if one.is_of_usual:
        return _("As all other forums")
    if one.id == CHILD:
        return _("Not before that person is this old")
    return _("From the day the case was closed")


def _list_titles() -> dict[str, str]:
    return {
        "unknown": _("Where something is not known"),
        "yes_no": _("Yes and no"),
        "gender": _("Gender"),
        "ethnicity": _("Ethnicity"),
        "relationship": _("Relationship"),
        "contact": _("Kind of contact"),
        "name_kind": _("Kind of name"),
        "told_and_wants": _("What the person was told and wants"),
        "safe_to_tell": _("Whether it is safe to tell"),
        "interpreter": _("Interpreter"),
    }


def _permission_titles() -> dict[Permission, str]:
    return {
        Permission.READ_RECORDS: _("Read cases, people and meetings"),
        Permission.CHANGE_RECORDS: _("Change them"),
        Permission.JOIN_PEOPLE: _("Join two records of a person"),
        Permission.IMPORT: _("Import workbooks"),
        Permission.COUNT: _("Count true figures, for staff"),
        Permission.PUBLISH: _("Publish protected figures"),
        Permission.SEND_RETURNS: _("Send true figures to a named recipient"),
        Permission.MANAGE_LISTS: _("Look after forums, agencies and the partnership"),
        Permission.MANAGE_FILE: _("Passphrase, backup, restore"),
        Permission.READ_AUDIT: _("Read the audit trail"),
    }
