"""What stands in the raw folder: files to read, links not followed, what people say of the files."""

from __future__ import annotations

import csv
import difflib
import hashlib
import io
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cityplans.errors import Both, reason_of
from cityplans.records import Problem

TABLES = ("catalog.csv", "baselines.csv", "scale.csv")  # what people say about the plans


# the columns of catalog.csv as people head them
HEADS = {
    **dict.fromkeys(("文件", "文件名", "文件名称", "filename", "file_name", "source_file"), "file"),
    **dict.fromkeys(("地区", "区域", "行政区"), "region"),
    **dict.fromkeys(("标题", "题名", "名称"), "title"),
    **dict.fromkeys(("日期", "成文日期", "发布日期", "印发日期"), "date"),
    **dict.fromkeys(("状态", "性质"), "status"),
}
CALLED = "called"  # in the row of a renamed file: what it was called
NOT_PLANS = frozenset({*TABLES, "README.md", "README.txt"})
SHEETS = (".xlsx", ".xls", ".xlsm", ".et", ".ods")  # what programs save a table as that is no CSV
SYSTEM = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini"})  # what Windows puts beside files of its own


def files(root: Path) -> list[tuple[Path, str]]:
    """(path, name below the raw folder) of every file to read, sorted by name; links never lead outside."""
    if root.is_file():
        return [(root, _named(root, root.parent))]
    return [(path, name) for path, name in _entries(root) if not path.is_dir() and not leads_out(path, root)]


def received(root: Path) -> dict[str, Path]:
    """Every file of the raw folder by its name below it; hidden ones and links out of the folder left out."""
    if root.is_file():
        return {_named(root, root.parent): root}
    found = [p for p in root.rglob("*") if not leads_out(p, root) and p.is_file()]
    named = {_named(p, root): p for p in found}
    return {n: p for n, p in named.items() if not any(map(is_aside, n.split("/")))}


def is_aside(name: str) -> bool:
    """Hidden files, and those that programs put beside the files people made."""
    return name.startswith((".", "~$")) or name.lower() in SYSTEM


def _named(path: Path, root: Path) -> str:
    """A file's name below the folder as tables can hold it. A zip made on Chinese Windows and unpacked
    elsewhere leaves names in GBK, which are read as such; what is no text at all is written as \\xb9."""
    name = path.relative_to(root).as_posix()
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode("utf-8", "backslashreplace")
    return name


def _entries(root: Path) -> list[tuple[Path, str]]:
    """(path, name below the raw folder) of files and of links to folders, sorted by name."""
    found = []
    for folder, subfolders, names in os.walk(root, followlinks=False):
        subfolders[:] = sorted(s for s in subfolders if not s.startswith("."))
        linked = [s for s in subfolders if (Path(folder) / s).is_symlink()]
        for name in [*names, *linked]:
            path = Path(folder) / name
            if not is_aside(name) and name not in NOT_PLANS and not (folder == str(root) and _as_sheet(name)):
                found.append((path, _named(path, root)))
    return sorted(found, key=lambda pair: pair[1])


def _as_sheet(name: str) -> str:
    """Which of TABLES a spreadsheet is called after; empty for another file."""
    path = Path(name.lower())
    return next((table for table in TABLES if path.suffix in SHEETS and path.stem == Path(table).stem), "")


def _not_csv(root: Path) -> list[Problem]:
    """Spreadsheets that stand where a CSV is looked for."""
    rows = []
    for path in sorted(root.iterdir()):
        table = _as_sheet(path.name)
        if not table or (root / table).is_file():
            continue
        message = (
            f"{path.name} was not read: the table must be a CSV. Open it, choose Save as, type “CSV UTF-8”, "
            f"and name it {table}"
        )
        zh = f"{path.name} 没有读取：须是 CSV。请打开后另存为，类型选“CSV UTF-8”，文件名写 {table}"
        rows.append(Problem(path.name, "metadata", "table_not_csv", message, message_zh=zh))
    return rows


def leads_out(path: Path, root: Path) -> bool:
    """Whether a path is a link that leads out of the raw folder."""
    if not path.is_symlink():
        return False
    try:
        return root.resolve() not in path.resolve().parents
    except (OSError, RuntimeError):  # links that lead to one another
        return True


