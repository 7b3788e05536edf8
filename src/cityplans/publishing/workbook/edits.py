"""Read what a person did to the Targets sheets of a workbook, against the values it was exported with."""

from __future__ import annotations

import json
import unicodedata
import warnings
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from cityplans import schema
from cityplans.codebook import Codebook
from cityplans.errors import Both, UserError
from cityplans.extraction.correctable import BOUNDS, as_text, not_alone, same
from cityplans.publishing.telling.text import cell_text
from cityplans.publishing.workbook.targets import EDITABLE, FOR_ADDING, HEADS, OTHER, SHOWN, SNAPSHOT, head
from cityplans.publishing.workbook.xlsx import HEAD, digest
from cityplans.reading.files import limits

if TYPE_CHECKING:
    from openpyxl import Workbook

OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # what .xls files and .xlsx files with a password begin with
OWN = ("is_target", "reason", "by", "target_id")
NUMBERS = tuple(k for k in EDITABLE if schema.COLUMNS[k].type in ("number", "year"))
NAMED = 3  # rows of a sheet that are named; of more only the number is
YES, NO = {"是", "yes", "true", "1", ""}, {"否", "no", "false", "0"}
LAST_HEADER_ROW = 20  # rows in which the header is looked for, should someone have put lines above it


class EditError(UserError):
    """A workbook that cannot be read as one of ours; the message says what to do."""


class Row(NamedTuple):
    """A row of the sheet: where it stands, what it says, and what it said when exported (None: added)."""

    place: Both
    plan_id: str
    quote: str
    indicator_text: str
    nth: str
    values: dict[str, str]
    exported: Mapping | None
    is_target: bool
    reason: str
    by: str


MERGED = Both(
    "is merged with another cell and says nothing of its own: part the cells and fill them",
    "与别的单元格合并了，没有自己的内容：请取消合并再填",
)


@dataclass
class Edited:
    """Rows to check, what could not be read, and what a person should know."""

    rows: list[Row] = field(default_factory=list)
    refused: list[Both] = field(default_factory=list)
    notes: list[Both] = field(default_factory=list)
    quotes: dict[tuple[str, str], set[str]] = field(default_factory=dict)  # (plan, indicator text) → quotes
    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)  # (column, word) → code
    exported: Mapping[str, Mapping] = field(default_factory=dict)  # target_id → its values as exported
    book: Workbook | None = None  # as opened, for what else it says


def read_edits(path: Path, targets: pd.DataFrame, codebook: Codebook) -> Edited:
    """The rows of every Targets sheet. `targets` serves for workbooks that lost the exported values."""
    book = _opened(path)
    exported = _exported(book) or {r["target_id"]: r for r in _records(targets)}
    nth = _nth(exported)
    edited = Edited(codes=codes_of(codebook), exported=exported, book=book)
    quotes = defaultdict(set)
    for row in exported.values():
        quotes[row["plan_id"], row["indicator_text"] or ""].add(row["quote"])
    edited.quotes = dict(quotes)
    seen: set[str] = set()
    sheets = [(sheet, where) for sheet in book.worksheets if (where := _header(sheet))]
    if not sheets:
        lacking = _lacking(book)
        raise EditError(
            f"{path}: {lacking.en}; import the workbook that `run.py report` wrote",
            f"{path}：{lacking.zh}；请导入 run.py report 生成的工作簿",
        )
    for sheet, (top, columns) in sheets:
        for number in used_rows(sheet, top):
            by_key = {key: sheet.cell(number, index + 1) for key, index in columns.items()}
            _read_row(place_of(sheet.title, number), by_key, exported, nth, seen, edited)
    edited.refused += _elsewhere(book)
    missing = len(set(exported) - seen)
    if missing:
        edited.notes.append(
            Both(
                f"{missing} exported targets stand in no row; deleting a row corrects nothing, mark it no "
                "instead",
                f"有{missing}项导出的目标在表中已没有行；删去一行不算更正，请在“是目标”列写“否”",
            )
        )
    return edited


