"""What stops a document: pure functions over its fields and what is guarded."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Set

from msgspec import Struct, field

from casedesk.cases.model import BarredPart
from casedesk.documents.model import Document, Field, Hit, Tells
from casedesk.i18n import _
from casedesk.places.address_text import (
    guarded_addresses,
    holds_phrase,
    plain_text,
    postcodes_in,
    words_of,
)

_NUMBER = re.compile(r"\+?\d(?:[\s().\-–/]{0,3}\d){6,}")
_SENTENCE = re.compile(r"[.!?;\n]+")
# Words of telephoning, written out where a stem would take in others ("always", "Galway", "rift").
# Welsh words are known by every initial that mutation gives them: galw, ei alw, fy ngalw.
_CONTACT = re.compile(
    r"""
    answer\w* | (?:tele)?phon(?:e|es|ed|ing) | call(?:s|ed|er|ers|ing|back)?
    | ring(?:s|ing)? | rang | rung | text(?:s|ed|ing)? | messag(?:e|es|ed|ing)
    | voicemails? | contact(?:s|ed|ing)? | numbers? | mobiles? | dial(?:s|led|ling)?
    | h?ateb\w* | etyb | ff[oô]n\w* | (?:t|d|nh|th)eleff[oô]n\w* | symudol
    | (?:g|ng)?alw(?:a|ad|adau|af|ai|ais|ant|ch|er|ir|odd|wch|wr|wyd|yd)?
    | (?:g|ng)?elw(?:ais|ch|id|ir|odd)
    | neges\w* | (?:t|d|nh|th)ecst\w* | ll?eisbost\w* | (?:d|dd|n)eial\w*
    | rhif\w* | rif(?:au)?
    | (?:c|g|ngh|ch)ys(?:y|w)llt\w* | (?:c|g|ngh|ch)yfathreb\w*
    """,
    re.VERBOSE,
)
_SHORTEST_NAME = 3  # letters; shorter words are no names to look for
_PARTS = {
    Tells.ADDRESS: BarredPart.ADDRESSES,
    Tells.DISCUSSION: BarredPart.DISCUSSION,
    Tells.RISK: BarredPart.RISK,
}


class Guarded(Struct, frozen=True):
    """What a recipient must not find in a document.

    Attributes:
        addresses: of people of whom one address is protected, as they are written.
        numbers: telephone numbers of safe contacts.
        not_answering: who must not answer, of the people of the document's cases.
        names: names of the people of these cases.
        barred: by case, the parts of it that the recipient must not receive.
        sees_people: False for an agency that must not see who the people are.
        no_letters: the recipient is a person with rules of safe contact that no letter keeps.
    """

    addresses: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    not_answering: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    barred: Mapping[int, Set[BarredPart]] = field(default_factory=dict)
    sees_people: bool = True
    no_letters: bool = False


def hits(document: Document, guarded: Guarded) -> tuple[Hit, ...]:
    """Return everything that stops a document, in its own order; each place and reason once."""
    look = _Look(guarded)
    found = list(_of_recipient(guarded))
    found += look.at(document.title, Field(_("Title"), document.title))
    found += look.at(document.title, Field(_("Subtitle"), document.subtitle))
    for section in document.sections:
        found += look.at(section.title, Field(_("Heading"), section.title))
        for one in section.all_fields():
            found += look.at(section.title, one)
    return tuple(dict.fromkeys(found))


def telephone_numbers(text: str) -> frozenset[str]:
    """Return the telephone numbers in a text, as digits; +44 and 0044 are read as 0."""
    found = set()
    for match in _NUMBER.finditer(unicodedata.normalize("NFKC", text)):
        digits = re.sub(r"\D", "", match.group())
        digits = re.sub(r"^(?:00)?440?", "0", digits)
        found.add(digits)
    return frozenset(found)


def _of_recipient(guarded: Guarded) -> Iterator[Hit]:
    if guarded.no_letters:
        why = _(
            "the rules of safe contact of this person do not say that a letter is safe. Choose "
            "another way, or record that letters are safe."
        )
        yield Hit(_("Recipient"), _("Safe contact"), why)


class _Look:
    """Looks at field after field; what is guarded is prepared once."""

    def __init__(self, guarded: Guarded) -> None:
        self._guarded = guarded
        self._phrases, self._postcodes = guarded_addresses(guarded.addresses)
        self._names = {
            word
            for name in guarded.names
            for word in words_of(plain_text(name)).split()
            if len(word) >= _SHORTEST_NAME
        }
        self._not_answering = {
            phrase for one in guarded.not_answering if (phrase := words_of(plain_text(one)).strip())
        }

    def at(self, section: str, one: Field) -> list[Hit]:
        """Return what stops the document at one field."""
        if not one.text.strip():
            return []
        place = one.title or _("Text")
        return [Hit(section, place, why) for why in self._reasons(one)]

    def _reasons(self, one: Field) -> Iterator[str]:
        plain = plain_text(one.text)
        words = words_of(plain)
        if self._postcodes & postcodes_in(plain) or holds_phrase(words, self._phrases):
            yield _("a protected address stands there. Take it out.")
        if self._guarded.numbers & telephone_numbers(one.text):
            yield _("a telephone number of a safe contact stands there. Take it out.")
        if one.tells is not Tells.NAME and self._says_who_must_not_answer(plain):
            yield _("it says who must not answer the telephone. Take it out.")
        if self._is_barred(one):
            yield _("the recipient must not receive this of the case.")
        if not self._guarded.sees_people and self._shows_people(one, words):
            yield _("this agency must not see who the people are. Take the name out.")

    def _says_who_must_not_answer(self, plain: str) -> bool:
        """Look for the words of a rule; a name alone counts where telephoning is spoken of."""
        for sentence in _SENTENCE.split(plain):
            words = words_of(sentence)
            for phrase in self._not_answering:
                if f" {phrase} " not in words:
                    continue
                told = set(phrase.split())
                if len(told) > 1 and not told <= self._names:
                    return True
                if any(map(_CONTACT.fullmatch, words.split())):
                    return True
        return False

    def _is_barred(self, one: Field) -> bool:
        if one.case_id is None:
            return False
        parts = self._guarded.barred.get(one.case_id, frozenset())
        return BarredPart.EVERYTHING in parts or _PARTS.get(one.tells) in parts

    def _shows_people(self, one: Field, words: str) -> bool:
        return one.tells is Tells.NAME or bool(self._names & set(words.split()))
