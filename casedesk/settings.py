"""Choices of this computer: never case data, never anything of a partnership file but its place."""

import json
import os
import sys
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from casedesk.log import APP_NAME
from casedesk.safe_file import private_folder, write_file

RESTORED = ".restored"  # ends the name of a backup that waits for the name of its file


@dataclass(slots=True)
class Settings:
    """What this computer remembers between two starts."""

    theme: str = "system"  # system, light, dark, high_contrast
    text_percent: int = 100  # 100 to 200
    language: str = "en"
    recent_files: list[str] = field(default_factory=list)  # newest first
    lock_after_minutes: int = 10
    backup_folder: str = ""
    last_backups: dict[str, str] = field(default_factory=dict)  # file id -> moment, UTC

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
    for known in fields(Settings):
        value = stored.get(known.name)
        if type(value) is type(getattr(defaults, known.name)):
            setattr(defaults, known.name, value)
    return defaults


def save_settings(settings: Settings, path: Path | None = None) -> None:
    """Keep `settings` for the next start."""
    target = path or settings_path()
    private_folder(target.parent)
    write_file(target, json.dumps(asdict(settings), indent=1).encode(), private=True)


def _config_folder() -> Path:
    if sys.platform != "linux":
        import platformdirs  # noqa: PLC0415 - see below

        return Path(platformdirs.user_config_dir(APP_NAME, appauthor=False))
    # As platformdirs answers; to import it takes 5 ms of the 100 until a bare window's paint.
    given = os.environ.get("XDG_CONFIG_HOME")
    return (Path(given) if given else Path.home() / ".config") / APP_NAME
