"""What the words of a workbook stand for, and which of them somebody must be asked about."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct

from casedesk.agencies.catalogue import agencies, agency_names
from casedesk.catalogue_folder import Labelled
from casedesk.catalogue_names import NameIndex, plain_name
from casedesk.errors import ImportRefusedError
from casedesk.exchange.cell_values import unknowns
from casedesk.exchange.layout import Kind
from casedesk.exchange.model import Answers, Choice, Question
from casedesk.forums.catalogue import forum_names, forums
from casedesk.i18n import _, catalogue_text, sort_key
from casedesk.interventions.catalogue import power_names, powers
from casedesk.outside_figures.catalogue import series, series_names
from casedesk.people.catalogue import ethnic_group_of, lists
from casedesk.registers.catalogue import register_names, registers
from casedesk.risk.catalogue import risk_tool_names, risk_tools


class _Names(Struct, frozen=True):
    index: NameIndex
    entries: Mapping[str, Labelled]


_KINDS = (
    *(Kind.AGENCY, Kind.FORUM, Kind.POWER, Kind.REGISTER, Kind.TOOL),
    *(Kind.SERIES, Kind.CRITERIA, Kind.ETHNICITY),
)
_ALSO = {"tool": Kind.TOOL, "criteria": Kind.CRITERIA}


def read_answers(path: Path) -> Answers:
    """Read an answers file: one table per kind, of words and ids.

    Raises:
        ImportRefusedError: it is no such file.
    """
    try:
        tables = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        raise ImportRefusedError(
            _("The answers file cannot be read. It must be a TOML file with tables like [agency].")
        ) from None
    for kind, words in tables.items():
        if not isinstance(words, dict) or not all(isinstance(i, str) for i in words.values()):
            text = _('In the answers file, write [{kind}] and under it "word" = "id".')
            raise ImportRefusedError(text.format(kind=kind))
    return tables


class NameBook:
    """Finds ids by answer, by the partnership's own names, and by the catalogue; keeps count."""

    def __init__(self, answers: Answers, own_agency_names: Mapping[str, str]) -> None:
        """Prepare for one workbook.

        Args:
            answers: what somebody answered; comes before everything else.
            own_agency_names: the partnership's names without case and blanks -> agency.

        Raises:
            ImportRefusedError: an answer names something that does not exist.
        """
        self._answers = _checked(answers)
        self._own = dict(own_agency_names)
        self._found: dict[tuple[str, str], str | None] = {}
        self._asked: dict[tuple[str, str], tuple[str, int, bool]] = {}
        self.used_agency_names: dict[str, tuple[str, str]] = {}

    def find(self, kind: Kind, word: str, *, refuses: bool = True) -> str | None:
        """Return the id that `word` stands for; None puts it on the list of questions."""
        key = (kind, word)
        if key not in self._found:
            self._found[key] = self._look_up(kind, word)
        found = self._found[key]
        if found is None:
            self._ask(kind, word, refuses)
        return found

    def criterion(self, forum_id: str, word: str) -> str | None:
        """Return the id of a forum's criterion, or None."""
        key = (f"{Kind.CRITERIA} {forum_id}", word)
        if key not in self._found:
            answer = self._answers.get(Kind.CRITERIA, {}).get(plain_name(word))
            self._found[key] = answer or _criteria(forum_id).find(word)
        return self._found[key]

    def ethnicity(self, words: str) -> str | None:
        """Return the ONS group, or the answer why it is not known, or None."""
        key = (Kind.ETHNICITY, words)
        if key not in self._found:
            plain = plain_name(words)
            answer = self._answers.get(Kind.ETHNICITY, {}).get(plain)
            found = answer or ethnic_group_of(words) or _unknown_by_title().get(plain)
            self._found[key] = found
        return self._found[key]

    def ask_about(self, forum_id: str | None, criteria: Iterable[str], ethnicity: str) -> None:
        """Put what is kept as written on the list of questions, where nothing is known of it."""
        for word in criteria if forum_id else ():
            if self.criterion(forum_id or "", word) is None:
                self._ask(Kind.CRITERIA, word, refuses=False)
        if ethnicity and self.ethnicity(ethnicity) is None:
            self._ask(Kind.ETHNICITY, ethnicity, refuses=False)

    def nearest(self, kind: Kind, word: str) -> str | None:
        """Return the title of what is most like `word`."""
        names = _source(kind)
        near = names.index.nearest(word)
        return catalogue_text(names.entries[near].title) if near else None

    def questions(self) -> tuple[Question, ...]:
        """Return every unknown word once, those that refuse most rows first."""
        ordered = sorted(self._asked.items(), key=lambda item: (not item[1][2], -item[1][1]))
        return tuple(
            Question(str(kind), word, rows, refuses, *_suggestions(kind, word))
            for (kind, _plain), (word, rows, refuses) in ordered
        )

    def _look_up(self, kind: Kind, word: str) -> str | None:
        plain = plain_name(word)
        answer = self._answers.get(kind, {}).get(plain)
        found = answer or (self._own.get(plain) if kind is Kind.AGENCY else None)
        if found is None:
            return _source(kind).index.find(word)
        is_news = answer is not None and plain not in self._own
        if kind is Kind.AGENCY and is_news and agency_names().find(word) != answer:
            self.used_agency_names[plain] = (word, found)
        return found

    def _ask(self, kind: str, word: str, refuses: bool) -> None:
        key = (kind, plain_name(word))
        first, rows, _refuses = self._asked.get(key, (word, 0, refuses))
        self._asked[key] = (first, rows + 1, refuses)


