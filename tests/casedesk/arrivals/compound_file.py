"""Writes Outlook messages for tests: a small compound file, as [MS-CFB] and [MS-OXMSG] say."""

import struct
from datetime import UTC, datetime

from msgspec import Struct, field

_SECTOR, _SMALL = 512, 64
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_TEXT, _BYTES, _TIME, _LONG = 0x001F, 0x0102, 0x0040, 0x0003


class Folder(Struct):
    """A storage with its streams and storages by name."""

    streams: dict[str, bytes] = field(default_factory=dict)
    folders: dict[str, "Folder"] = field(default_factory=dict)


def outlook_message(
    *,
    subject: str = "",
    body: str = "",
    page: str = "",
    sender: str = "",
    sent: datetime | None = None,
    files: dict[str, bytes] | None = None,
) -> bytes:
    """Return a `.msg` file."""
    root, entries = Folder(), [struct.pack("<HHIII", _LONG, 0x340D, 6, 0x40000, 0)]
    for pid, text in ((0x001A, "IPM.Note"), (0x0037, subject), (0x1000, body), (0x0C1A, sender)):
        if text:
            _add(root, entries, pid, _TEXT, text.encode("utf-16-le"))
    if page:
        _add(root, entries, 0x1013, _BYTES, page.encode())
        entries.append(struct.pack("<HHIII", _LONG, 0x3FDE, 6, 65001, 0))
    if sent is not None:
        ticks = int((sent - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000)
        entries.append(struct.pack("<HHIQ", _TIME, 0x0039, 6, ticks))
    given = files or {}
    for number, (name, content) in enumerate(given.items()):
        root.folders[f"__attach_version1.0_#{number:08X}"] = _attached(name, content)
    head = struct.pack("<8xIIII8x", 0, len(given), 0, len(given))
    root.streams["__properties_version1.0"] = head + b"".join(entries)
    return compound_file(root)


def _attached(name: str, content: bytes) -> Folder:
    folder, entries = Folder(), [struct.pack("<HHIII", _LONG, 0x3705, 6, 1, 0)]
    _add(folder, entries, 0x3707, _TEXT, name.encode("utf-16-le"))
    _add(folder, entries, 0x3701, _BYTES, content)
    folder.streams["__properties_version1.0"] = bytes(8) + b"".join(entries)
    return folder


def _add(folder: Folder, entries: list[bytes], pid: int, kind: int, value: bytes) -> None:
    folder.streams[f"__substg1.0_{pid:04X}{kind:04X}"] = value
    entries.append(struct.pack("<HHIII", kind, pid, 6, len(value) + 2 * (kind == _TEXT), 0))


def compound_file(root: Folder) -> bytes:
    """Return a compound file of the third version."""
    return _Writer(root).written()


class _Writer:
    def __init__(self, root: Folder) -> None:
        self._sectors: list[bytes] = []
        self._next: list[int] = []  # the table of sectors
        self._small, self._small_next = b"", list[int]()
        self._entries: list[list[object]] = []
        self._enter("Root Entry", _ROOT)
        self._fill(0, root)

    def written(self) -> bytes:
        start, size = self._chain(self._small), len(self._small)
        self._entries[0][5:7] = [start, size]
        small_table = struct.pack(f"<{len(self._small_next)}I", *self._small_next)
        small_start = self._chain(small_table, filler=b"\xff")
        small_count = -(-len(small_table) // _SECTOR)
        folders = self._chain(b"".join(map(_entry, self._entries)))
        tables = 1
        while (len(self._next) + tables) > tables * (_SECTOR // 4):
            tables += 1
        first = len(self._sectors)
        table = [*self._next, *[_FAT] * tables]
        table += [_FREE] * (tables * (_SECTOR // 4) - len(table))
        places = [*range(first, first + tables), *[_FREE] * (109 - tables)]
        head = struct.pack(
            "<8s16xHHHHH6x9I109I", bytes.fromhex("d0cf11e0a1b11ae1"), 0x3E, 3, 0xFFFE, 9, 6,
            0, tables, folders, 0, 4096, small_start if small_count else _END, small_count, _END, 0,
            *places,
        )  # fmt: skip
        packed = struct.pack(f"<{len(table)}I", *table)
        return head + b"".join(self._sectors) + packed

    def _enter(self, name: str, kind: int, start: int = _END, size: int = 0) -> int:
        self._entries.append([name, kind, _FREE, _FREE, _FREE, start, size])
        return len(self._entries) - 1

    def _fill(self, parent: int, folder: Folder) -> None:
        made = []
        for name, content in folder.streams.items():
            if len(content) < 4096:
                made.append(self._enter(name, _STREAM, self._small_chain(content), len(content)))
            else:
                made.append(self._enter(name, _STREAM, self._chain(content), len(content)))
        for name, inner in folder.folders.items():
            made.append(self._enter(name, _STORAGE, 0))
            self._fill(made[-1], inner)
        for one, after in zip(made, [*made[1:], _FREE], strict=True):
            self._entries[one][3] = after  # a tree that is a chain to the right
        if made:
            self._entries[parent][4] = made[0]

    def _chain(self, content: bytes, filler: bytes = b"\0") -> int:
        start = len(self._sectors)
        for at in range(0, len(content), _SECTOR):
            self._sectors.append(content[at : at + _SECTOR].ljust(_SECTOR, filler))
            self._next.append(len(self._sectors))
        if len(self._sectors) == start:
            return _END
        self._next[-1] = _END
        return start

    def _small_chain(self, content: bytes) -> int:
        if not content:
            return _END
        start = len(self._small) // _SMALL
        count = -(-len(content) // _SMALL)
        self._small += content.ljust(count * _SMALL, b"\0")
        self._small_next += [*range(start + 1, start + count), _END]
        return start


def _entry(entry: list[object]) -> bytes:
    name, kind, left, right, child, start, size = entry
    encoded = str(name).encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIQ", encoded, len(encoded) + 2, kind, 1, left, right, child, start, size
    )
