"""The file of a draft that was thrown away is gone from the encrypted file, page by page."""

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from sqlalchemy import select

from casedesk.arrivals.service import bring_in, throw_away, waiting_drafts
from casedesk.attachments.leaving import tidy
from casedesk.attachments.model import Owner
from casedesk.attachments.service import (
    add_bytes,
    attachments_of,
    correct_attachment,
    mark_attachment_in_error,
    take_back_error,
)
from casedesk.attachments.tables import AttachmentRow
from casedesk.errors import Cancelled
from casedesk.progress import Unwatched
from casedesk.security.roles import Permission
from casedesk.workspace.drafts import discard_draft, save_draft
from casedesk.workspace.service import verify
from casedesk.workspace.tables import CorrectionRow
from casedesk.workspace.workspace import Workspace
from tests.builders import a_case
from tests.casedesk.attachments.test_service import acts
from tests.conftest import Clock

MARK = b"Sian Morgan of Mill Court "
LONG = MARK * 40_000  # several pieces
PAGE, AT_ITS_END = 4096, 80  # bytes of a page, and of its start value and seal
START = 16  # bytes: of a start value, and of the salt that the file begins with


class StopsLater:
    """Stops after the first piece."""

    def step(self, done: int, _total: int) -> None:
        if done:
            raise Cancelled


def plain_pages(workspace: Workspace) -> bytes:
    """Return every page of the records, free ones too, as whoever has the key could read them."""
    with workspace.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = (workspace.file.folder / "records.db").read_bytes()
    found = []
    for at in range(0, len(whole), PAGE):
        page = whole[at + (0 if at else START) : at + PAGE]
        start = page[-AT_ITS_END:][:START]
        reader = Cipher(AES(workspace.key.reveal()), CBC(start)).decryptor()
        found.append(reader.update(page[:-AT_ITS_END]))
    return b"".join(found)


def test_a_file_thrown_away_is_overwritten_when_the_file_is_opened_next(
    workspace: Workspace, tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "Sian Morgan.txt"
    path.write_bytes(LONG)
    case = Owner(a_case(workspace))
    add_bytes(workspace, case, "kept.txt", b"Kept with the case. " * 9)
    wrong = add_bytes(workspace, case, "wrong.txt", b"Of another case. " * 9)
    mark_attachment_in_error(workspace, wrong, "Of another case.")  # casework: it stays
    (made,) = bring_in(workspace, [path], lambda _arrival: "{}", Unwatched())
    (file,) = attachments_of(workspace, Owner(draft=made.draft))
    correct_attachment(workspace, file.id, title="Letter", note="", reason="Better.")
    bring_back = throw_away(workspace, made.draft)

    tidy(
        workspace, workspace.clock(), Unwatched()
    )  # thrown away since the file was opened: Undo may come
    bring_back()
    assert [one.name for one in waiting_drafts(workspace)] == [path.name]
    throw_away(workspace, made.draft)
    assert plain_pages(workspace).count(MARK) > 30_000

    clock.moment += timedelta(seconds=1)
    with pytest.raises(Cancelled):  # locked meanwhile: the rest the next time
        tidy(workspace, workspace.clock(), StopsLater())
    assert 0 < plain_pages(workspace).count(MARK) < 30_000
    tidy(workspace, workspace.clock(), Unwatched())
    pages = plain_pages(workspace)
    assert MARK not in pages
    assert path.stem.encode() not in pages.replace(b"Sian Morgan of", b"")
    assert pages.count(b"Kept with the case. ") == pages.count(b"Of another case. ") == 9
    assert acts(workspace)[-1][:2] == ("attachment.erased", f"attachment/{file.id}")
    with workspace.reading(Permission.READ_ATTACHMENTS) as session:
        corrected = select(CorrectionRow).where(CorrectionRow.table_name == "attachment")
        assert session.scalars(corrected).all() == []
        assert session.get(AttachmentRow, file.id) is not None  # its entries mean one thing
    take_back_error(workspace, wrong)
    assert len(attachments_of(workspace, case)) == 2
    assert verify(workspace).is_whole
    before = len(acts(workspace))
    tidy(workspace, workspace.clock(), Unwatched())
    assert len(acts(workspace)) == before


def test_what_is_discarded_after_a_file_was_overwritten_is_overwritten_too(
    workspace: Workspace, tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(LONG)
    (made,) = bring_in(workspace, [path], lambda _arrival: "{}", Unwatched())
    throw_away(workspace, made.draft)
    clock.moment += timedelta(seconds=1)
    tidy(workspace, workspace.clock(), Unwatched())
    save_draft(workspace, "intake", "Half a sentence of Quillon Vey. " * 2_000)
    assert b"Quillon Vey" in plain_pages(workspace)
    discard_draft(workspace, "intake")
    assert b"Quillon Vey" not in plain_pages(workspace)
