"""What the catalogues say of a word in the window: measure, power, criterion, register, forum."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casedesk.forums.catalogue import Criterion, Forum, forums
from casedesk.help.catalogue import glossary
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import Power, powers
from casedesk.measures.catalogue import measures
from casedesk.registers.catalogue import Register, registers


@dataclass(frozen=True, slots=True)
class Definition:
    """What is meant by something: its kind ("Measure"), its title, sentences, where they are from.

    `source` is empty where nothing is to be cited.
    """

    kind: str
    title: str
    text: tuple[str, ...]
    source: str = ""


def definitions(labels: Iterable[str], values: Iterable[str] = ()) -> tuple[Definition, ...]:
    """Return what is defined under one of some words, in the language in use.

    Args:
        labels: names of a field; they may be words of the glossary as well.
        values: what is chosen in it, which is looked for in the catalogues alone.
    """
    names = {label.casefold() for label in labels if label}
    wanted = names | {value.casefold() for value in values if value}
    found = [one for one in _of_catalogues() if one.title.casefold() in wanted]
    return (*found, *(one for one in _words() if one.title.casefold() in names))


def _of_catalogues() -> Iterator[Definition]:
    for measure in measures().values():
        text = (catalogue_text(measure.definition),)
        source = "; ".join(measure.source)
        yield Definition(_("Measure"), catalogue_text(measure.title), text, source)
    for power in powers().values():
        yield Definition(
            _("Tool or power"), catalogue_text(power.title), _of_power(power), _law_of(power)
        )
    for register in registers().values():
        yield Definition(_("Register"), catalogue_text(register.title), _of_register(register))
    for forum in forums().values():
        yield Definition(_("Forum"), catalogue_text(forum.title), (catalogue_text(forum.purpose),),
                         catalogue_text(forum.statutory_basis))  # fmt: skip
        for criterion in forum.criteria:
            yield _of_criterion(forum, criterion)


def _words() -> Iterator[Definition]:
    for term in glossary().values():
        text = (catalogue_text(term.meaning),)
        yield Definition(_("Glossary"), catalogue_text(term.title), text)


def _of_power(power: Power) -> tuple[str, ...]:
    said = (
        (power.note, "{text}"),
        (power.longest, _("At the longest: {text}")),
        (power.extension, _("Can be extended: {text}")),
        (power.breach, _("On a breach: {text}")),
    )
    return tuple(form.format(text=catalogue_text(text)) for text, form in said if text)


def _law_of(power: Power) -> str:
    return " ".join(catalogue_text(part) for part in (power.act, power.section) if part)


def _of_register(register: Register) -> tuple[str, ...]:
    counted = _("Each entry counts {unit}.").format(unit=catalogue_text(register.unit))
    reasons = ", ".join(catalogue_text(one.title) for one in register.reasons)
    return (counted, _("Reasons offered: {reasons}").format(reasons=reasons))[: 1 + bool(reasons)]


def _of_criterion(forum: Forum, criterion: Criterion) -> Definition:
    text = [_("A reason to refer to the {forum}.").format(forum=catalogue_text(forum.short_title))]
    if criterion.from_score is not None:
        text.append(_("It is met from a score of {score}.").format(score=criterion.from_score))
    if criterion.needs_reason:
        text.append(_("The reasons are to be written down."))
    if criterion.aliases:
        names = ", ".join(map(catalogue_text, criterion.aliases))
        text.append(_("Also called: {names}").format(names=names))
    return Definition(_("Criterion"), catalogue_text(criterion.title), tuple(text))
