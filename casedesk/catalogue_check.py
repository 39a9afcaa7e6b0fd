"""Checks a folder of catalogue files: each by itself, and what they say about one another.

A partnership's own folder may hold only what it adds; whatever else its files name is looked
up in the shipped catalogues.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from casedesk.agencies.catalogue import agencies, names_of_agencies, read_agencies
from casedesk.cases.catalogue import read_retention
from casedesk.catalogue_file import read_catalogue
from casedesk.catalogue_folder import Described, Labelled, index_of
from casedesk.catalogue_names import NameIndex
from casedesk.deadlines.model import DeadlineRule, LimitValue, Mode, Unit
from casedesk.documents.letters import Letter, letter_problems
from casedesk.errors import CatalogueError
from casedesk.forums.catalogue import Forum, forums
from casedesk.i18n import _
from casedesk.interventions.catalogue import Power, powers
from casedesk.interventions.rules import GRANTED, ISSUED, SERVED
from casedesk.measures.catalogue import measures
from casedesk.measures.measure_check import read_measures
from casedesk.measures.returns import Return, read_returns
from casedesk.outside_figures.catalogue import read_series
from casedesk.people.catalogue import read_lists
from casedesk.referrals.catalogue import lawful_bases, read_lawful_bases
from casedesk.registers.catalogue import read_registers
from casedesk.risk.catalogue import Method, RiskTool, risk_tools
from casedesk.workspace.catalogue import read_markings

D = TypeVar("D", bound=Described)
S = TypeVar("S")
T = TypeVar("T")

# About the program rather than the world: they cite nothing.
_WITHOUT_SOURCE = frozenset({"roles.toml", "audit_words.toml", "attachments.toml"})


def check_all(folder: Path) -> list[str]:
    """Return every problem of the catalogue files in `folder`, one sentence each.

    The folder is laid out as `resources/catalogues`; parts of it may be absent.
    """
    files = sorted(folder.rglob("*.toml"))
    if not files:
        return [_("There are no catalogue files in this folder. Check its name.")]
    problems = [problem for path in files for problem in _unsourced(path)]
    for name, read in _LISTS.items():
        if (folder / name).exists():
            _attempt(problems, read, folder / name)
    tools = _read_each(folder / "risk_tools", RiskTool, problems)
    acts = _read_each(folder / "powers", Power, problems)
    meetings = _read_each(folder / "forums", Forum, problems)
    known = _Known(folder, tools, acts, meetings, problems)
    problems += [p for tool in tools.values() for p in _tool_problems(tool, known)]
    problems += [p for power in acts.values() for p in _power_problems(power, known)]
    problems += [p for forum in meetings.values() for p in _forum_problems(forum, known)]
    posts = _read_each(folder / "letters", Letter, problems)
    problems += [p for one in posts.values() for p in letter_problems(one, f"{one.id}.toml")]
    if (folder / "measures").is_dir():
        _attempt(problems, read_measures, folder / "measures")
    if (folder / "retention.toml").exists():
        kept = _attempt([], read_retention, folder / "retention.toml")
        own = () if kept is None else kept.forum
        problems += _missing("retention.toml", {one.id for one in own}, known.forums)
    _attempt(problems, lambda path: _returns_of(path, folder / "measures"), folder / "returns")
    return list(dict.fromkeys(problems))


class _Known:
    """The ids that may be named: the shipped ones and those of the folder."""

    def __init__(
        self,
        folder: Path,
        tools: Mapping[str, RiskTool],
        acts: Mapping[str, Power],
        meetings: Mapping[str, Forum],
        problems: list[str],
    ) -> None:
        own_agencies = _of_file(folder / "agencies.toml", read_agencies)
        all_agencies = {**agencies(), **own_agencies}
        self.tools = {**risk_tools(), **tools}
        self.powers = {**powers(), **acts}
        self.forums = {**forums(), **meetings}
        self.agencies = set(all_agencies)
        self.bases = {*lawful_bases(), *_of_file(folder / "lawful_bases.toml", read_lawful_bases)}
        for entries in (self.tools, self.powers, self.forums):
            _attempt(problems, index_of, entries)
        _attempt(problems, NameIndex, names_of_agencies(all_agencies))


def _unsourced(path: Path) -> Iterator[str]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        yield _("{file}: {reason}").format(file=path.name, reason=error)
        return
    if path.name not in _WITHOUT_SOURCE and not (content.get("source") and "as_of" in content):
        text = _("{file}: say where it comes from (source) and how fresh it is (as_of).")
        yield text.format(file=path.name)


def _read_each(folder: Path, kind: type[D], problems: list[str]) -> dict[str, D]:
    """Read the files of `folder` one by one, so that one bad file does not hide another."""
    entries = {}
    for path in sorted(folder.glob("*.toml")):
        entry = _attempt(problems, lambda path: read_catalogue(path, kind), path)
        if entry is None:
            continue
        if entry.id != path.stem:
            text = _('{file}: the id is "{id}", so the file must be called {id}.toml.')
            problems.append(text.format(file=path.name, id=entry.id))
        entries[entry.id] = entry
    return entries


def _returns_of(folder: Path, own: Path) -> Mapping[str, Return]:
    """Read the returns of `folder`; they may name measures that are shipped or stand in `own`."""
    mine = _attempt([], read_measures, own) if own.is_dir() else None
    return read_returns(folder, {**measures(), **(mine or {})})


def _of_file(path: Path, read: Callable[[Path], Mapping[str, T]]) -> Mapping[str, T]:
    """Read a list that may be absent; what is wrong with it is reported elsewhere."""
    found = _attempt([], read, path) if path.exists() else None
    return found or {}


def _attempt(problems: list[str], read: Callable[[S], T], what: S) -> T | None:
    try:
        return read(what)
    except CatalogueError as error:
        problems.append(str(error))
        return None


def _tool_problems(tool: RiskTool, known: _Known) -> Iterator[str]:
    file = f"{tool.id}.toml"
    yield from _twice(file, tool.questions)
    yield from _twice(file, tool.bands)
    for question in tool.questions:
        yield from _twice(file, tool.answers_of(question))
        if not tool.answers_of(question):
            yield _('{file}: "{id}" has no answers.').format(file=file, id=question.id)
    wanted = {question.supplement for question in tool.questions} - {""}
    yield from _missing(file, wanted, known.tools)
    starts = [band.starts for band in tool.bands if band.starts is not None]
    if starts != sorted(set(starts)):
        yield _("{file}: the bands must rise from the lowest to the highest.").format(file=file)
    highest = sum(
        max((answer.points for answer in tool.answers_of(question)), default=0)
        for question in tool.questions
    )
    if tool.method is Method.SUM and highest != tool.max_score:
        text = _("{file}: the answers come to {highest} at most, but max_score says {stated}.")
        yield text.format(file=file, highest=highest, stated=tool.max_score)


def _power_problems(power: Power, known: _Known) -> Iterator[str]:
    file = f"{power.id}.toml"
    for entries in (power.lifecycle, power.terms, power.events, power.steps, power.checklists):
        yield from _twice(file, entries)
    events = {event.id for event in power.events}
    checklists = {checklist.id for checklist in power.checklists}
    yield from _missing(file, {name for r in power.deadlines for name in r.anchor}, events)
    yield from _missing(file, {step.event for step in power.steps} - {""}, _events_of(power, known))
    yield from _missing(file, {step.checklist for step in power.steps} - {""}, checklists)
    yield from _missing(file, _said_of_lengths(power), {one.id for one in power.lengths})
    yield from _missing(file, {one.extended_by for one in power.lengths} - {""}, _own_steps(power))
    yield from _missing(file, _earlier(power), _can_be_earlier(power, known))
    yield from _missing(file, {power.notice_before, *power.succeeded_by} - {""}, known.powers)
    yield from _missing(file, {r.step for r in power.deadlines} - {""}, _steps_of(power, known))
    for checklist in power.checklists:
        yield from _twice(file, checklist.points)
    for limit in power.limits:
        yield from _value_problems(file, limit.id, limit.values)
    ids = Counter(rule.id for rule in power.deadlines)
    yield from (_used_twice(file, key) for key, times in ids.items() if times > 1)
    for rule in power.deadlines:
        yield from _rule_problems(file, rule)


def _said_of_lengths(power: Power) -> set[str]:
    extended = {one.extended_to for one in power.lengths}
    return (extended | {rule.length for rule in power.deadlines}) - {""}


def _own_steps(power: Power) -> set[str]:
    return {step.id for step in power.steps}


def _earlier(power: Power) -> set[str]:
    """Return what the power says that cannot or should not come later than something else."""
    lawful = {one.name for entry in power.happenings for one in entry.lawful_after}
    return lawful | {name for entry in power.happenings for name in entry.after}


def _can_be_earlier(power: Power, known: _Known) -> set[str]:
    """Return the steps and events of the power and of the one before it."""
    before = known.powers.get(power.notice_before)
    kin = (power,) if before is None else (power, before)
    found = {entry.id for one in kin for entry in (*one.steps, *one.events)}
    return found | (ISSUED | SERVED | GRANTED if before is not None else set())


def _events_of(power: Power, known: _Known) -> set[str]:
    """Return the events of the power and of those that come before or after it.

    A step may record the day that starts another power's clock: cancelling a closure notice
    starts the clock for compensation.
    """
    kin = [p for p in known.powers.values() if p.notice_before == power.id]
    return {event.id for relative in (power, *kin) for event in relative.events}


def _steps_of(power: Power, known: _Known) -> set[str]:
    """Return the steps of the power and of those that come after it."""
    after = [p for p in known.powers.values() if p.notice_before == power.id]
    return {step.id for one in (power, *after) for step in one.steps}


def _rule_problems(file: str, rule: DeadlineRule) -> Iterator[str]:
    if (rule.unit is Unit.HOUR) != (rule.mode is Mode.ELAPSED):
        text = _('{file}: "{id}" must count hours as elapsed, and nothing else so.')
        yield text.format(file=file, id=rule.id)
    if rule.skip and rule.mode is not Mode.ELAPSED:
        text = _('{file}: "{id}" leaves out days, which only a count of hours can do.')
        yield text.format(file=file, id=rule.id)
    if not rule.anchor:
        yield _('{file}: "{id}" names no event that starts it.').format(file=file, id=rule.id)
    try:
        rule.rule.format(n=1)
    except (KeyError, IndexError, ValueError):
        text = _('{file}: the sentence of "{id}" may hold {{n}} and no other braces.')
        yield text.format(file=file, id=rule.id)
    yield from _value_problems(file, rule.id, rule.values)


def _value_problems(file: str, key: str, values: tuple[LimitValue, ...]) -> Iterator[str]:
    if not values:
        yield _('{file}: "{id}" has no value.').format(file=file, id=key)
    for value in values:
        if value.starts and value.ends and value.ends < value.starts:
            text = _('{file}: a value of "{id}" ends before it begins.')
            yield text.format(file=file, id=key)


def _forum_problems(forum: Forum, known: _Known) -> Iterator[str]:
    file = f"{forum.id}.toml"
    for entries in (forum.person_roles, forum.meeting_roles, forum.criteria, forum.outcomes):
        yield from _twice(file, entries)
        named = {entry.id: entry for entry in entries}
        try:
            index_of(named)
        except CatalogueError as error:
            yield _("{file}: {reason}").format(file=file, reason=error)
    yield from _missing(file, set(forum.agencies), known.agencies)
    yield from _missing(file, {forum.lawful_basis}, known.bases)
    yield from _missing(file, {forum.default_risk_tool} - {""}, known.tools)
    yield from _missing(file, {forum.succeeded_by} - {""}, known.forums)


def _twice(file: str, entries: Iterable[Labelled]) -> Iterator[str]:
    times = Counter(entry.id for entry in entries)
    return (_used_twice(file, key) for key, count in times.items() if count > 1)


def _used_twice(file: str, key: str) -> str:
    text = _('{file}: the id "{id}" is used twice; give one of them another id.')
    return text.format(file=file, id=key)


def _missing(file: str, wanted: set[str], there: Iterable[str]) -> Iterator[str]:
    text = _('{file}: there is no "{name}"; correct it, or add it.')
    return (text.format(file=file, name=name) for name in sorted(wanted - set(there)))


_LISTS: dict[str, Callable[[Path], object]] = {
    "agencies.toml": read_agencies,
    "registers.toml": read_registers,
    "series.toml": read_series,
    "lists.toml": read_lists,
    "lawful_bases.toml": read_lawful_bases,
    "retention.toml": read_retention,
    "markings.toml": read_markings,
}
