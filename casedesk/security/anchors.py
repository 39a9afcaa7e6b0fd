"""What this computer remembers of a file between two openings: where its trail ended, failed tries.

Kept outside the file, because a file that was put back to an older state looks
perfect from the inside. Holds ids, numbers and hashes, never case data.
"""

import json
import time
from contextlib import suppress
from pathlib import Path

import platformdirs
from msgspec import Struct, field
from msgspec.structs import asdict, replace

from casedesk.safe_file import private_folder, write_file
from casedesk.settings import APP_NAME, other_folder

DELAYS_SECONDS = (0, 0, 1, 2, 4, 8, 15, 30, 60)


class Anchor(Struct):
    """The end of the audit trail when this computer last closed the file, and failed tries."""

    seq: int = 0
    mac: str = ""
    generation: int = 0
    failed_tries: int = 0
    tried_at: float = 0.0  # seconds since 1970, of the last failed try
    restored_seq: int = 0  # the end of a backup that is about to take the file's place
    restored_mac: str = ""
    places: dict[str, list[object]] = field(default_factory=dict)  # folder -> its own end

    def end_in(self, folder: Path) -> tuple[int, str]:
        """Return where the trail of the file in `folder` ended; elsewhere, that of the file.

        A backup restored under another name and the file itself each have an end of their own.
        """
        match self.places.get(str(folder.resolve())):
            case [int(seq), str(mac)]:
                return seq, mac
        return self.seq, self.mac

    def ending(self, folder: Path, seq: int, mac: str) -> "Anchor":
        """Return this with another end for the file in `folder`."""
        return replace(self, places={**self.places, str(folder.resolve()): [seq, mac]})

    @property
    def delay_seconds(self) -> int:
        """Return how long a try must wait after the last failed one."""
        return DELAYS_SECONDS[min(self.failed_tries, len(DELAYS_SECONDS) - 1)]

    @property
    def wait_seconds(self) -> float:
        """Return how long the next try must still wait, however often CaseDesk was started.

        A clock that was set back prolongs no wait.
        """
        passed = time.time() - self.tried_at
        return max(0.0, self.delay_seconds - passed) if passed >= 0 else self.delay_seconds


def _path() -> Path:
    folder = other_folder() or Path(platformdirs.user_state_dir(APP_NAME, appauthor=False))
    return folder / "anchors.json"


def _all() -> dict[str, dict[str, object]]:
    try:
        stored = json.loads(_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stored if isinstance(stored, dict) else {}


def anchor_of(file_id: str) -> Anchor:
    """Return what is remembered of a file; an empty anchor if nothing is."""
    stored = _all().get(file_id, {})
    try:
        found = Anchor(**stored)  # type: ignore[arg-type]
    except TypeError:
        return Anchor()
    kinds = zip(asdict(found).values(), asdict(Anchor()).values(), strict=True)
    return found if all(type(one) is type(usual) for one, usual in kinds) else Anchor()


def remember(file_id: str, anchor: Anchor) -> None:
    """Keep `anchor` for the next opening on this computer."""
    path = _path()
    private_folder(path.parent)
    content = _all() | {file_id: asdict(anchor)}
    write_file(path, json.dumps(content).encode(), private=True)


def count_failed_try(file_id: str) -> None:
    """Remember that a passphrase was wrong; a disk that is full makes it no other failure."""
    before = anchor_of(file_id)
    with suppress(OSError):
        remember(
            file_id, replace(before, failed_tries=before.failed_tries + 1, tried_at=time.time())
        )
