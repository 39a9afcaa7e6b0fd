"""A number in a sentence brings the form that goes with it, in every language."""

import time
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from casedesk.errors import WrongPassphraseError
from casedesk.i18n import DOMAIN, available_languages, ngettext, use_language
from casedesk.security import anchors
from casedesk.workspace.service import open_file
from casedesk.workspace.workspace import Workspace

FORMS = ("{n} case", "{n} cases")


@pytest.fixture
def welsh(tmp_path: Path) -> Path:
    """A Welsh catalogue with its forms for none, one, two, three, six and all others."""
    catalogue = Catalog(locale="cy")
    catalogue.add(FORMS, tuple(f"{{n}} achos {number}" for number in range(catalogue.num_plurals)))
    folder = tmp_path / "cy" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    made = BytesIO()
    write_mo(made, catalogue)
    (folder / f"{DOMAIN}.mo").write_bytes(made.getvalue())
    return tmp_path


def test_english_has_two_forms_and_welsh_its_own(welsh: Path) -> None:
    assert [ngettext(*FORMS, n).format(n=n) for n in (0, 1, 2)] == ["0 cases", "1 case", "2 cases"]
    use_language("cy", welsh)
    try:
        assert len({ngettext(*FORMS, n) for n in (0, 1, 2, 3, 6, 9)}) > 2
    finally:
        use_language("en")


def test_a_language_is_offered_only_where_its_texts_are_there(welsh: Path, tmp_path: Path) -> None:
    assert set(available_languages(welsh)) == {"en", "cy"}
    assert set(available_languages(tmp_path / "nowhere")) == {"en"}


def test_one_second_is_one_second(workspace: Workspace) -> None:
    ahead = anchors.Anchor(failed_tries=2, tried_at=time.time() + 3600)  # the wait does not pass
    anchors.remember(workspace.file.file_id, ahead)
    with pytest.raises(WrongPassphraseError, match=r"in 1 second\.$"):
        open_file(workspace.file.folder, "lantern copper thimble willow")
