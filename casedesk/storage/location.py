"""Where a partnership file may lie: not on a network share, not in a synchronised folder."""

from pathlib import Path

from casedesk.errors import StorageError
from casedesk.i18n import _

MOUNT_TABLE = Path("/proc/self/mounts")
SHARED_SYSTEMS = frozenset(
    ("cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "fuse.sshfs", "afpfs", "webdav", "davfs")
)
SYNCHRONISED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "com~apple~clouddocs",  # what iCloud Drive is called on the disk
    "nextcloud",
    "box sync",
)


def check_location(folder: Path, mount_table: Path = MOUNT_TABLE) -> None:
    """Refuse a place where two computers could write at once or copies would leak.

    Raises:
        StorageError: `folder` lies on a network share or in a synchronised folder.
    """
    resolved = folder.resolve()
    if _file_system(resolved, mount_table) in SHARED_SYSTEMS or str(resolved).startswith("\\\\"):
        raise StorageError(
            _(
                "A partnership file cannot be used on a network share: two computers could "
                "damage it. Copy the whole folder to this computer and open it there."
            )
        )
    for part in resolved.parts:
        if part.casefold().startswith(SYNCHRONISED):
            raise StorageError(
                _(
                    "The folder {name} is kept in step with other computers, which can damage "
                    "the records or copy them elsewhere. Choose a folder that is not."
                ).format(name=part)
            )


def _file_system(folder: Path, mount_table: Path) -> str:
    try:
        lines = mount_table.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""  # no such table on this system
    best, kind = 0, ""
    for line in lines:
        fields = line.split()
        if len(fields) < 3:
            continue
        mount = Path(fields[1].replace("\\040", " "))
        if folder.is_relative_to(mount) and len(mount.parts) >= best:
            best, kind = len(mount.parts), fields[2]
    return kind
