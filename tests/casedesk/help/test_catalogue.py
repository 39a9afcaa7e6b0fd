"""What Help shows: guides for each kind of user, the words of the glossary, what is bundled."""

import re
from pathlib import Path

import pytest

from casedesk.errors import CatalogueError
from casedesk.help.about import parts, version
from casedesk.help.catalogue import glossary, guides, read_guides
from casedesk.security.roles import roles

ROOT = Path(__file__).parents[3]
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


def test_no_word_marked_internal_is_in_the_window() -> None:
    texts = " ".join(f"{term.title} {term.meaning}" for term in glossary().values())
    assert "internal" not in texts
    assert not {"proof file", "ledger", "key slot"} & {term.title for term in glossary().values()}


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
