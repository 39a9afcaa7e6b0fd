"""The table of the audit trail: when, who, what, which record, which fields."""

from collections.abc import Sequence

from casedesk.agencies.service import agency_title
from casedesk.audit.catalogue import audit_words
from casedesk.audit.model import AuditFilter, AuditLine
from casedesk.audit.service import entry_numbers, lines_by_number
from casedesk.documents.model import DocumentKind, RecipientKind, kind_text
from casedesk.i18n import _, catalogue_text, sort_key, with_commas
from casedesk.measures.catalogue import measures
from casedesk.overviews.field_titles import field_title
from casedesk.security.roles import roles
from casedesk.workspace.workspace import Workspace
from ui.table_models.paged_table_model import NAME_LINES, Cell, TableColumn, TableRow
from ui.text_format import capital, moment_text
from ui.widgets.choice_box import Choice

_WORDS_SHOWN = 12


def audit_columns() -> list[TableColumn]:
    """Return the columns of the trail."""
    return [
        TableColumn(_("When"), 184),
        TableColumn(_("Who"), 168),
        TableColumn(_("What"), lines=NAME_LINES),
        TableColumn(_("Record"), 216, lines=NAME_LINES),
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


def fields_text(line: AuditLine) -> str:
    """Return what the detail of an entry names, in words: fields, records, measures, agencies.

    They are never values.
    """
    found: list[str] = []
    for word in line.entry.detail.replace(",", " ").split():
        kind, slash, key = word.partition("/")
        if slash and kind == RecipientKind.AGENCY:
            found.append(agency_title(key))
        elif slash:
            title = catalogue_text(audit_words().records.get(kind, kind.replace("_", " ")))
            known = key if key.isdecimal() else ""  # a draft is known by nothing
            found.append(_record(title, line.named.get(word, known)))
        elif word.isdecimal() and found:
            found[-1] = _record(found[-1], word)
        else:
            found.append(_word(word, line.entry.action))
    shown, more = found[:_WORDS_SHOWN], len(found) - _WORDS_SHOWN
    if more > 0:  # all measures at once are a hundred titles
        shown.append(_("and more: {count}").format(count=more))
    return with_commas(*shown)


def _word(word: str, action: str) -> str:
    """Return a word of a detail as the window calls it: "minutes" may be a field or a document."""
    name, equals, value = word.partition("=")
    if equals:  # how practice data were made
        names = {"cases": _("cases"), "seed": _("random seed")}
        return _record(names.get(name, name), value)
    if action.startswith("document."):
        files = {"pdf": _("PDF"), "docx": _("Word (.docx)"), "paper": _("on paper")}
        kinds = {kind.value: kind_text(kind) for kind in DocumentKind}
        return files.get(word) or kinds.get(word) or field_title(word)
    # Only there: reading the measures takes 20 ms, in which the window could not answer.
    if action.startswith("figures.") and (measure := measures().get(word)) is not None:
        return catalogue_text(measure.title)
    return field_title(word)


def _record(title: str, known_by: str) -> str:
    if not known_by:
        return title
    return _("{record} {reference}").format(record=title, reference=known_by)


def _row(line: AuditLine) -> TableRow:
    entry = line.entry
    role = roles().get(entry.role_id)
    title = entry.role_id if role is None else catalogue_text(role.title)
    fields = fields_text(line)
    record = capital(_record(line.record_title, line.reference))
    return TableRow(
        entry.number,
        (
            Cell(moment_text(entry.at)),
            Cell(entry.user_name, strong=True, tip=f"{entry.user_name[:200]} · {title}"),
            Cell(line.action_title, tip=line.action_title),
            Cell(record, tip=record),
            Cell(fields, quiet=True, tip=fields[:300]),
        ),
    )
