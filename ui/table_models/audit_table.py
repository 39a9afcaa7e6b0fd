"""The table of the audit trail: when, who, what, which record, which fields."""

from collections.abc import Sequence

from casedesk.audit.catalogue import audit_words
from casedesk.audit.model import AuditFilter, AuditLine
from casedesk.audit.service import entry_numbers, lines_by_number
from casedesk.i18n import _, catalogue_text, sort_key
from casedesk.overviews.field_titles import field_title
from casedesk.security.roles import roles
from casedesk.workspace.workspace import Workspace
from ui.table_models.paged_table_model import Cell, TableColumn, TableRow
from ui.text_format import capital, moment_text
from ui.widgets.choice_box import Choice


def audit_columns() -> list[TableColumn]:
    """Return the columns of the trail."""
    return [
        TableColumn(_("When"), 184),
        TableColumn(_("Who"), 168),
        TableColumn(_("What")),
        TableColumn(_("Record"), 216),
        TableColumn(_("Fields"), drop_below=900),
    ]


class AuditSource:
    """Gives the entries that a filter leaves, the newest first."""

    def __init__(self, workspace: Workspace) -> None:
        """Start with all of them."""
        self._workspace = workspace
        self.wanted = AuditFilter()

    def ids(self) -> Sequence[int]:
        """Return the numbers of the entries."""
        return entry_numbers(self._workspace, self.wanted)

    def rows(self, ids: Sequence[int]) -> Sequence[TableRow]:
        """Return the rows of these entries."""
        return [_row(line) for line in lines_by_number(self._workspace, ids)]

    def record_of(self, entry_number: int) -> str:
        """Return the record that an entry is about, such as "case/12"; empty if it is gone."""
        lines = lines_by_number(self._workspace, [entry_number])
        return lines[0].entry.record if lines else ""

    def sort_by(self, key: str, descending: bool) -> None:
        """Do nothing: a trail stands in its order."""


def action_choices() -> list[Choice]:
    """Return every act that has words, in their order."""
    found = [Choice(key, catalogue_text(title)) for key, title in audit_words().actions.items()]
    return sorted(found, key=lambda one: sort_key(one.text))


def record_choices() -> list[Choice]:
    """Return every kind of record that has words, in their order."""
    found = [
        Choice(key, capital(catalogue_text(title))) for key, title in audit_words().records.items()
    ]
    return sorted(found, key=lambda one: sort_key(one.text))


def fields_text(detail: str) -> str:
    """Return the names of fields in an entry in words; they are never values."""
    found: list[str] = []
    for word in detail.replace(",", " ").split():
        kind, slash, key = word.partition("/")
        if slash:
            found.append(_record(catalogue_text(audit_words().records.get(kind, kind)), key))
        elif word.isdecimal() and found:
            found[-1] = _record(found[-1], word)
        else:
            found.append(field_title(word))
    return ", ".join(found)


def _record(title: str, known_by: str) -> str:
    if not known_by:
        return title
    return _("{record} {reference}").format(record=title, reference=known_by)


def _row(line: AuditLine) -> TableRow:
    entry = line.entry
    role = roles().get(entry.role_id)
    title = entry.role_id if role is None else catalogue_text(role.title)
    fields = fields_text(entry.detail)
    return TableRow(
        entry.number,
        (
            Cell(moment_text(entry.at)),
            Cell(entry.user_name, strong=True, tip=f"{entry.user_name[:200]} · {title}"),
            Cell(line.action_title, tip=line.action_title),
            Cell(capital(_record(line.record_title, line.reference))),
            Cell(fields, quiet=True, tip=fields[:300]),
        ),
    )
