"""What the search palette offers: people, cases and places found, commands, and recent records."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from casedesk.forums.catalogue import forums
from casedesk.i18n import _, catalogue_text, side_by_side
from casedesk.search.service import recalled, recalled_files, search
from casedesk.security.roles import Permission
from ui.pages.people.person_summary import born_text
from ui.table_models.attachment_table import added_text
from ui.table_models.paged_table_model import Cell, TableColumn, TableRow
from ui.text_format import short_date
from ui.widgets.form_field import plain

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from casedesk.places.model import PlaceLine
    from casedesk.search.model import CaseHit, PersonHit, SearchHits
    from casedesk.workspace.workspace import Workspace
    from ui.action_registry import Command
    from ui.recent_records import Seen

MOST_OF_A_KIND = 8
COMMANDS, REFERENCES, PEOPLE = ">", "#", "@"
PERSON, PLACE, FILE = "person", "place", "attachment"  # pages


class SearchLine(Struct, frozen=True):
    """One line: its kind ("People"), what it is, what tells it apart, its keys, what it does."""

    kind: str
    text: str
    detail: str
    keys: str
    act: Callable[[], object]


class SearchLines:
    """Finds the lines for what is typed; ">" commands only, "#" references, "@" people."""

    def __init__(
        self,
        workspace: "Workspace",
        commands: "Callable[[], Iterable[tuple[Command, QAction]]]",
        open_page: Callable[[str, Any], None],
        recent: "Callable[[], Sequence[Seen]]",
    ) -> None:
        """Take what is searched.

        Args:
            workspace: the open partnership file.
            commands: gives what the user may do now.
            open_page: opens a page for a record.
            recent: gives the records seen last, the latest first.
        """
        self._workspace, self._commands = workspace, commands
        self._open_page, self._recent = open_page, recent

    def lines(self, typed: str) -> list[SearchLine]:
        """Return the lines for what is typed; nothing typed: the records seen last."""
        words = typed.strip()
        if not words:
            return self._seen()
        only, words = (words[0], words[1:].strip()) if words[0] in ">#@" else ("", words)
        found: list[SearchLine] = []
        if only != COMMANDS and words and self._workspace.may(Permission.READ_RECORDS):
            found = self._records(search(self._workspace, words, MOST_OF_A_KIND), only)
        if only in {"", COMMANDS}:
            found += self._to_do(words)
        return found

    def _seen(self) -> list[SearchLine]:
        """Return the records seen last; who and where they are is asked now, and never kept."""
        seen = self._recent()
        known = self._known(seen)
        found: list[SearchLine] = []
        for one in seen:
            act = partial(self._open_page, one.page_id, one.record)
            text, detail = known.get((one.page_id, one.record), (one.title, ""))
            found.append(SearchLine(_("Recent"), text, detail, "", act))
        return found

    def _known(self, seen: "Sequence[Seen]") -> dict[tuple[str, Any], tuple[str, str]]:
        """Return, for records whose titles name nobody, what they are and what tells them apart."""
        ids = {
            page: [one.record for one in seen if one.page_id == page]
            for page in (PERSON, PLACE, FILE)
        }
        known: dict[tuple[str, Any], tuple[str, str]] = {}
        if (ids[PERSON] or ids[PLACE]) and self._workspace.may(Permission.READ_RECORDS):
            hits = recalled(self._workspace, ids[PERSON], ids[PLACE])
            for person in (hit.person for hit in hits.people):  # no more than tells them apart
                born = born_text(person.born_on, person.born_certainty)
                known[PERSON, person.id] = (person.name, born)
            for place in hits.places:
                known[PLACE, place.id] = (place.shown, place.area or "")
        if ids[FILE] and self._workspace.may(Permission.READ_ATTACHMENTS):
            for file in recalled_files(self._workspace, ids[FILE]):
                where = file.case_reference or _("draft")
                parts = (where, added_text(file.added_at, file.added_by))
                known[FILE, file.id] = (file.title, side_by_side(*parts))
        return known

    def _records(self, hits: "SearchHits", only: str) -> list[SearchLine]:
        found: list[SearchLine] = []
        if only != REFERENCES:
            found += [self._person(hit) for hit in hits.people]
        if only != PEOPLE:
            found += [self._case(hit) for hit in hits.cases]
        if not only:
            found += [self._place(place) for place in hits.places]
        return found

    def _place(self, place: "PlaceLine") -> SearchLine:
        act = partial(self._open_page, PLACE, place.id)
        return SearchLine(_("Places"), place.shown, place.area or "", "", act)

    def _person(self, hit: "PersonHit") -> SearchLine:
        one = hit.person
        address = _("protected address") if one.address_protected else one.address
        parts = (born_text(one.born_on, one.born_certainty), address,
                 _("cases: {count}").format(count=hit.cases))  # fmt: skip
        detail = side_by_side(*parts)
        return SearchLine(
            _("People"), one.name, detail, "", partial(self._open_page, PERSON, one.id)
        )

    def _case(self, hit: "CaseHit") -> SearchLine:
        forum = forums().get(hit.forum_id)
        title = catalogue_text(forum.short_title) if forum else hit.forum_id
        opened = _("opened {day}").format(day=short_date(hit.opened_on))
        detail = side_by_side(hit.subject_name, title, opened)
        act = partial(self._open_page, "case", hit.id)
        return SearchLine(_("Cases"), hit.reference, detail, "", act)

    def _to_do(self, words: str) -> list[SearchLine]:
        wanted = words.casefold().split()
        return [
            SearchLine(_("Do"), text, "", action.shortcut().toString(), action.trigger)
            for _command, action in self._commands()
            if all(word in (text := plain(action.text())).casefold() for word in wanted or [""])
        ]


def search_columns() -> list[TableColumn]:
    """Return the columns of the palette: kind, what it is, keys."""
    return [
        TableColumn(_("Kind"), 72),
        TableColumn(_("What")),
        TableColumn(_("Keys"), 112, right=True),
    ]


def search_rows(lines: Sequence[SearchLine]) -> list[TableRow]:
    """Return a row for each line; its id is the line's place."""
    return [
        TableRow(
            place,
            (
                Cell(line.kind, quiet=True),
                Cell(line.text, strong=True, note=line.detail, tip=line.detail),
                Cell(line.keys, quiet=True),
            ),
        )
        for place, line in enumerate(lines)
    ]