def table_beside(root: Path, name: str) -> Path | None:
    """Where catalog.csv, baselines.csv or scale.csv stands; None where it is no file or a link out."""
    folder = root if root.is_dir() else root.parent
    path = folder / name
    return path if path.is_file() and not leads_out(path, folder) else None


def faults(root: Path) -> list[Problem]:
    """A row where there is nothing to read, for each folder that cannot be opened, each link not followed."""
    rows = _links(root)
    if not root.is_dir():
        return rows
    closed: list[OSError] = []
    for _ in os.walk(root, onerror=closed.append):
        pass
    for error in closed:
        name = _named(Path(error.filename), root) if Path(error.filename) != root else root.name
        message = f"{name}: the folder cannot be opened ({error.strerror}): check its permissions"
        zh = f"{name}：打不开这个文件夹（{reason_of(error).zh}）：请检查权限"
        rows.append(Problem(name, "reading", "unreadable", message, message_zh=zh))
    if not closed:
        rows += _not_csv(root)
    if not closed and not files(root):
        message = f"{root.name}: holds no file to read: put plans there, or name another folder with --raw"
        zh = f"{root.name}：没有可读的文件：请把计划放进去，或用 --raw 指明别的文件夹"
        rows.append(Problem(root.name, "reading", "empty", message, message_zh=zh))
    return rows


def _links(root: Path) -> list[Problem]:
    """A row for each link that is not followed: out of the folder, or to another folder."""
    rows = []
    folder = root if root.is_dir() else root.parent
    said = [(folder / name, name) for name in TABLES]
    for path, name in [*said, *(_entries(root) if root.is_dir() else ())]:
        if leads_out(path, folder):
            message = f"{name} is a link that leads out of the folder: put the file itself there"
            zh = f"{name} 是通向文件夹之外的链接：请把文件本身放进来"
            rows.append(Problem(name, "reading", "link_outside", message, message_zh=zh))
        elif path.is_dir():
            message = f"{name} is a link to a folder, which is not followed: put the folder itself there"
            zh = f"{name} 是通向文件夹的链接，未跟随：请把文件夹本身放进来"
            rows.append(Problem(name, "reading", "link_outside", message, message_zh=zh))
    return rows


def read_catalog(root: Path) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """catalog.csv by file name; a catalog that cannot be read is a problem, not an end. Of two rows on one
    file the later counts.

    As Excel writes it: UTF-8 or GBK, cells parted by , or ; or tabs."""
    path = table_beside(root, "catalog.csv")
    if path is None:
        return {}, []
    try:
        data = path.read_bytes()
        text = _decoded(data)
        head = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=head.count)
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = reason_of(error) if isinstance(error, OSError) else Both(str(error), str(error))
        message = f"cannot be read ({why.en}); save it as 'CSV UTF-8'. Its overrides were not used"
        zh = f"catalog.csv 无法读取（{why.zh}），其中的内容未采用：请另存为“CSV UTF-8”"
        return {}, [Problem("catalog.csv", "metadata", "unreadable_catalog", message, message_zh=zh)]
    rows = [{_head(k): v for k, v in row.items() if k} for row in rows]
    if rows and "file" not in rows[0]:
        message = (
            "has no column called file (文件), which names the file a row speaks of; its rows were not used"
        )
        zh = "catalog.csv 没有“文件”（file）列，无法知道各行说的是哪个文件，其中的内容未采用"
        return {}, [Problem("catalog.csv", "metadata", "unreadable_catalog", message, message_zh=zh)]
    said = [(row["file"].strip().replace("\\", "/"), row) for row in rows if (row.get("file") or "").strip()]
    again = [twice(name) for name, times in Counter(name for name, _ in said).items() if times > 1]
    return {name: {k: v or "" for k, v in row.items() if k} for name, row in said}, again


