"""An archive of files is as many files, each by its own name; what cannot be read in it costs no other."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from cityplans.reading import corpus
from cityplans.reading.files import formats
from cityplans.reading.files.decoded import Decoded
from cityplans.reading.files.limits import LIMITS
from extraction_rows import book

PLAN = """{place}科技创新规划（2021—2025年）

为深入实施创新驱动发展战略，加快建设更高水平的国家创新型城市，结合本市实际，制定本规划，规划期为2021—2025年。

一、发展目标

到2025年，高新技术企业达到{count}家，研发投入强度达到3%。

二、主要任务

{task}
"""
PLACES = {
    "温州市": (2400, "建设高水平实验室体系，支持龙头企业牵头组建创新联合体，推动科技成果转移转化。"),
    "台州市": (1500, "深化科技体制改革，引进培育高层次人才，优化创新创业生态，扩大开放合作。"),
}


class OfChineseWindows(zipfile.ZipInfo):
    """Its name stands there in GBK, and nothing says so."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gb18030"), self.flag_bits


def archive(held: dict[str, bytes], kind: type[zipfile.ZipInfo] = zipfile.ZipInfo) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in held.items():
            made.writestr(kind(name), data)
    return out.getvalue()


def plan(place: str) -> bytes:
    return PLAN.format(place=place, count=PLACES[place][0], task=PLACES[place][1]).encode()


def word(place: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in PLAN.format(place=place, count=PLACES[place][0], task=PLACES[place][1]).split("\n\n"):
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def read(data: bytes, folder: Path, name: str = "plans.zip"):
    (folder / name).write_bytes(data)
    return corpus.read_corpus(folder, book())


def test_each_file_of_an_archive_is_a_plan_of_its_own(tmp_path):
    found = read(archive({"a/温州.txt": plan("温州市"), "台州.docx": word("台州市")}), tmp_path)
    assert [p.region for p in found.plans] == ["台州市", "温州市"]
    assert {p.reference.source_file for p in found.plans} == {"plans.zip#a/温州.txt", "plans.zip#台州.docx"}
    assert {p.problem for p in found.problems} <= {"maybe_same_plan"}


def test_names_of_chinese_windows_are_read(tmp_path):
    (tmp_path / "plans.zip").write_bytes(archive({"温州规划.txt": plan("温州市")}, OfChineseWindows))
    (text,) = formats.read(tmp_path / "plans.zip", "plans.zip")
    assert isinstance(text, Decoded) and text.source_file == "plans.zip#温州规划.txt"


def test_what_the_system_put_there_is_passed_over(tmp_path):
    beside = {"__MACOSX/._a.txt": b"\0\1", "a/.DS_Store": b"\0\1", "Thumbs.db": b"\0\1", "~$a.docx": b"\0\1"}
    found = read(archive({"a/": b"", **beside, "a/a.txt": plan("温州市")}), tmp_path)
    assert len(found.plans) == 1 and found.problems == []


@pytest.mark.parametrize(
    "name, held, problem",
    [
        ("b.zip", archive({"c.txt": b"x"}), "unsupported"),
        ("b.txt", b"  ", "empty"),
        ("b.rar", b"Rar!\x1a\x07\x00", "unsupported"),
        ("b.bin", bytes(range(256)) * 40, "not_text"),
    ],
)
def test_a_file_that_cannot_be_read_costs_no_other(name, held, problem, tmp_path):
    found = read(archive({name: held, "a.txt": plan("温州市")}), tmp_path)
    assert len(found.plans) == 1
    assert [(p.source_file, p.problem) for p in found.problems] == [(f"plans.zip#{name}", problem)]


def test_a_damaged_member_is_told_by_its_name(tmp_path):
    data = bytearray(archive({"a.txt": plan("温州市"), "b.txt": plan("台州市")}))
    data[60] ^= 0xFF
    found = read(bytes(data), tmp_path)
    assert [p.region for p in found.plans] == ["台州市"]
    assert [(p.source_file, p.problem) for p in found.problems] == [("plans.zip#a.txt", "unreadable")]


def test_an_archive_without_files_says_so(tmp_path):
    assert [p.problem for p in read(archive({"a/": b""}), tmp_path).problems][:1] == ["empty"]


def test_a_bomb_is_not_unpacked(tmp_path):
    (tmp_path / "plans.zip").write_bytes(archive({"a.txt": b"0" * 3_000_000}))
    (found,) = formats.read(tmp_path / "plans.zip", "plans.zip", LIMITS._replace(unpacked_bytes=2_000_000))
    assert found.problem == "too_large"


def test_the_catalog_speaks_of_one_file_of_an_archive(tmp_path):
    rows = "file,title\nplans.zip#a.txt,温州市创新纲要\nplans.zip,别的名字\n"
    (tmp_path / "catalog.csv").write_text(rows, encoding="utf-8")
    found = read(archive({"a.txt": plan("温州市"), "b.txt": plan("台州市")}), tmp_path)
    assert [p.title for p in found.plans] == ["台州市科技创新规划（2021—2025年）", "温州市创新纲要"]
