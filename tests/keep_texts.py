"""Gathers every text of code and catalogues into the Welsh catalogue, and keeps what is there.

python -m tests.keep_texts                    after a text was added, changed or taken out
python -m tests.keep_texts fragment.po ...    takes the translations of these files as well
"""

import os
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from casedesk.i18n import DOMAIN

ROOT = Path(__file__).parents[1]
PO_FILE = ROOT / f"resources/translations/cy/LC_MESSAGES/{DOMAIN}.po"
WELSH_FORMS = 6  # none, one, two, three, six, all others: the forms of the Unicode CLDR for cy
HEADER = """\
# The Welsh texts of CaseDesk. Unreviewed: no Welsh translator has read them yet. Whoever has
# read all of them takes the word "unreviewed" out of this header; Settings says so until then.
# `python -m tests.keep_texts` sorts this file and adds what is new; add translations anywhere.
msgid ""
msgstr ""
"Project-Id-Version: CaseDesk\\n"
"Language: cy\\n"
"Language-Team: Cymraeg (unreviewed)\\n"
"Plural-Forms: nplurals=6; plural=(n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n == 3 ? 3 : n == 6 ? 4 "
": 5);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

# The keys of catalogue files that the program passes through `catalogue_text`.
KEYS = {
    *("title", "short_title", "short", "subject_label", "purpose", "statutory_basis", "definition"),
    *("note", "longest", "breach", "extension", "act", "rule", "basis", "condition", "meaning"),
    *("section", "intro", "date_label", "place_label", "ended_label", "paragraphs"),
}
# Keys that are texts in some files only; elsewhere they hold ids, addresses or what nobody sees.
KEYS_OF_SOME = {
    "help/guides": {"text"},
    "help/tour.toml": {"text"},
    "help/fields.toml": {"source"},
    "catalogues/letters": {"subject"},
    "catalogues/registers.toml": {"unit"},
    "catalogues/risk_tools": {"version"},
    "catalogues/lists.toml": {"source"},
    "catalogues/retention.toml": {"source", "unsure"},
    "catalogues/forums": {"criteria.aliases"},
}
Text = str | tuple[str, str]


def texts_of_code() -> Iterator[tuple[Text, str]]:
    """Yield every text in `_()` and `ngettext()` with the file it stands in."""
    keywords = {"_": None, "ngettext": (1, 2)}
    for path in sorted(path for part in ("casedesk", "ui") for path in (ROOT / part).rglob("*.py")):
        for _line, message, *_rest in extract_from_file("python", path, keywords=keywords):
            text = message if isinstance(message, str) else (message[0], message[1])
            yield text, path.relative_to(ROOT).as_posix()


def texts_of_catalogues() -> Iterator[tuple[Text, str]]:
    """Yield every text of the catalogues and of Help that a user can see, with its file."""
    for path in sorted(
        path
        for part in ("catalogues", "help")
        for path in (ROOT / "resources" / part).rglob("*.toml")
    ):
        place = path.relative_to(ROOT).as_posix()
        some = [keys for part, keys in KEYS_OF_SOME.items() if f"/{part}" in f"/{place}"]
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for text in _texts(content, "", KEYS.union(*some)):
            yield text, place


def _texts(value: object, key: str, keys: Iterable[str]) -> Iterator[str]:
    if isinstance(value, str):
        if (key in keys or key.rpartition(".")[2] in keys) and any(map(str.isalpha, value)):
            yield value
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part, key, keys)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(part, f"{key}.{name}".lstrip("."), keys)


@cache
def gathered() -> dict[Text, str]:
    """Return every text with the first file it stands in, in the order of files.

    Of a text that stands alone and in `ngettext` too, the latter holds both.
    """
    found: dict[Text, str] = {}
    for text, place in (*texts_of_code(), *texts_of_catalogues()):
        found.setdefault(text, place)
    counted = {text[0] for text in found if isinstance(text, tuple)}
    kept = {text: place for text, place in found.items() if text not in counted}
    return dict(sorted(kept.items(), key=lambda one: one[1]))


def read_welsh(path: Path = PO_FILE) -> Catalog:
    """Read a catalogue of Welsh texts, or a fragment of one without a header."""
    content = path.read_text(encoding="utf-8") if path.exists() else ""
    head = "" if "Plural-Forms" in content else HEADER
    return read_po(BytesIO((head + content).encode()), locale="cy", abort_invalid=True)


def keep(fragments: Sequence[Path] = ()) -> Catalog:
    """Write the catalogue again: every text of today, each with the translation it has."""
    known: dict[str, Sequence[str]] = {}
    for path in (PO_FILE, *fragments):
        for message in read_welsh(path):
            key, forms = message.id, message.string or ""
            if key and forms and all(forms):
                known[key if isinstance(key, str) else key[0]] = forms
    kept = read_welsh(Path(os.devnull))
    for text, place in gathered().items():
        said = known.get(text if isinstance(text, str) else text[0], "")
        if isinstance(text, str) and not isinstance(said, str):
            said = said[-1]
        elif isinstance(text, tuple) and isinstance(said, str):
            said = (said,) * WELSH_FORMS
        kept.add(text, said if isinstance(said, str) else tuple(said), locations=[(place, 0)])
    made = BytesIO()
    write_po(made, kept, omit_header=True, include_lineno=False, width=96)
    PO_FILE.parent.mkdir(parents=True, exist_ok=True)
    PO_FILE.write_text(HEADER + made.getvalue().decode().strip() + "\n", encoding="utf-8")
    return kept


def missing(catalogue: Catalog) -> list[str]:
    """Return the texts of `catalogue` without a translation."""
    empty = [one for one in catalogue if one.id and not all(_forms(one.string))]
    return [one.id if isinstance(one.id, str) else one.id[0] for one in empty]


def _forms(said: str | Sequence[str] | None) -> Sequence[str]:
    return (said or "",) if isinstance(said, str | None) else said


def compile_texts() -> None:
    """Make the binary catalogue that the program reads, unless a fresh one is there."""
    target = PO_FILE.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime >= PO_FILE.stat().st_mtime:
        return
    made = BytesIO()
    write_mo(made, read_welsh())
    with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as part:
        part.write(made.getvalue())
    Path(part.name).chmod(0o644)  # a temporary file is its maker's alone; this one is shipped
    Path(part.name).replace(target)  # at once: tests run beside each other


def main() -> None:
    """Write the catalogue and tell what is to be translated."""
    catalogue = keep([Path(name) for name in sys.argv[1:]])
    compile_texts()
    left = missing(catalogue)
    said = [f"{len(catalogue)} texts, {len(left)} without a translation", *left]
    sys.stdout.write("\n  ".join(said) + "\n")


if __name__ == "__main__":
    main()
