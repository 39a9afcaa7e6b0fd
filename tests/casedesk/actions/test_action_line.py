"""The action line: `text /owner @date !`, in English and Welsh."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.actions.action_line import LineRead, Owner, read_line

THURSDAY = date(2026, 11, 26)
NEXT = date(2026, 12, 10)
RUTH = Owner("Ruth Amery", "housing", "Housing", ("Ruth Amery",))
RUTH_HERE = Owner("Ruth Pugh", "police", "Police", ("Ruth Pugh",), is_here=True)
SIAN = Owner("Siân Bevan", "idva", "IDVA service", ("Siân Bevan",))
HOUSING = Owner("", "housing", "Housing", ("Housing", "Riverside Homes"))
CARE = Owner("", "childrens_social_care", "Children’s social care", ("Children’s social care",))
EVERYBODY = (RUTH, SIAN, HOUSING, CARE)


def read(text: str, owners: tuple[Owner, ...] = EVERYBODY, meeting: date | None = NEXT) -> LineRead:
    return read_line(text, set_on=THURSDAY, next_meeting=meeting, owners=owners)


def test_the_parts_may_stand_in_any_order_and_the_rest_is_the_task() -> None:
    expected = LineRead("Fit new locks", RUTH, date(2026, 11, 27), True, ())
    assert read("fit new locks /ruth @fri !") == expected
    assert read("! @fri fit /ruth.amery new locks") == expected
    assert read("fit /Ruth Amery new locks @fri !") == expected


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("@fri", date(2026, 11, 27)),
        ("@gwener", date(2026, 11, 27)),
        ("@thu", date(2026, 12, 3)),  # never the day itself: that is @today
        ("@iau", date(2026, 12, 3)),
        ("@llun", date(2026, 11, 30)),
        ("@Tuesday", date(2026, 12, 1)),
        ("@mawrth", date(2026, 12, 1)),  # Tuesday; March is @1mawrth
        ("@1mawrth", date(2027, 3, 1)),
        ("@today", THURSDAY),
        ("@heddiw", THURSDAY),
        ("@yfory", date(2026, 11, 27)),
        ("@26/11", THURSDAY),
        ("@25/11", date(2027, 11, 25)),
        ("@27/11/2026", date(2026, 11, 27)),
        ("@27.11.26", date(2026, 11, 27)),
        ("@27nov", date(2026, 11, 27)),
        ("@27-tachwedd", date(2026, 11, 27)),
        ("@2026-12-01", date(2026, 12, 1)),
        ("@29/2", date(2028, 2, 29)),
        ("@2w", date(2026, 12, 10)),
        ("@3d", date(2026, 11, 29)),
        ("@3m", date(2027, 2, 26)),
        ("@next", NEXT),
        ("@nesaf", NEXT),
    ],
)
def test_days(typed: str, day: date) -> None:
    assert read(f"ring her {typed}") == LineRead("Ring her", None, day, False, ())


@pytest.mark.parametrize("typed", ["@soon", "@31/2", "@32/1", "@27/13", "@25/11/2026", "@1/2/3/4"])
def test_what_is_no_day_is_said_and_never_guessed(typed: str) -> None:
    found = read(f"ring her {typed}")
    assert found.due_on is None
    assert len(found.problems) == 1


def test_without_a_next_meeting_next_is_no_day() -> None:
    assert "No next meeting" in read("ring her @next", meeting=None).problems[0]


@pytest.mark.parametrize(
    ("typed", "owner"),
    [
        ("/ruth", RUTH),
        ("/r.am", RUTH),
        ("/amery", RUTH),
        ("/sian", SIAN),
        ("/housing", HOUSING),
        ("/riverside", HOUSING),
        ("/riversidehomes", HOUSING),
        ("/children", CARE),
        ("/Children’s social care", CARE),
    ],
)
def test_owners(typed: str, owner: Owner) -> None:
    found = read(f"{typed} write to her")
    assert (found.owner, found.task, found.problems) == (owner, "Write to her", ())


def test_who_is_at_the_meeting_goes_first_and_two_of_a_name_are_told_apart() -> None:
    everybody = (*EVERYBODY, RUTH_HERE)
    assert read("ring /ruth", everybody).owner == RUTH_HERE
    assert read("ring /ruth.a", everybody).owner == RUTH
    longer = Owner("Ruthven Cole", "police", "Police", ("Ruthven Cole",), is_here=True)
    assert read("ring /ruth", (longer, RUTH)).owner == RUTH  # a whole word before a beginning
    other = Owner("Ruth Vaughan", "police", "Police", ("Ruth Vaughan",))
    found = read("ring /ruth", (RUTH, other))
    assert found.owner is None
    assert "Ruth Amery, Housing, Ruth Vaughan, Police" in found.problems[0]
    assert "Nobody called gareth" in read("ring /gareth").problems[0]


def test_two_owners_or_two_days_are_no_line() -> None:
    assert len(read("ring /ruth /sian @fri @sat").problems) == 2
    assert read("ring /ruth /amery @fri @27/11").problems == ()


def test_signs_inside_words_and_doubled_ones_are_text() -> None:
    found = read("mail tom@example.org and/or block @@gareth on //chat, now!")
    assert found.task == "Mail tom@example.org and/or block @gareth on /chat, now!"
    assert (found.owner, found.due_on, found.urgent, found.problems) == (None, None, False, ())


@given(st.text(max_size=60))
def test_every_text_is_read_and_no_word_of_it_is_lost(text: str) -> None:
    found = read(text)
    marked = [word for word in text.split() if word[0] in "/@!" and word not in {"/", "@"}]
    plain = [word for word in text.split() if word not in marked]
    task = found.task.casefold()
    assert all(word.casefold() in task for word in plain)


@given(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]), st.dates())
def test_a_weekday_is_the_next_such_day_after(name: str, set_on: date) -> None:
    if set_on > date.max - timedelta(days=8):
        return
    found = read_line(f"x @{name}", set_on=set_on, next_meeting=None, owners=())
    assert found.due_on is not None
    assert 1 <= (found.due_on - set_on).days <= 7
    assert f"{found.due_on:%a}".casefold() == name


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_day_without_a_year_is_the_next_such_day(set_on: date, meant: date) -> None:
    line = f"x @{meant.day}/{meant.month}"
    found = read_line(line, set_on=set_on, next_meeting=None, owners=())
    assert found.due_on is not None
    assert found.due_on >= set_on
    assert (found.due_on.day, found.due_on.month) == (meant.day, meant.month)
    if (meant.day, meant.month) != (29, 2):
        assert (found.due_on - set_on).days <= 366