def _opened(path: Path):
    from openpyxl import load_workbook

    if not path.is_file():
        raise EditError(f"{path}: no such file", f"{path}：没有这个文件")
    with path.open("rb") as file:
        if file.read(len(OLE)) == OLE:
            raise EditError(
                f"{path}: has a password or is an old .xls; save it as .xlsx without password",
                f"{path}：有密码，或是旧的 .xls；请存为不带密码的 .xlsx",
            )
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(item.file_size for item in archive.infolist())
        if size > (most := limits.limits()[0].unpacked_bytes):
            raise EditError(
                f"{path}: unpacks to {size:,} bytes, more than the limit of {most:,}: it may be a zip bomb; "
                f"if it is not, raise the limit ({limits.VARIABLE}=unpacked_bytes=…)",
                f"{path}：解开后有 {size:,} 字节，超过上限 {most:,}，可能是压缩炸弹；"
                f"如果不是，请提高上限（{limits.VARIABLE}=unpacked_bytes=…）",
            )
        with warnings.catch_warnings():  # of parts that openpyxl does not keep; nothing is written back
            warnings.simplefilter("ignore")
            return load_workbook(path)
    except EditError:
        raise
    except Exception as error:  # a damaged file fails in any of the parsers below openpyxl
        raise EditError(
            f"{path}: is not an Excel workbook ({error}); save it as .xlsx",
            f"{path}：不是 Excel 工作簿（{error}）；请存为 .xlsx",
        ) from None


NEEDED = ("target_id", "quote", "is_target", "value_low")


def used_rows(sheet, top: int) -> list[int]:
    """Rows below `top` that hold a cell: a stray one at the end of a sheet must not cost a million rows."""
    return sorted({row for row, _ in sheet._cells if row > top})


def _header(sheet) -> tuple[int, dict[str, int]] | None:
    """(row of the header, column of each key), in either language; None for sheets of something else."""
    for number, heads in _heads(sheet):
        if set(NEEDED) <= set(heads):
            return number, heads
    return None


def _heads(sheet) -> list[tuple[int, dict[str, int]]]:
    """Of each row in which a header may stand: its number, and the column of each key that it names."""
    keys = (*EDITABLE, *FOR_ADDING, *OWN, *SHOWN)
    return heads_of(sheet, {key: {head(key, lang).casefold() for lang in ("zh", "en")} for key in keys})


def heads_of(sheet, named: Mapping[str, set[str]]) -> list[tuple[int, dict[str, int]]]:
    """As `_heads`, for keys that go by these words."""
    names = {word: key for key, words in named.items() for word in words}
    found = []
    for number in [row for row in used_rows(sheet, 0) if row <= LAST_HEADER_ROW]:
        cells = [(column, cell.value) for (row, column), cell in sheet._cells.items() if row == number]
        heads = {names.get(str(v).replace("✎", "").strip().casefold()): c - 1 for c, v in sorted(cells) if v}
        heads.pop(None, None)
        found.append((number, heads))
    return found


def place_of(sheet: str, row: int) -> Both:
    """Where a row of a sheet stands."""
    return Both(f"{sheet}, row {row}", f"{sheet}第{row}行")


def _lacking(book) -> Both:
    """Why no sheet is one of targets: the columns that the nearest of them lacks."""
    near = [(len(heads), sheet.title, heads) for sheet in book.worksheets for _, heads in _heads(sheet)]
    count, title, heads = max(near, key=lambda one: one[0], default=(0, "", {}))
    if count < len(NEEDED):
        return Both(
            f"holds no sheet of targets with its header in the first {LAST_HEADER_ROW} rows",
            f"前{LAST_HEADER_ROW}行中没有目标表的表头",
        )
    missing = ", ".join(" / ".join(head(k, lang) for lang in ("zh", "en")) for k in NEEDED if k not in heads)
    return Both(
        f"sheet {title} lacks the column {missing}; put its header back",
        f"工作表“{title}”缺少列 {missing}；请把表头恢复",
    )


def _exported(book) -> dict[str, dict]:
    found = {}
    for sheet in book.worksheets:
        for row in used_rows(sheet, 1) if sheet.title.startswith(SNAPSHOT) else ():
            target_id, values = sheet.cell(row, 1).value, sheet.cell(row, 2).value
            if target_id and str(values or "").startswith("{"):
                found[str(target_id)] = _snapshot(values, sheet.title)
    return found


