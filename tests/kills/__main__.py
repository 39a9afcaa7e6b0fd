"""Kill CaseDesk in the middle of typing, again and again, and say what was lost.

    python -m tests.kills [--kills 100] [--seed 1] [--only PAGE]

Each kill types into one field of one view of one page, of those that `walk` finds, ends the
process with SIGKILL at a random moment, opens the file again and looks how much of the typing is
in it: in a draft or in a record. Every field of every view has its turn before any has a second.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from msgspec import Struct
from sqlalchemy import text

from casedesk.practice.service import make_practice_file
from casedesk.workspace import service

MOST_SECONDS = 2.0  # of typing that may be lost
CASES = 60
AT_ONCE = 3
EARLIEST, LATEST = 0.3, 6.0  # seconds after the first key at which the process is killed


class Field(Struct, frozen=True):
    """One box on one view of a page; `number` counts the boxes of the view."""

    page: str
    view: str
    number: int
    name: str


class Kill(Struct, frozen=True):
    """What a kill did: seconds and keys of typing, and seconds of it that are gone."""

    field: Field
    typed_seconds: float
    keys: int
    lost_seconds: float
    lost_keys: int
    trouble: str = ""


class Place:
    """A folder with practice data, and a copy for each kill."""

    def __init__(self, folder: Path) -> None:
        """Make the practice data."""
        self.folder = folder
        self.key = folder / "key.bin"
        self._whole = folder / "practice.casedesk"
        made = make_practice_file(
            self._whole,
            "practice data only",
            CASES,
            today=date.today(),  # noqa: DTZ011
        )
        self.key.write_bytes(made.key.reveal())
        service.lock(made)

    def copy(self, name: str) -> Path:
        """Return a file of its own for one kill."""
        return Path(shutil.copytree(self._whole, self.folder / f"{name}.casedesk"))

    def start(self, file: Path, *where: str) -> subprocess.Popen[str]:
        """Start the program on a file, with somebody who types."""
        command = [sys.executable, "-m", "tests.kills.typist", str(file), str(self.key), *where]
        env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        return subprocess.Popen(
            command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def stored(self, file: Path) -> list[str]:
        """Open a file again and return every text in it: drafts and records."""
        workspace = service.open_with_key(file, self.key.read_bytes())
        found: list[str] = []
        with workspace.engine.connect() as store:
            names = store.execute(text("select name from sqlite_master where type = 'table'"))
            for (name,) in names.all():
                if not name.endswith("_fts") and "_fts_" not in name:
                    rows = store.execute(text(f'select * from "{name}"')).all()
                    found += [part for row in rows for part in row if isinstance(part, str)]
        service.lock(workspace)
        return found


def fields_of(place: Place, only: str) -> list[Field]:
    """Return every field there is, as the walk through the window finds them."""
    walk = place.start(place.copy("walk"), *([only] if only else []))
    out, errors = walk.communicate(timeout=600)
    if walk.returncode:
        raise SystemExit(errors)
    return [Field(**json.loads(line)) for line in out.splitlines()]


def in_turn(fields: Sequence[Field], chance: random.Random) -> Iterator[Field]:
    """Yield a field of every view, then another of every view, until all had their turn."""
    views: dict[str, list[Field]] = {}
    for field in fields:
        views.setdefault(field.view, []).append(field)
    for waiting in views.values():
        chance.shuffle(waiting)
    while views:
        for view in list(views):
            yield views[view].pop()
            if not views[view]:
                del views[view]


def kill_once(place: Place, field: Field, number: int, after: float) -> Kill:
    """Type into a field, kill the program `after` seconds from the first key, and look."""
    file = place.copy(f"kill{number}")
    program = place.start(file, field.page, field.view, str(field.number), str(number))
    assert program.stdout is not None
    keys: list[tuple[str, float]] = []
    end = float("inf")
    for line in program.stdout:
        said = json.loads(line)
        if "typed" not in said:
            break
        keys.append((said["typed"], said["at"]))
        end = keys[0][1] + after
        if time.monotonic() >= end:
            break
    program.kill()
    killed = time.monotonic()
    rest, errors = program.communicate()
    keys += [(said["typed"], said["at"]) for said in map(json.loads, rest.splitlines())]
    if not keys:
        return Kill(field, 0, 0, 0, 0, errors.strip()[-200:] or "takes no typing")
    kept = _kept(place.stored(file), keys[-1][0])
    shutil.rmtree(file)
    lost = keys[kept:]
    seconds = killed - lost[0][1] if lost else 0.0
    return Kill(field, killed - keys[0][1], len(keys), seconds, len(lost))


def _kept(stored: Sequence[str], typed: str) -> int:
    """Return how many of the keys typed are in the file."""
    held = [one.casefold() for one in stored]
    for count in range(len(typed), 0, -1):
        if any(typed[:count] in one for one in held):
            return count
    return 0


def table(kills: Sequence[Kill]) -> str:
    """Return what was found, page by page, the worst first."""
    pages: dict[str, list[Kill]] = {}
    for one in kills:
        pages.setdefault(one.field.page, []).append(one)
    lines = ["| page | kills | fields | typed, s | lost, s: median | worst | worst field |"]
    lines.append("|---|---|---|---|---|---|---|")
    for page, found in sorted(pages.items(), key=lambda each: -_worst(each[1]).lost_seconds):
        losses, worst = sorted(one.lost_seconds for one in found), _worst(found)
        lines.append(
            f"| {page} | {len(found)} | {len({one.field for one in found})} "
            f"| {sum(one.typed_seconds for one in found):.0f} | {losses[len(losses) // 2]:.2f} "
            f"| {worst.lost_seconds:.2f} | {worst.field.view}: {worst.field.name} |"
        )
    return "\n".join(lines)


def _worst(kills: Sequence[Kill]) -> Kill:
    return max(kills, key=lambda one: one.lost_seconds)


def run(count: int, seed: int, only: str, folder: Path) -> list[Kill]:
    """Kill as often as asked."""
    place, chance = Place(folder), random.Random(seed)
    every = fields_of(place, only)
    chosen = [field for field, _turn in zip(in_turn(every, chance), range(count), strict=False)]
    print(f"{len(every)} fields in {len({one.view for one in every})} views; {len(chosen)} kills")
    moments = [chance.uniform(EARLIEST, LATEST) for _field in chosen]
    with ThreadPoolExecutor(AT_ONCE) as hands:
        numbers = range(len(chosen))
        return list(hands.map(lambda at: kill_once(place, chosen[at], at, moments[at]), numbers))


def main() -> int:
    """Print the table; 1 if anything lost more than it may."""
    options = argparse.ArgumentParser(prog="python -m tests.kills")
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", default="", help="one page alone")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {f"XDG_{one}_HOME": f"{folder}/{one}" for one in ("STATE", "CONFIG")}
        kills = run(given.kills, given.seed, given.only, Path(folder))
    good = [one for one in kills if not one.trouble]
    print(table(good))
    for one in kills:
        if one.trouble or one.lost_seconds > MOST_SECONDS:
            where = f"{one.field.view}: {one.field.name} (box {one.field.number})"
            print(f"{where}: {one.trouble or f'{one.lost_seconds:.2f} s, {one.lost_keys} keys'}")
    too_much = sum(one.lost_seconds > MOST_SECONDS for one in good)
    print(f"{len(good)} kills, {too_much} lost more than {MOST_SECONDS:.0f} s")
    return int(bool(too_much))


if __name__ == "__main__":
    sys.exit(main())
