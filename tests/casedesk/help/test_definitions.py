"""What F1 finds in the catalogues: by the words that are seen, never by what was typed."""

from casedesk.help.definitions import definitions


def test_a_measure_says_what_is_counted_and_by_whose_definition() -> None:
    (found,) = definitions((), ["repeat rate of the MARAC"])
    assert found.kind == "Measure"
    assert found.text == ("Share of the cases heard that were repeats.",)
    assert "safelives" in found.source


def test_a_power_says_how_long_it_lasts_and_under_which_act() -> None:
    found = next(one for one in definitions(["Closure notice"]) if one.kind == "Tool or power")
    assert any(text.startswith("At the longest: 24 hours") for text in found.text)
    assert found.source == "Anti-social Behaviour, Crime and Policing Act 2014 76 to 79"


def test_a_criterion_says_for_which_forum_and_from_which_score() -> None:
    marac = definitions(["Visible high risk"])[0]
    assert marac.kind == "Criterion"
    assert "It is met from a score of 14." in marac.text


def test_a_register_says_what_its_entries_count() -> None:
    (found,) = [one for one in definitions(["Guard cameras"]) if one.kind == "Register"]
    assert found.text[0] == "Each entry counts cameras."


def test_words_of_the_glossary_are_found_for_labels_and_not_for_what_is_chosen() -> None:
    assert [one.kind for one in definitions(["Agency"])] == ["Glossary"]
    assert definitions((), ["Agency"]) == ()
    assert definitions(["", "Nobody <b>knows</b> this"]) == ()
