"""The files in a zip archive, as they come from a mail or a download; what Word and Excel write is none."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from cityplans.reading.files.limits import Limits
from cityplans.reading.files.unreadable import Unreadable
from cityplans.reading.files.word import archived
from cityplans.reading.folder import is_aside

# what documents hold that are archives themselves
OFFICE = ("[Content_Types].xml", "word/document.xml", "xl/workbook.xml", "content.xml", "mimetype", "OFD.xml")
UTF8 = 0x800  # the flag of a name in UTF-8
BESIDE = ("__MACOSX",)  # folders that a system adds


def holds_files(data: bytes, limits: Limits) -> bool:
    """Whether an archive is one of files and no document. Raises Unreadable for a damaged one, a zip bomb."""
    return not archived(data, limits).intersection(OFFICE)


def members(data: bytes) -> Iterator[tuple[str, bytes | Unreadable]]:
    """Name and bytes of each file in an archive in its order, or why it cannot be read; the system's own
    files are passed over, as in a folder."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for item in archive.infolist():
            name = _name(item)
            if item.is_dir() or _is_systems(name):
                continue
            try:
                yield name, archive.read(item)
            except RuntimeError:  # as zipfile says that a password is missing
                yield name, Unreadable("encrypted", "is locked by a password: unpack it and add the file")
            except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
                yield name, Unreadable("unreadable", "is damaged in its archive: fetch the archive again")


def _name(item: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in GBK without saying so."""
    if item.flag_bits & UTF8:
        return item.filename
    written = item.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return item.filename


def _is_systems(name: str) -> bool:
    parts = name.split("/")
    return parts[0] in BESIDE or any(map(is_aside, parts))