def twice(name: str) -> Problem:
    """Two rows of the catalog on one file."""
    return Problem(
        "catalog.csv",
        "metadata",
        "catalog_twice",
        f"more than one row speaks of {name}; only the last was used: put them into one",
        message_zh=f"catalog.csv 中不止一行说的是 {name}，只采用了最后一行：请合为一行",
    )


def _head(name: str) -> str:
    bare = name.strip().lower()
    return HEADS.get(bare, bare)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def fitted(catalog: Mapping[str, dict[str, str]], names: Sequence[str]) -> dict[str, dict[str, str]]:
    """The catalog by the names of files as they are: a row may write one in other case or without ending."""
    return {fit: catalog[key] for key, fit in _fits(catalog, names).items()}


def _fits(catalog: Iterable[str], names: Sequence[str]) -> dict[str, str]:
    """What rows call their file → what it is called."""
    known: dict[str, list[str]] = {}
    for name in names:
        for said in {name.lower(), name.lower()[: len(name) - len(Path(name).suffix)]}:
            known.setdefault(said, []).append(name)
    made = {}
    for key in catalog:
        file, sign, record = key.partition("#")
        alike = known.get(file.lower(), [])
        made[key] = (alike[0] if file not in names and len(alike) == 1 else file) + sign + record
    return made


def renamed(
    catalog: Mapping[str, dict[str, str]], found: Sequence[tuple[Path, str]]
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """The catalog with the rows of files that are gone put to those of the same content (sha256) that no row
    speaks of; and, for each, that the row is to be changed. What the file was called stays known: year and
    region may have been taken from it, and with them the plan's id."""
    spoken = {key.partition("#")[0] for key in catalog}
    gone = spoken - {name for _, name in found}
    wanted = {(catalog.get(name, {}).get("sha256") or "").strip().lower(): name for name in sorted(gone)}
    wanted.pop("", None)
    now: dict[str, str] = {}
    for path, name in found if wanted else ():
        if name not in spoken and (old := wanted.pop(_digest(path), None)):
            now[old] = name
    made = {}
    for key, row in catalog.items():
        file, sign, record = key.partition("#")
        made[now.get(file, file) + sign + record] = row | {CALLED: file} if file in now else row
    return made, [_same_content(old, name) for old, name in now.items()]


def _digest(path: Path) -> str:
    """Hash of a file; empty for one that cannot be read, which is told where it is read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _same_content(old: str, name: str) -> Problem:
    message = f"{old} is gone and {name} has its content: its row was used; write {name} into the row"
    zh = f"catalog.csv 中的 {old} 已改名为 {name}（内容相同），其行照用：请把该行的文件名改为 {name}"
    return Problem("catalog.csv", "metadata", "catalog_renamed", message, message_zh=zh)


def called_twice(catalog: Mapping[str, dict[str, str]], names: Sequence[str]) -> list[Problem]:
    """A problem for each file that rows speak of under different names."""
    counts = Counter(_fits(catalog, names).values())
    return [twice(name) for name, times in counts.items() if times > 1]


def rows_of(catalog: Mapping[str, dict[str, str]], name: str) -> dict[str, dict[str, str]]:
    """The catalog rows of a file and of the records in it (plans.csv#3)."""
    return {key: row for key, row in catalog.items() if key == name or key.startswith(f"{name}#")}


def unmatched(catalog: Mapping[str, dict[str, str]], names: Sequence[str]) -> list[Problem]:
    """A problem for each catalog row that fits no file, with the name it may have meant."""
    known, stems = set(names), {Path(name).stem.lower(): name for name in names}
    rows = []
    for key in catalog:
        name = key.split("#", 1)[0]
        if key in known or name in known:
            continue
        near = [stems[s] for s in difflib.get_close_matches(Path(name).stem.lower(), list(stems), 1)]
        meant = f"; write {near[0]}, if that is meant" if near else "; delete the row or add the file"
        meant_zh = f"如指 {near[0]}，请照写" if near else "请删去该行，或放入文件"
        message, zh = (
            f"no file is called {key}{meant}",
            f"catalog.csv 中有一行说 {key}，没有这个文件：{meant_zh}",
        )
        rows.append(Problem("catalog.csv", "metadata", "catalog_without_file", message, message_zh=zh))
    return rows
