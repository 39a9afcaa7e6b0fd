"""A few kills in every run; `python -m tests.kills` does a hundred."""

from pathlib import Path

import pytest

from tests.kills import __main__ as kills

TYPED, MOST = 5.0, 4.0  # seconds; without drafts all that was typed would be gone


def test_a_killed_program_loses_only_the_last_of_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kills, "EARLIEST", TYPED)
    done = kills.run(3, 1, "contact_note", tmp_path)
    assert [one.trouble for one in done] == [""] * 3
    assert all(one.typed_seconds >= TYPED for one in done)
    assert max(one.lost_seconds for one in done) < MOST
