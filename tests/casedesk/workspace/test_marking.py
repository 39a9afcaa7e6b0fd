"""The partnership marks window and papers its own way; until then they are OFFICIAL-SENSITIVE."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from casedesk.audit.service import audit_entries
from casedesk.errors import CatalogueError, ConflictError, InputError, NotAllowedError
from casedesk.i18n import speaking
from casedesk.resource_files import resource_path
from casedesk.workspace.catalogue import read_markings
from casedesk.workspace.marking import OWN, PageMarking, page_marking, set_page_marking
from casedesk.workspace.workspace import Workspace

USUAL = PageMarking("official_sensitive")


def problems_of(workspace: Workspace, new: PageMarking) -> dict[str, str]:
    with pytest.raises(InputError) as refused:
        set_page_marking(workspace, new, page_marking(workspace))
    assert page_marking(workspace) == USUAL
    return dict(refused.value.problems)


def test_papers_are_official_sensitive_until_the_partnership_chooses(workspace: Workspace) -> None:
    assert page_marking(workspace) == USUAL
    assert USUAL.text == "OFFICIAL-SENSITIVE"
    new = PageMarking("official", handling="  Only for\tthose named. ")
    set_page_marking(workspace, new, USUAL)
    held = page_marking(workspace)
    assert (held.text, held.handling) == ("OFFICIAL", "Only for those named.")
    last = audit_entries(workspace, limit=1)[0]
    said = (last.action, last.record, last.detail)
    assert said == ("marking.set", "setting/marking", "marking handling")


def test_words_of_our_own_stay_as_they_are_in_every_language(workspace: Workspace) -> None:
    set_page_marking(workspace, PageMarking(OWN, "Sealed: Tŷ Gwyn"), USUAL)
    with speaking("cy"):
        assert page_marking(workspace).text == "Sealed: Tŷ Gwyn"


def test_what_cannot_be_a_marking_is_said_at_its_field(workspace: Workspace) -> None:
    assert problems_of(workspace, PageMarking("")) == {"marking": "Choose the marking."}
    assert "own_words" in problems_of(workspace, PageMarking(OWN, " \n "))
    assert "own_words" in problems_of(workspace, PageMarking("official", "Sealed"))
    assert "own_words" in problems_of(workspace, PageMarking(OWN, "x" * 41))
    assert "handling" in problems_of(workspace, PageMarking("official", handling="x" * 101))
    assert "handling" in problems_of(
        workspace, PageMarking("official", handling="Do not\u202ecopy")
    )
    assert "own_words" in problems_of(workspace, PageMarking(OWN, "Top Secret"))
    set_page_marking(workspace, PageMarking(OWN, "Secretary's copy"), USUAL)


def test_of_two_who_decide_at_once_the_second_looks_again(workspace: Workspace) -> None:
    set_page_marking(workspace, PageMarking("official"), USUAL)
    with pytest.raises(ConflictError):
        set_page_marking(workspace, PageMarking(OWN, "Sealed"), USUAL)
    assert page_marking(workspace).text == "OFFICIAL"


@pytest.mark.parametrize("role", ["officer", "analyst", "reader"])
def test_who_does_not_look_after_lists_may_read_it_and_not_choose(
    workspace: Workspace, role: str
) -> None:
    workspace.user = replace(workspace.user, role_id=role)
    assert page_marking(workspace) == USUAL
    with pytest.raises(NotAllowedError):
        set_page_marking(workspace, PageMarking("official"), USUAL)


def test_a_marking_that_this_version_does_not_know_is_the_usual_one() -> None:
    assert PageMarking("of_a_later_version").text == "OFFICIAL-SENSITIVE"


def test_a_catalogue_without_its_usual_marking_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "markings.toml"
    shipped = resource_path("catalogues", "markings.toml").read_text(encoding="utf-8")
    copy.write_text(shipped.replace('usual = "official_sensitive"', 'usual = "restricted"'))
    with pytest.raises(CatalogueError, match="restricted"):
        read_markings(copy)
