"""What `make setup` installs is pinned with hashes and says nothing of where it came from."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

TOP = Path(__file__).parents[2]
LOCK = (TOP / "requirements.lock").read_text(encoding="utf-8")


def locked() -> list[tuple[Requirement, int]]:
    """Return each requirement with the number of its hashes."""
    entries = re.sub(r"\s*\\\n\s*", " ", LOCK).splitlines()
    parts = [entry.split(" --hash=sha256:") for entry in entries]
    return [(Requirement(name), len(hashes)) for name, *hashes in parts]


def test_each_library_is_pinned_with_its_hashes_and_no_address() -> None:
    for found, hashes in locked():
        (version,) = found.specifier
        assert version.operator == "==", found
        assert hashes > 0, found
    assert "://" not in LOCK
    assert "index" not in LOCK


def test_the_lock_holds_what_the_program_asks_for() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = [found for found, _hashes in locked()]
    for text in (*project["dependencies"], *project["optional-dependencies"]["dev"]):
        wanted = Requirement(text)
        name = canonicalize_name(wanted.name)
        versions = [
            next(iter(one.specifier)).version
            for one in pinned
            if canonicalize_name(one.name) == name
        ]
        assert any(wanted.specifier.contains(version) for version in versions), text
