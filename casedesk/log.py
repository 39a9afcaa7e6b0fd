"""Logging set-up: to a file of this computer, never with case data."""

import logging
import traceback
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from casedesk.safe_file import open_to_append, private_folder
from casedesk.settings import APP_NAME


def log_folder() -> Path:
    """Return the folder that holds this computer's logs."""
    import platformdirs  # noqa: PLC0415 - not before the first paint (see settings.py)

    return Path(platformdirs.user_log_dir(APP_NAME, appauthor=False))


def log_file() -> Path:
    """Return where the log is written."""
    return log_folder() / "casedesk.log"


def start_logging() -> None:
    """Log warnings and worse to the log folder.

    Exceptions are logged by type and place only: their texts and local
    variables may hold what a user typed.
    """
    root = logging.getLogger()
    if any(handler.name == APP_NAME for handler in root.handlers):
        return
    # Needs sockets and pickling for other handlers; not before the first paint.
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415

    class PrivateLog(RotatingFileHandler):
        """A log that only this user of the computer may read, also after it was begun anew."""

        def _open(self) -> TextIOWrapper:
            return open_to_append(Path(self.baseFilename))

    private_folder(log_folder())
    handler = PrivateLog(log_file(), maxBytes=500_000, backupCount=2)
    handler.set_name(APP_NAME)
    handler.setFormatter(_PlacesOnly("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    logging.raiseExceptions = False  # a log that cannot be written prints no values instead
    root.setLevel(logging.WARNING)
    # SQLAlchemy prints bound values when it is asked to; it never is.
    logging.getLogger("sqlalchemy").setLevel(logging.WARNING)


def note_unforeseen(error: BaseException) -> Path:
    """Log an error that nobody foresaw, by type and place, and return where the log is."""
    with suppress(OSError):  # no room for a log: the user is told all the same
        start_logging()
    logging.getLogger(__name__).error("unforeseen: %s", type(error).__name__, exc_info=error)
    return log_file()


class _PlacesOnly(logging.Formatter):
    """Shows where an exception arose, not what it says."""

    def formatException(  # noqa: N802 - logging's own name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        frames = traceback.extract_tb(ei[2])
        lines = [f"  {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
        return "\n".join([ei[0].__name__ if ei[0] else "", *lines])