def _elsewhere(book) -> list[Both]:
    """Rows of sheets that are not read back and are no longer as they were written."""
    written: dict[str, list[str]] = {}
    for sheet in book.worksheets:
        for row in used_rows(sheet, 1) if sheet.title.startswith(SNAPSHOT) else ():
            name, values = (str(sheet.cell(row, column).value or "") for column in (1, 2))
            if name.startswith(OTHER):
                written.setdefault(name.removeprefix(OTHER), []).extend(values.split())
    return [line for sheet in book.worksheets for line in _changed_rows(sheet, written.get(sheet.title))]


def _changed_rows(sheet, written: list[str] | None) -> list[Both]:
    if written is None:
        return []
    width = max((c for (r, c), cell in sheet._cells.items() if r == HEAD + 1 and cell.value), default=0)
    changed = []
    for row in used_rows(sheet, HEAD + 1):
        cells = [text_of(sheet.cell(row, column + 1).value) for column in range(width)]
        if any(cells) and digest(cells) not in written:
            changed.append(row)
    where = _where_to(sheet.title)
    said = Both(f"was changed, but this sheet is not read; {where.en}", f"有改动，但这张表不读回；{where.zh}")
    more = len(changed) - NAMED
    rest = Both(f"{sheet.title}: {more} more rows were changed", f"{sheet.title}：另有{more}行有改动")
    return [said.at(place_of(sheet.title, row)) for row in changed[:NAMED]] + [rest] * (more > 0)


IN_CATALOG = Both(
    "write region, title, date or status into data/raw/catalog.csv",
    "地区、标题、日期、状态请写入 data/raw/catalog.csv",
)


def _where_to(title: str) -> Both:
    plans = schema.TABLES["plans"]
    if title in (plans.zh, plans.en):
        return IN_CATALOG
    return Both("correct targets in the sheet of targets", "请在目标表中更正目标")


def _snapshot(values: str, sheet: str) -> dict:
    try:
        return json.loads(values)
    except ValueError:
        raise EditError(
            f"sheet {sheet}: the exported values were changed, so that edits cannot be told from them; "
            "edit a fresh workbook of `run.py report`",
            f"工作表“{sheet}”中导出时的值被改动，无法分辨改了什么；请在 run.py report 新生成的工作簿上修改",
        ) from None


def _records(targets: pd.DataFrame) -> list[dict]:
    return targets.astype(object).where(targets.notna(), None).to_dict("records")


def _nth(exported: Mapping[str, Mapping]) -> dict[str, str]:
    """target_id → which of several with the same plan, quote and indicator; empty for the only one."""
    alike = defaultdict(list)
    for target_id, row in exported.items():
        alike[row["plan_id"], row["quote"], row["indicator_text"] or ""].append((row["start"], target_id))
    return {t: str(n) if len(g) > 1 else "" for g in alike.values() for n, (_, t) in enumerate(sorted(g), 1)}


def _read_row(place: Both, cells: Mapping, exported, nth, seen: set[str], edited: Edited) -> None:
    """One row into `edited`; blank rows pass."""
    if all(cell.value in (None, "") for cell in cells.values()):
        return
    target_id = text_of(cells["target_id"].value)
    before = exported.get(target_id)
    if target_id and before is None:
        edited.refused.append(
            Both(
                f"target id “{target_id}” is not of this workbook; leave it empty to add",
                f"目标编号“{target_id}”不属于这个工作簿；新增目标请留空",
            ).at(place)
        )
        return
    if target_id in seen:
        edited.refused.append(
            Both(
                f"target id “{target_id}” stands twice; empty it in the copied row",
                f"目标编号“{target_id}”出现两次；请在复制出的一行中清空",
            ).at(place)
        )
        return
    seen.add(target_id) if target_id else None
    values, faults = _values(cells, before, edited.codes)
    mark = text_of(cells["is_target"].value).casefold()
    if mark not in YES | NO:
        zh, en = HEADS["is_target"]
        faults.append(Both(f"{en}: “{mark}” is neither yes nor no", f"{zh}：“{mark}”不是“是”或“否”"))
    edited.refused += [fault.at(place) for fault in faults]
    fixed = before or {k: text_of(cells[k].value) if k in cells else "" for k in FOR_ADDING}
    if before is not None:
        edited.refused += [fault.at(place) for fault in _locked(cells, before)]
    elif faults:
        return
    said = {k: text_of(cells[k].value) if k in cells else "" for k in ("reason", "by")}
    document = {k: fixed[k] or "" for k in ("plan_id", "quote", "indicator_text")}
    which = nth.get(target_id, "")
    edited.rows.append(
        Row(place, **document, nth=which, values=values, exported=before, is_target=mark not in NO, **said)
    )


