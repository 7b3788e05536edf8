"""A set of files that take the place of an older set together.

New files are written to a folder of their own inside the target. When all are there, a list of them is
written beside them: from then on the new set counts, before that the old one. The files are then moved to
their places. A run killed before the list leaves the old set untouched; one killed while moving is finished
by the next command (`recover`).
"""

from __future__ import annotations

import errno
import filecmp
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cityplans.errors import Both, UserError, reason_of

FOLDER = ".new"
LIST = ".complete.json"
FORBIDDEN = Both(
    "the folder may not be written to; give another one (--out, --reports, --codebook)",
    "文件夹不可写；请另给一个（--out、--reports、--codebook）",
)
ADVICE = {
    errno.ENOSPC: Both("the disk is full; free some space", "磁盘已满；请腾出空间"),
    errno.EDQUOT: Both("your disk quota is used up; free some space", "磁盘配额已用完；请腾出空间"),
    errno.EROFS: Both(
        "the folder is read-only; give another one (--out, --reports, --codebook)",
        "文件夹是只读的；请另给一个（--out、--reports、--codebook）",
    ),
    errno.EACCES: FORBIDDEN,
    errno.EPERM: FORBIDDEN,
    errno.EFBIG: Both("a file grew too large for this disk", "文件过大，此磁盘放不下"),
}


class WriteError(UserError):
    """The tables could not be written; the message says why and what to do."""


@contextmanager
def replacing(target: Path, older: Iterable[str] = ()) -> Iterator[Path]:
    """A folder for the new files. On leaving without error they replace those of `target`, and files of
    `older`, the names of the set in force, that the new set lacks are removed; what else stands in `target`
    stays. Hold the lock meanwhile. Raises WriteError where the disk does not allow it; the older files then
    stay as they were."""
    folder = target / FOLDER
    try:
        recover(target)
        folder.mkdir(parents=True)
        yield folder
        names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
        _write_list(folder, {"files": names, "stale": sorted(set(older) - set(names))})
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise WriteError(*_explained(target, error)) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _guarded(target)


def is_pending(target: Path) -> bool:
    """Whether a complete new set waits to be moved to its places."""
    return (target / FOLDER / LIST).is_file()


def recover(target: Path) -> None:
    """Finish what a killed run left: move a complete set to its places, throw an incomplete one away."""
    if is_pending(target):
        _guarded(target)
    else:
        shutil.rmtree(target / FOLDER, ignore_errors=True)


def _write_list(folder: Path, content: dict) -> None:
    part = folder / (LIST + ".part")
    part.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    part.replace(folder / LIST)


def _guarded(target: Path) -> None:
    try:
        _move(target)
    except OSError as error:
        said = _explained(target, error)
        raise WriteError(
            f"{said.en} (the new tables are complete and the next run puts them in place)",
            f"{said.zh}（新表已经完整，下次运行会放到位）",
        ) from error


def _move(target: Path) -> None:
    """Put every file of the list in its place; may be cut short and repeated."""
    folder = target / FOLDER
    content = json.loads((folder / LIST).read_text("utf-8"))
    for name in filter(_is_below, content["files"]):
        new, old = folder / name, target / name
        if not new.is_file() or (old.is_file() and _is_same(new, old)):
            continue
        old.parent.mkdir(parents=True, exist_ok=True)
        new.replace(old)
    for name in filter(_is_below, content["stale"]):
        (target / name).unlink(missing_ok=True)
    (folder / LIST).unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _is_same(new: Path, old: Path) -> bool:
    return new.samefile(old) or filecmp.cmp(new, old, shallow=False)


def _is_below(name: str) -> bool:
    """Whether a name of the list leads into the folder; one that does not is none of ours."""
    return not Path(name).is_absolute() and ".." not in Path(name).parts and not name.startswith(".")


def _explained(target: Path, error: OSError) -> Both:
    reason = reason_of(error)
    why = _advice(error) or Both(f"could not be written ({reason.en})", f"无法写入（{reason.zh}）")
    return Both(
        f"{target}: {why.en}, then run this again. The tables of the run before are as they were",
        f"{target}：{why.zh}，然后再运行一次。上一次的表没有变",
    )


def advised(error: OSError) -> Both:
    """What the disk refused and what to do about it, for files other than tables."""
    named = error.filename2 or error.filename
    if (advice := _advice(error)) is None:
        reason = reason_of(error)
        return reason.at(Both(str(named), str(named))) if named and error.errno else reason
    return Both(
        f"{named or 'a file could not be written'}: {advice.en}, then run this again",
        f"{named or '有文件无法写入'}：{advice.zh}，然后再运行一次",
    )


def _advice(error: OSError) -> Both | None:
    """What to do; of a file that may not be replaced though its folder took the new one, that it is held."""
    if error.filename2 and error.errno in (errno.EACCES, errno.EPERM):
        name = Path(error.filename2).name
        return Both(
            f"{name} is open in another program (Excel, WPS?) or protected; close it there",
            f"{name} 正在别的程序（Excel、WPS？）中打开，或有写保护；请先关闭",
        )
    return ADVICE.get(error.errno)
