"""Old Word files (.doc, .rtf) → text, through LibreOffice or antiword."""

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

from cityplans.reading.files.word import Word, docx_text

if TYPE_CHECKING:
    from cityplans.reading.files.limits import Limits

CONVERSION = 120  # seconds a conversion may take
RTF = b"{\\rtf"
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
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / ("in.rtf" if is_rtf else "in.doc")
        source.write_bytes(data)
        seconds = min(CONVERSION, limits.seconds)
        try:
            if not office:
                done = _run([str(antiword), "-w", "0", "-m", "UTF-8", str(source)], seconds)
                return Word(done.decode("utf-8", "replace"), {})
            profile = _closed_profile(Path(folder) / "profile")
            options = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx"]
            _run([office, *options, "--outdir", folder, str(source)], seconds)
            return docx_text((Path(folder) / "in.docx").read_bytes(), limits)
        except (subprocess.SubprocessError, OSError):
            raise Unreadable(
                "unreadable",
                "is an old Word file that could not be converted: open it in Word and save it as .docx",
            ) from None


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
