"""What stops a document: pure functions over its fields and what is guarded."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field

from casedesk.cases.model import BarredPart
from casedesk.documents.model import Document, Field, Hit, Tells
from casedesk.i18n import _

_NUMBER = re.compile(r"\+?\d(?:[\s().\-–/]{0,3}\d){6,}")
_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[.!?;\n]+")
_IN_HOUSE = frozenset(("flat", "unit", "apartment", "room", "floor", "fflat", "block"))
_CONTACT = frozenset(
    (
        "answer",
        "answers",
        "answered",
        "answering",
        "phone",
        "phones",
        "phoned",
        "telephone",
        "call",
        "calls",
        "called",
        "calling",
        "ring",
        "rings",
        "rang",
        "text",
        "texts",
        "texted",
        "message",
        "messages",
        "voicemail",
        "contact",
        "number",
        "mobile",
        "ateb",
        "ffonio",
        "ffôn",
        "galw",
        "galwad",
        "neges",
        "rhif",
        "cysylltu",
    )
)
_SHORTEST_NAME = 3  # letters; shorter words are no names to look for
_PARTS = {
    Tells.ADDRESS: BarredPart.ADDRESSES,
    Tells.DISCUSSION: BarredPart.DISCUSSION,
    Tells.RISK: BarredPart.RISK,
}


@dataclass(frozen=True, slots=True)
class Guarded:
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


def holds_address(text: str, addresses: frozenset[str]) -> bool:
    """Tell whether a text holds one of these addresses, a part of one or its postcode."""
    phrases, postcodes = _guarded_addresses(addresses)
    plain = _plain(text)
    return bool(postcodes & _postcodes(plain)) or _holds(_words(plain), phrases)


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
        self._phrases, self._postcodes = _guarded_addresses(guarded.addresses)
        self._names = {
            word
            for name in guarded.names
            for word in _words(_plain(name)).split()
            if len(word) >= _SHORTEST_NAME
        }
        self._not_answering = {
            phrase for one in guarded.not_answering if (phrase := _words(_plain(one)).strip())
        }

    def at(self, section: str, one: Field) -> list[Hit]:
        """Return what stops the document at one field."""
        if not one.text.strip():
            return []
        place = one.title or _("Text")
        return [Hit(section, place, why) for why in self._reasons(one)]

    def _reasons(self, one: Field) -> Iterator[str]:
        plain = _plain(one.text)
        words = _words(plain)
        if self._postcodes & _postcodes(plain) or _holds(words, self._phrases):
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
            words = _words(sentence)
            for phrase in self._not_answering:
                if f" {phrase} " not in words:
                    continue
                told = set(phrase.split())
                if len(told) > 1 and not told <= self._names:
                    return True
                if _CONTACT & set(words.split()):
                    return True
        return False

    def _is_barred(self, one: Field) -> bool:
        if one.case_id is None:
            return False
        parts = self._guarded.barred.get(one.case_id, frozenset())
        return BarredPart.EVERYTHING in parts or _PARTS.get(one.tells) in parts

    def _shows_people(self, one: Field, words: str) -> bool:
        return one.tells is Tells.NAME or bool(self._names & set(words.split()))


def _guarded_addresses(addresses: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return what to look for of addresses: phrases such as "12 mill court", and postcodes."""
    phrases: set[str] = set()
    postcodes: set[str] = set()
    for address in addresses:
        plain = _plain(address)
        postcodes |= _postcodes(plain)
        street = _POSTCODE.sub(" ", plain)
        phrases.add(_words(street))
        for part in re.split(r"[,\n]", street):
            words = _words(part).split()
            if len(words) > 1 and words[0] not in _IN_HOUSE and re.search(r"\d", part):
                phrases.add(_words(part))
    return frozenset(one for one in phrases if one.strip()), frozenset(postcodes)


def _holds(words: str, phrases: frozenset[str]) -> bool:
    return any(phrase in words for phrase in phrases)


def _postcodes(plain: str) -> frozenset[str]:
    return frozenset("".join(pair) for pair in _POSTCODE.findall(plain))


def _plain(text: str) -> str:
    """Return a text without case, without marks that are not seen, in one way of writing."""
    seen = (one for one in unicodedata.normalize("NFKC", text) if unicodedata.category(one) != "Cf")
    return "".join(seen).casefold()


def _words(plain: str) -> str:
    """Return the words of a text with one blank around each."""
    return f" {' '.join(_WORD.findall(plain))} "
