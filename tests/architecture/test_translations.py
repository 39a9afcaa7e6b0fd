"""Every text of the program and its catalogues is there in Welsh, with the same places in it."""

import ast
import re
from collections.abc import Iterator, Sequence
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message

from casedesk.i18n import is_reviewed
from tests.architecture.source_files import program
from tests.keep_texts import KEYS, KEYS_OF_SOME, PO_FILE, ROOT, gathered, read_welsh

HELP = """
{count} texts have no Welsh translation in {file}:
{texts}
Run `python -m tests.keep_texts`: it adds what is new with an empty msgstr. Fill those in."""
MNEMONIC = re.compile(r"&(.)")
NO_KEYS = {"role_title", "outcome"}  # what models call a title of a catalogue


@pytest.fixture(scope="module")
def welsh() -> Catalog:
    return read_welsh()


def first(text: Sequence[str] | str) -> str:
    return text if isinstance(text, str) else text[0]


def forms(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def english(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def translated(welsh: Catalog) -> Iterator[Message]:
    return (message for message in welsh if message.id and any(forms(message)))


def places(text: str) -> set[str]:
    return {name for _before, name, _how, _conversion in Formatter().parse(text) if name}


def mnemonics(text: str) -> list[str]:
    return MNEMONIC.findall(text.replace("&&", ""))


def test_every_text_has_a_translation(welsh: Catalog) -> None:
    known = {first(one.id): one for one in translated(welsh) if all(forms(one)) and not one.fuzzy}
    missing = [first(text) for text in gathered() if first(text) not in known]
    said = "\n".join(f"  {text}" for text in missing)
    file = PO_FILE.relative_to(ROOT)
    assert not missing, HELP.format(count=len(missing), file=file, texts=said)


def test_nothing_is_kept_that_nobody_says_and_counts_have_all_their_forms(welsh: Catalog) -> None:
    said = set(gathered())
    extra = [one.id for one in welsh if one.id and one.id not in said]
    assert not extra, f"Run `python -m tests.keep_texts` to take these out: {extra}"
    assert {len(forms(one)) for one in welsh if isinstance(one.id, tuple)} == {6}


def test_a_translation_has_the_places_of_the_text(welsh: Catalog) -> None:
    wrong = []
    for message in translated(welsh):
        allowed = [places(text) for text in english(message)]
        wrong += [text for text in forms(message) if places(text) not in allowed]
        signs = {text.count("%") for text in english(message)}
        wrong += [text for text in forms(message) if text.count("%") not in signs]
    assert wrong == []


def test_a_translation_has_a_letter_to_press_where_the_text_has_one(welsh: Catalog) -> None:
    """On a letter that every keyboard has: with an accent it could not be pressed with Alt."""
    wrong = []
    for message in translated(welsh):
        count = len(mnemonics(english(message)[0]))
        for text in forms(message):
            found = mnemonics(text)
            if len(found) != min(count, 1) or not all(re.match(r"[A-Za-z0-9]", x) for x in found):
                wrong.append(text)
    assert wrong == []


def test_the_header_says_that_nobody_has_reviewed_it(welsh: Catalog) -> None:
    head = PO_FILE.read_text(encoding="utf-8").partition("\n\n")[0]
    assert ("unreviewed" in head) is not is_reviewed("cy")
    assert welsh.num_plurals == 6
    rule = re.search(r"plural=(\(.*\));", head.replace('"\n"', ""))
    assert rule is not None


def test_every_key_that_the_program_looks_up_is_gathered() -> None:
    """`catalogue_text(forum.title)` needs "title" among the keys that are gathered."""
    known = KEYS.union(*KEYS_OF_SOME.values()) | NO_KEYS
    for file in program():
        for call, name in file.calls():
            if name == "catalogue_text":
                value = call.args[0]
                named = value.attr if isinstance(value, ast.Attribute) else "title"
                assert named in known, f"{file.name}: add {named!r} to KEYS of tests/keep_texts.py"
