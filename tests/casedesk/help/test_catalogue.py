"""What Help shows: guides for each kind of user, the words of the glossary, what is bundled."""

import re
from pathlib import Path

import pytest

from casedesk.errors import CatalogueError
from casedesk.help.about import parts, version
from casedesk.help.catalogue import glossary, guides, read_guides
from casedesk.security.roles import roles
from tests.keep_texts import texts_of_catalogues, texts_of_code

ROOT = Path(__file__).parents[3]
OTHER_NAME = re.compile(r"\(\*internal[^:)]*: ([^*)]+)\*\)")
# Told on the command line alone, where a publication is a release (as its check-release says).
COMMAND_LINE = (
    "casedesk/cli/",
    "casedesk/disclosure/checker.py",
    "casedesk/disclosure/release_files.py",
)
MARKS = re.compile(r" \(\*internal[^)]*\)|[*`]")


def written_glossary() -> dict[str, str]:
    """Return the words of GLOSSARY.md that may appear in the window, with their meanings."""
    lines = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ", 1) for line in lines if line.startswith("| ")][1:]
    return {
        word: MARKS.sub("", meaning)
        for word, meaning in rows
        if not meaning.startswith("*internal*")
    }


def test_the_glossary_of_the_window_and_the_written_one_are_the_same() -> None:
    assert {term.title: term.meaning for term in glossary().values()} == written_glossary()


def internal_words() -> set[str]:
    """Return what GLOSSARY.md marks as internal, whole rows and other names of what is shown."""
    lines = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").splitlines()
    rows = [line.strip("| ").split(" | ", 1) for line in lines if line.startswith("| ")][1:]
    whole = {word for word, meaning in rows if meaning.startswith("*internal*")}
    return whole | {word for _word, meaning in rows for word in OTHER_NAME.findall(meaning)}


def test_no_word_marked_internal_is_in_the_window() -> None:
    words = internal_words()
    assert {"ledger", "key slot", "release", "decoy tables"} <= words
    plain = "|".join(re.escape(word.removesuffix("tables").strip()) for word in sorted(words))
    never = re.compile(rf"(?<!check-)\b(internal|{plain})s?\b", re.IGNORECASE)
    found = {
        (place, text)
        for text, place in (*texts_of_code(), *texts_of_catalogues())
        if not place.startswith(COMMAND_LINE) and never.search(str(text))
    }
    assert found == set()


def test_there_is_a_guide_for_coordinator_officer_and_analyst() -> None:
    assert {"coordinator", "officer", "analyst"} == set(guides())
    assert set(guides()) <= set(roles())
    assert all(len(guide.step) >= 5 for guide in guides().values())


def test_each_step_has_an_id_of_its_own_and_shows_a_picture_that_there_is() -> None:
    for guide in guides().values():
        assert len({step.id for step in guide.step}) == len(guide.step)
        pictures = [step.picture for step in guide.step if step.picture]
        assert pictures
        assert all((ROOT / "resources/pictures" / one).is_file() for one in pictures)


def test_a_guide_with_another_name_than_its_file_is_refused(tmp_path: Path) -> None:
    text = 'id = "clerk"\ntitle = "t"\nintro = "i"\nstep = []\n'
    (tmp_path / "other.toml").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"clerk\.toml"):
        read_guides(tmp_path)


def test_about_names_each_library_with_its_licence() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", version())
    found = {part.name: part for part in parts()}
    assert found["SQLAlchemy"].licence == "MIT"
    assert found["PySide6"].licence.startswith("LGPL-3.0-only")
    assert found["Noto Sans"].licence == "OFL-1.1"
    assert found["Lucide"].licence == "ISC"
    assert "pytest" not in found
    assert (ROOT / "resources/icons/README.md").read_text().count(found["Lucide"].version)
