"""What the search holds of records that were erased, overwritten for good."""

from casedesk.workspace.unrecorded import writing_unrecorded
from casedesk.workspace.workspace import Workspace

INDEXES = {"person": "person_index", "case": "case_index", "place": "place_index"}
"""The full-text index of each kind of record, which shares its ids."""


def overwrite_words(workspace: Workspace) -> None:
    """Put every index together anew, without the words that were taken out of it.

    FTS5 only crosses out what is deleted, and keeps it until it puts its pages together. With
    100,000 people that takes a second: call it in the worker.

    Raises:
        StorageError: it cannot be written now.
    """
    for index in INDEXES.values():  # each a write of its own, so that nobody waits for all
        with writing_unrecorded(workspace) as session:
            connection = session.connection()
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
            connection.exec_driver_sql(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
            connection.exec_driver_sql("PRAGMA secure_delete=OFF")
