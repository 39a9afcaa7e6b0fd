"""What a language changes: texts, the order of titles, and what is written for others."""

from threading import Thread

import pytest

from casedesk.i18n import (
    _,
    available_languages,
    is_reviewed,
    isolated,
    language,
    ngettext,
    side_by_side,
    sort_key,
    speaking,
    with_commas,
)

WELSH = "Gosodiadau"


@pytest.mark.parametrize("language", ["cy"], indirect=True)
@pytest.mark.usefixtures("language")
def test_in_welsh_titles_follow_the_welsh_alphabet() -> None:
    titles = ["Lleoedd", "Cyngor", "Chwilio", "ŵyn", "Dadansoddwr", "Lwfans", "Wyth", "Agenda"]
    assert sorted(titles, key=sort_key) == [
        *("Agenda", "Cyngor", "Chwilio", "Dadansoddwr", "Lwfans", "Lleoedd", "ŵyn", "Wyth")
    ]
    assert sorted(["Ngeiriau", "Golwg", "Heddlu"], key=sort_key) == ["Golwg", "Ngeiriau", "Heddlu"]


def test_in_english_capitals_and_accents_do_not_part_titles() -> None:
    titles = ["Lwfans", "lleoedd", "Élan", "Cyngor", "Chwilio"]
    assert sorted(titles, key=sort_key) == ["Chwilio", "Cyngor", "Élan", "lleoedd", "Lwfans"]


def test_a_letter_is_written_in_its_language_while_the_window_keeps_its_own() -> None:
    heard: list[str] = []
    with speaking("cy"):
        assert (_("Settings"), language()) == (WELSH, "cy")
        window = Thread(target=lambda: heard.append(_("Settings")))
        window.start()
        window.join()
        with speaking("en"):
            assert _("Settings") == "Settings"
        assert _("Settings") == WELSH
    assert (_("Settings"), language()) == ("Settings", "en")
    assert heard == ["Settings"]


def test_the_program_comes_in_welsh_which_nobody_has_reviewed() -> None:
    assert available_languages() == {"en": "English", "cy": "Cymraeg"}
    assert is_reviewed("en")
    assert not is_reviewed("cy")


@pytest.mark.parametrize("turned", ["\u202etfil", "\u2067tfil", "\u2069\u202etfil", "tfil\u202b"])
def test_a_sign_that_turns_the_writing_round_ends_with_what_it_stands_in(turned: str) -> None:
    """What a name or task holds leaves the rest of the line as it is."""
    for line in (
        _("Due on {day}").format(day=turned),
        ngettext("{count} row", "{count} rows", 2).format(count=turned),
        side_by_side(turned, "", None, "Police"),
        with_commas("Housing", turned, "", None, "Police"),
        isolated(turned) + " Police",
    ):
        inside = line[line.index("\u2068") : line.rindex("\u2069") + 1]
        opened = sum(inside.count(one) for one in "\u2066\u2067\u2068")
        assert inside.count("\u2069") == opened
        assert "tfil" in inside
        outside = line.replace(inside, "")
        assert not set(outside) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2069")
    assert isolated("Siân \u0645") == "Siân \u0645"  # nothing to be ended
    assert side_by_side("Siân", "Police") == "Siân · Police"
    assert with_commas("Siân", None, "Police") == "Siân, Police"
