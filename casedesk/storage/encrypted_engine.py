"""The database engine over one SQLCipher file.

Measured choices and traps: the raw key goes in through `set_key` (a `PRAGMA key`
would be seen by trace callbacks), its length is checked (a shorter one would be
taken for a passphrase), transactions are begun by us (the binding would
otherwise commit after every row), and nothing ever logs bound values.
"""

from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from casedesk.errors import StorageError
from casedesk.i18n import _
from casedesk.storage.data_key import DataKey

APPLICATION_ID = 0x43444B31  # "CDK1", so that tools can tell what the file is
OLDEST_SQLITE = (3, 53, 3)  # earlier builds have memory faults in full-text search
PRAGMAS = (
    "foreign_keys=ON",
    "synchronous=FULL",
    "secure_delete=ON",  # SQLCipher's default, in plain words: what is deleted is overwritten
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cache_size=-16384",  # 16 MB for each connection; four times as much is no quicker (measured)
)


def open_engine(
    database: Path,
    key: DataKey,
    *,
    create: bool = False,
    migrating: bool = False,
    secret: bool = True,
) -> Engine:
    """Return an engine over `database`; no connection is made yet.

    Args:
        database: the SQLCipher file.
        key: the raw 256-bit data key; the caller wipes it after closing the engine.
        create: make the file if it is missing.
        migrating: leave foreign keys off, else a table that is copied loses its
            children by cascade, silently.
        secret: keep the pages in memory locked and wiped; practice data need no such care,
            and it makes long writes four times as slow.

    Raises:
        StorageError: the database library is too old to be safe.
    """
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise StorageError(_("The encryption library is too old. Install CaseDesk again."))

    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=partial(_connect, database, key, create=create, migrating=migrating, secret=secret),
        poolclass=QueuePool,
        pool_use_lifo=True,  # the connection used last has the pages in its cache
        pool_size=4,
        max_overflow=4,
        hide_parameters=True,
    )

    event.listen(engine, "begin", _begin)
    return engine


def let_pages_go(engine: Engine) -> None:
    """Free the pages that connections keep which nobody uses just now; each stays open.

    Read again, a page is decrypted again: 10 microseconds each.
    """
    pool = engine.pool
    if not isinstance(pool, QueuePool):
        return
    taken = [engine.raw_connection() for _each in range(pool.checkedin())]
    for one in taken:
        if one.driver_connection is not None:
            one.driver_connection.execute("PRAGMA shrink_memory")
        one.close()


def _begin(connection: Connection) -> None:
    """Begin a transaction ourselves; the binding would commit after every row."""
    options = connection.get_execution_options()
    connection.exec_driver_sql(options.get("begin_sql", "BEGIN IMMEDIATE"))


def _connect(database: Path, key: DataKey, *, create: bool, migrating: bool, secret: bool) -> Any:
    mode = "rwc" if create else "rw"  # never make an empty file where records are missing
    connection = dbapi2.connect(
        f"file:{quote(str(database))}?mode={mode}",
        uri=True,
        timeout=5,
        # Statements kept ready fill the connection's small fast memory; everything else is
        # then locked page by page, and an import takes three times as long (measured).
        cached_statements=5,
        isolation_level=None,
        check_same_thread=False,  # the pool gives each thread a connection of its own
    )
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA cipher_memory_security={'ON' if secret else 'OFF'}")
        key.hand_over(connection.set_key)
        if create:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        if migrating:
            connection.execute("PRAGMA foreign_keys=OFF")
    except BaseException:
        connection.close()
        raise
    return connection
