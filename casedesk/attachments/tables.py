"""The attachment table; the bytes themselves are kept by `workspace.stored_bytes`."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


class AttachmentRow(Recorded, Base):
    """A file kept with a case, or with a form that is not saved yet."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint("(case_id IS NULL) <> (draft_form IS NULL)", name="one_owner"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int | None] = mapped_column(
        ForeignKey("case.id", ondelete="RESTRICT"), index=True
    )
    draft_form: Mapped[str | None] = mapped_column(index=True)  # as `draft.form`; no foreign key,
    # for a draft is written, thrown away and written again while its attachments stay
    mail_id: Mapped[int | None] = mapped_column(
        ForeignKey("attachment.id", ondelete="RESTRICT"), index=True
    )  # the email it came with
    content_id: Mapped[int] = mapped_column(
        ForeignKey("stored_bytes.id", ondelete="RESTRICT"), unique=True
    )
    name: Mapped[str]  # of the file, cleaned
    title: Mapped[str]
    kind_id: Mapped[str]  # found from the content
    size: Mapped[int]  # bytes
    sha256: Mapped[str]
    note: Mapped[str]
