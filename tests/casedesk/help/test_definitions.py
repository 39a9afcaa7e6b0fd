"""What F1 finds in the catalogues: by the words that are seen, never by what was typed."""

from casedesk.help.catalogue import field_words
from casedesk.help.definitions import definitions
from casedesk.i18n import _, speaking
from tests.keep_texts import gathered


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


def test_a_field_is_told_of_by_the_most_particular_of_its_names() -> None:
    def about(*labels: str) -> list[str]:
        found = definitions(labels)
        return [one.title for one in found if one.kind == "About this field"]

    assert about("Person referred: Who must not answer") == ["Who must not answer"]
    assert about("Person referred: Born: month", "Born") == ["Born"]
    assert about("Was it safe?: Yes", "Yes") == ["Was it safe?"]
    assert about("Is the victim very frightened? Yes", "Yes") == ["Yes"]
    assert about("Shoe size") == []


def test_a_field_is_told_of_in_welsh_by_its_welsh_name_with_the_law_it_rests_on() -> None:
    with speaking("cy"):
        (found,) = definitions([_("Lawful basis")])
    assert found.text[0].startswith("Ar beth y mae'r rhannu'n seiliedig")
    assert "Deddf Diogelu Data 2018" in found.source


def test_each_field_with_help_is_in_the_program_and_told_of_once() -> None:
    labels = [label for one in field_words() for label in one.label]
    assert [label for label in labels if label not in gathered()] == []
    assert len(set(labels)) == len(labels)
