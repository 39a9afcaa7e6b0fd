"""Choices of this computer: never case data, never anything of a partnership file but its place."""

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

APP_NAME = "CaseDesk"  # the folders of this computer are named after it
_kept_in: list[Path] = []
RESTORED = ".restored"  # ends the name of a backup that waits for the name of its file


class Settings:
    """What this computer remembers between two starts.

    No `Struct`: msgspec takes 20 ms to load, and a bare window needs 100 until its first paint.
    """

    def __init__(
        self,
        *,
        theme: str = "system",
        text_percent: int = 100,
        language: str = "en",
        recent_files: Iterable[str] = (),
        lock_after_minutes: int = 10,
        lock_when_minimised: bool = False,
        backup_folder: str = "",
    ) -> None:
        """Begin with what is given; the rest has its default.

        Args:
            theme: system, light, dark or high_contrast.
            text_percent: 100 to 200.
            language: en or cy.
            recent_files: folders of partnership files, the newest first.
            lock_after_minutes: how long nobody may touch anything.
            lock_when_minimised: whether it locks as well when its window is minimised.
            backup_folder: where backups go; empty before the first.
        """
        self.theme, self.text_percent, self.language = theme, text_percent, language
        self.recent_files = list(recent_files)
        self.lock_after_minutes, self.backup_folder = lock_after_minutes, backup_folder
        self.lock_when_minimised = lock_when_minimised
        self.last_backups: dict[str, str] = {}  # file id -> moment, UTC
        self.backup_times: dict[str, str] = {}  # file id -> when it is backed up by itself
        self.backup_states: dict[str, str] = {}  # file id -> what the last backup holds
        self.missed_backups: dict[str, str] = {}  # file id -> why and when the last was not made

    def files_there(self) -> list[str]:
        """Return the recent files that can be opened, a restore that was cut off included."""
        return [
            file
            for file in self.recent_files
            if Path(file).is_dir() or Path(file + RESTORED).is_dir()
        ]


def settings_path() -> Path:
    """Return where the settings of this computer are kept."""
    return _config_folder() / "settings.json"


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; what is missing or unreadable has its default."""
    try:
        stored = json.loads((path or settings_path()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    defaults = Settings()
    if not isinstance(stored, dict):
        return defaults
    for name, default in list(vars(defaults).items()):
        value = stored.get(name)
        if type(value) is type(default):
            setattr(defaults, name, value)
    return defaults


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Keep `settings` for the next start."""
    from casedesk.safe_file import private_folder, write_file  # noqa: PLC0415 - not to read

    target = path or settings_path()
    private_folder(target.parent)
    write_file(target, json.dumps(vars(settings), indent=1).encode(), private=True)


def keep_notes_in(folder: Path) -> None:
    """Keep settings and anchors in `folder` until the program ends: a check leaves nothing."""
    _kept_in.append(folder)


def other_folder() -> Path | None:
    """Return where this computer's notes are kept instead of their usual place, if so."""
    return _kept_in[-1] if _kept_in else None


def _config_folder() -> Path:
    other = other_folder()
    if other is not None:
        return other
    if sys.platform != "linux":
        import platformdirs  # noqa: PLC0415 - see below

        return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))
    # As platformdirs answers; to import it takes 5 ms of the 100 until a bare window's paint.
    given = os.environ.get("XDG_CONFIG_HOME")
    return (Path(given) if given else Path.home() / ".config") / APP_NAME
