"""What the partnership has chosen for a forum of the catalogue."""

from sqlalchemy.orm import Mapped, mapped_column

from casedesk.storage.base import Base, Recorded


class ForumSettingRow(Recorded, Base):
    """Whether a forum is in use, and its repeat rule where it differs from the catalogue."""

    __tablename__ = "forum_setting"

    id: Mapped[int] = mapped_column(primary_key=True)
    forum_id: Mapped[str] = mapped_column(unique=True)
    in_use: Mapped[bool] = mapped_column(default=True)
    repeat_months: Mapped[int | None]  # 0: no repeat rule; null: the catalogue's
    repeat_anchor: Mapped[str | None]
    repeat_parties: Mapped[str | None]
