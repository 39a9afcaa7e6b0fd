"""Where the practice data of this computer lie, and what opens them."""

from pathlib import Path

from casedesk.settings import APP_NAME

PASSPHRASE = "practice data only"  # invented records need no secret
_NAME = "practice.casedesk"


def practice_folder() -> Path:
    """Return the folder of the practice data; there may be none yet."""
    import platformdirs  # noqa: PLC0415 - not before the first paint (see casedesk/settings.py)

    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False)) / _NAME


def is_practice_folder(folder: str) -> bool:
    """Tell whether a partnership file is the practice data of this computer."""
    return Path(folder).name == _NAME and Path(folder) == practice_folder()
