"""What this computer remembers of a file between two openings: where its trail ended, failed tries.

Kept outside the file, because a file that was put back to an older state looks
perfect from the inside. Holds ids, numbers and hashes, never case data.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import platformdirs

from casedesk.log import APP_NAME
from casedesk.safe_file import write_file

DELAYS_SECONDS = (0, 0, 1, 2, 4, 8, 15, 30, 60)


@dataclass(slots=True)
class Anchor:
    """The end of the audit trail when this computer last closed the file."""

    seq: int = 0
    mac: str = ""
    generation: int = 0
    failed_tries: int = 0

    @property
    def delay_seconds(self) -> int:
        """Return how long the next try must wait; it does not stop anyone who copied the file."""
        return DELAYS_SECONDS[min(self.failed_tries, len(DELAYS_SECONDS) - 1)]


def _path() -> Path:
    return Path(platformdirs.user_state_dir(APP_NAME, appauthor=False)) / "anchors.json"


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
        return Anchor(**stored)  # type: ignore[arg-type]
    except TypeError:
        return Anchor()


def remember(file_id: str, anchor: Anchor) -> None:
    """Keep `anchor` for the next opening on this computer."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    content = _all() | {file_id: asdict(anchor)}
    write_file(path, json.dumps(content).encode(), private=True)
