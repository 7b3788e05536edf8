"""Old Word files (.doc, .rtf) and OpenDocument files (.odt, .ods) → text, through LibreOffice or antiword."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cityplans.reading.files.spreadsheets import Sheet, workbook_sheets
from cityplans.reading.files.word import Word, archived, docx_text

if TYPE_CHECKING:
    from cityplans.reading.files.limits import Limits

CONVERSION = 120  # seconds a conversion may take
RTF = b"{\\rtf"
ZIP = b"PK\x03\x04"
PLACES = (  # of LibreOffice on macOS and Windows, which do not put it on the search path
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
# what LibreOffice is told: follow no link, run no macro; the network is behind a proxy that is not there
SECURITY, NET = "Common/Security/Scripting", "Inet/Settings"
CLOSED = (
    (SECURITY, "BlockUntrustedRefererLinks", "true"),
    (SECURITY, "DisableActiveContent", "true"),
    (SECURITY, "DisableMacrosExecution", "true"),
    (SECURITY, "MacroSecurityLevel", "3"),
    ("Writer/Content/Update", "Link", "0"),
    (NET, "ooInetProxyType", "1"),
    *((NET, f"ooInet{kind}ProxyName", "127.0.0.1") for kind in ("HTTP", "HTTPS", "FTP")),
    *((NET, f"ooInet{kind}ProxyPort", "9") for kind in ("HTTP", "HTTPS", "FTP")),
    (NET, "ooInetNoProxy", ""),
)
# streams of other old Office files: name -> what to do
OTHERS = (
    ("Workbook", "is an old Excel file: save the sheet that holds the text as CSV (UTF-8) and add that"),
    ("PowerPoint Document", "is an old PowerPoint file: save it as PDF and add that"),
)
OTHER = "is an Office file without a Word text: save it as .docx or PDF and add that"


def doc_text(data: bytes, limits: Limits) -> Word:
    """The text of an old .doc or .rtf. Raises Unreadable where no converter is installed or it fails."""
    from cityplans.reading.files.unreadable import Unreadable

    if _holds(data, "EncryptedPackage"):
        raise Unreadable(
            "encrypted", "is protected by a password: open it, remove the password, save and add that"
        )
    is_rtf = data.startswith(RTF)
    if not is_rtf and not _holds(data, "WordDocument"):
        kind = next((message for stream, message in OTHERS if _holds(data, stream)), OTHER)
        raise Unreadable("unsupported", kind)
    office, antiword = _office(), shutil.which("antiword")
    if is_rtf and not office:
        from striprtf.striprtf import rtf_to_text

        rows = rtf_to_text(data.decode("latin-1"), errors="replace")
        return Word(re.sub(r"\|(?!\n)", "\t", rows.replace("|\n", "\n")), {})
    if not office and not antiword:
        raise Unreadable(
            "needs_converter",
            "is an old Word or WPS file (.doc, .wps): install LibreOffice, or save it as .docx",
        )
    if not office:
        return Word(_by_antiword(str(antiword), data, limits), {})
    return docx_text(_converted(office, data, "rtf" if is_rtf else "doc", "docx", limits), limits)


def open_text(data: bytes, limits: Limits) -> Word:
    """The text of an OpenDocument text. Raises Unreadable where LibreOffice is not there or it fails."""
    return docx_text(_opened(data, "odt", "docx", limits), limits)


def open_sheets(data: bytes, limits: Limits) -> list[Sheet]:
    """The sheets of an OpenDocument spreadsheet. Raises Unreadable as `open_text` does."""
    return workbook_sheets(_opened(data, "ods", "xlsx", limits), limits)


def _opened(data: bytes, form: str, to: str, limits: Limits) -> bytes:
    from cityplans.reading.files.unreadable import Unreadable

    if data.startswith(ZIP):
        archived(data, limits)
    if not (office := _office()):
        raise Unreadable(
            "needs_converter", f"is an OpenDocument file (.{form}): install LibreOffice, or save it as .{to}"
        )
    return _converted(office, data, form, to, limits)


def _converted(office: str, data: bytes, form: str, to: str, limits: Limits) -> bytes:
    """The file in another format, as LibreOffice saves it."""
    from cityplans.reading.files.unreadable import Unreadable

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"in.{form}"
        source.write_bytes(data)
        profile = _closed_profile(Path(folder) / "profile")
        options = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
        try:
            _run([office, *options, "--outdir", folder, str(source)], min(CONVERSION, limits.seconds))
            return source.with_suffix(f".{to}").read_bytes()
        except (subprocess.SubprocessError, OSError):
            raise Unreadable(
                "unreadable", f"is a .{form} file that could not be converted: open it and save it as .{to}"
            ) from None


def _by_antiword(antiword: str, data: bytes, limits: Limits) -> str:
    from cityplans.reading.files.unreadable import Unreadable

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "in.doc"
        source.write_bytes(data)
        try:
            done = _run([antiword, "-w", "0", "-m", "UTF-8", str(source)], min(CONVERSION, limits.seconds))
        except (subprocess.SubprocessError, OSError):
            raise Unreadable(
                "unreadable",
                "is an old Word file that could not be converted: open it in Word and save it as .docx",
            ) from None
        return done.decode("utf-8", "replace")


def _closed_profile(folder: Path) -> str:
    """The address of a LibreOffice profile under which a file reaches neither the network nor other files."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{"" if path == NET else "Office."}{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in CLOSED
    )
    head = '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>", encoding="utf-8")
    return folder.as_uri()


def _office() -> str | None:
    """LibreOffice: on the search path, or where its installers put it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in PLACES if Path(place).is_file()), None)


def _holds(data: bytes, stream: str) -> bool:
    """Whether an OLE file names a stream."""
    return stream.encode("utf-16-le") in data


def _run(command: list[str], seconds: int) -> bytes:
    """What a program writes; it and what it started are stopped when the time is over.

    Raises SubprocessError if it fails or takes longer."""
    own_group = os.name == "posix"
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=own_group
    ) as process:
        try:
            out, _ = process.communicate(timeout=seconds)
        except BaseException:
            with contextlib.suppress(OSError):
                if own_group:
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return out
