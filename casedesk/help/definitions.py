"""What is said of a word in the window: field, measure, power, criterion, register, forum."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from casedesk.forums.catalogue import Criterion, Forum, forums
from casedesk.help.catalogue import field_words, glossary
from casedesk.i18n import _, catalogue_text
from casedesk.interventions.catalogue import Power, powers
from casedesk.measures.catalogue import measures
from casedesk.registers.catalogue import Register, registers


class Definition(Struct, frozen=True):
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
        labels: names of a field, the most particular first; they may be words of the glossary.
        values: what is chosen in it, which is looked for in the catalogues alone.
    """
    labels = [label for label in labels if label]
    names = {label.casefold() for label in labels}
    wanted = names | {value.casefold() for value in values if value}
    found = [one for one in _of_catalogues() if one.title.casefold() in wanted]
    return (*_of_field(labels), *found, *(one for one in _words() if one.title.casefold() in names))


def _of_field(labels: Iterable[str]) -> tuple[Definition, ...]:
    """Return what is written of the field, by the most particular of its names that is known."""
    known = {
        catalogue_text(text).replace("&", "").casefold(): (catalogue_text(text), one)
        for one in field_words()
        for text in one.label
    }
    for label in labels:
        for name in _parts(label):
            if (found := known.get(name.casefold())) is not None:
                title, one = found
                text, source = (catalogue_text(one.meaning),), catalogue_text(one.source)
                kind = _("About this field")
                return (Definition(kind, title.replace("&", ""), text, source),)
    return ()


def _parts(label: str) -> Iterator[str]:
    """Yield a name and what it is put together from: "Person referred: Born: month", "Born".

    Longer parts come first, and of those as long the one further left: "Was it safe?: Yes" is
    about the question, not about the answer.
    """
    words = label.split(": ")
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            yield ": ".join(words[start : start + length])


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