def _checked(answers: Answers) -> dict[str, dict[str, str]]:
    """Return the answers by kind and plain word, each leading to an id that exists."""
    checked: dict[str, dict[str, str]] = {}
    for written, words in answers.items():
        kind = _ALSO.get(written, written)
        if kind not in _KINDS:
            text = _("The answers file has no use for [{kind}]. It can hold: {kinds}.")
            raise ImportRefusedError(text.format(kind=written, kinds=", ".join(_KINDS)))
        index = _source(kind).index
        for word, meant in words.items():
            found = index.find(meant) or (unknowns().find(meant) if kind == "ethnicity" else None)
            if found is None:
                text = _('The answers name "{id}" under [{kind}], but there is no such thing.')
                raise ImportRefusedError(text.format(id=meant, kind=written))
            checked.setdefault(kind, {})[plain_name(word)] = found
    return checked


@cache
def _source(kind: str) -> _Names:
    sources: dict[str, Callable[[], _Names]] = {
        Kind.AGENCY: lambda: _Names(agency_names(), agencies()),
        Kind.FORUM: lambda: _Names(forum_names(), forums()),
        Kind.POWER: lambda: _Names(power_names(), powers()),
        Kind.REGISTER: lambda: _Names(register_names(), registers()),
        Kind.TOOL: lambda: _Names(risk_tool_names(), risk_tools()),
        Kind.SERIES: lambda: _Names(series_names(), series()),
        Kind.CRITERIA: _all_criteria,
        Kind.ETHNICITY: _ethnic_groups,
    }
    return sources[kind]()


def _suggestions(kind: str, word: str) -> tuple[tuple[Choice, ...], str | None]:
    """Return all choices, the one most like `word` first, and its id if it is near enough."""
    names = _source(kind)
    near = names.index.nearest(word)
    by_title = sorted(
        names.entries.values(),
        key=lambda entry: (entry.id != near, sort_key(catalogue_text(entry.title))),
    )
    choices = tuple(Choice(entry.id, catalogue_text(entry.title)) for entry in by_title)
    return choices, near


@cache
def _criteria(forum_id: str) -> NameIndex:
    criteria = forums()[forum_id].criteria
    return NameIndex({one.id: (one.title, *one.aliases) for one in criteria})


@cache
def _all_criteria() -> _Names:
    entries: dict[str, Labelled] = {}
    for forum in forums().values():
        for criterion in forum.criteria:
            entries.setdefault(criterion.id, criterion)
    return _Names(NameIndex(dict.fromkeys(entries, ())), entries)


@cache
def _ethnic_groups() -> _Names:
    entries: dict[str, Labelled] = {group.id: group for group in lists().ethnicity}
    return _Names(NameIndex({key: (entry.title,) for key, entry in entries.items()}), entries)


@cache
def _unknown_by_title() -> dict[str, str]:
    """Return the four unknowns by their own words; others, such as "not stated", are asked."""
    return {plain_name(name): one.id for one in lists().unknown for name in (one.id, one.title)}