def codes_of(codebook: Codebook) -> dict[tuple[str, str], str]:
    """(column, word in either language) → code; a code stands for itself."""
    return {
        (row["column"], row[said].casefold()): row["code"]
        for row in codebook["codes"]
        for said in ("zh", "en", "code")
    }


def _values(
    cells: Mapping, before: Mapping | None, codes: Mapping[tuple[str, str], str]
) -> tuple[dict[str, str], list[Both]]:
    """Editable cells as text of the tables; what cannot be read is left out and named."""
    from openpyxl.cell.cell import MergedCell

    values, faults, unread = {}, [], set()
    for key in (*EDITABLE, "value_text"):
        cell = cells.get(key)
        if cell is None or (key == "value_text" and before is not None):
            continue
        if isinstance(cell, MergedCell):
            unread.add(key)
            faults.append(MERGED.at(Both(key, key)))
        elif cell.data_type == "f":
            unread.add(key)
            faults.append(Both(f"{key}: holds a formula; put the value itself", f"{key}：是公式；请填数值"))
        elif cell.data_type == "e":
            unread.add(key)
            faults.append(Both(f"{key}: holds an error ({cell.value})", f"{key}：是错误值（{cell.value}）"))
        else:
            text = _number(cell) if key in NUMBERS else text_of(cell.value)
            values[key] = codes.get((key, text.casefold()), text)
    for key in BOUNDS if before is not None and unread & {*BOUNDS} else ():
        if key in values and not same(key, values.pop(key), as_text(before.get(key))):
            faults.append(not_alone(key))
    return values, faults


def _number(cell) -> str:
    """A number typed as one, as text or as a per cent (3.8% is 3.8 with the unit %)."""
    if isinstance(cell.value, bool):
        return str(cell.value)
    if isinstance(cell.value, (int, float)):
        return as_text(round(cell.value * 100, 10) if "%" in (cell.number_format or "") else cell.value)
    return unicodedata.normalize("NFKC", text_of(cell.value)).replace(",", "").removesuffix("%").strip()


def text_of(value) -> str:
    if value is None:
        return ""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return as_text(value) if is_number else str(value).strip()


def _locked(cells: Mapping, before: Mapping) -> list[Both]:
    """Columns that come from the document and were changed all the same."""
    faults = []
    for key in FOR_ADDING:
        written = {cell_text(before[key] or "", lang).strip() for lang in ("zh", "en")}
        if key in cells and text_of(cells[key].value) not in written:
            said = Both(
                f"{key} comes from the document and cannot be edited; mark the row no and add another",
                f"{key} 出自原文，不能改；请把这一行标为“否”，另加一行",
            )
            faults.append(said)
    for key, was in before.get("shown", {}).items():
        if key in cells and digest([text_of(cells[key].value)]) != was:
            name, instead = f"{head(key, 'zh')} / {head(key, 'en')}", _instead(key)
            faults.append(
                Both(f"{name} is made from other cells; {instead.en}", f"{name} 由其他格得出；{instead.zh}")
            )
    return faults


def _instead(key: str) -> Both:
    """Where the change belongs."""
    if key == "shown":
        return Both(
            "change value, unit or comparator in the orange columns", "请在橙色列中改数值、单位或界限"
        )
    if key == "plan":
        return IN_CATALOG
    if key in ("indicator", "theme"):
        return Both(
            "choose the indicator in the orange column; its theme follows", "请在橙色列中选指标，主题随之而定"
        )
    return Both("it cannot be changed here", "此处不能改")
