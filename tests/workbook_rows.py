"""Small runs of the line for tests of workbook, corrections and changes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from cityplans import codebook as codebooks
from cityplans import documents, tables, tables_of_plans
from cityplans.comparison.ambition import ambition
from cityplans.extraction import corrections
from cityplans.running import cache
from cityplans.running.spreading import ONE_PROCESS

RAW = Path("data/raw")
NEW = "jiaxing-2023-government-notice.txt"
BULLETIN = "zhejiang-talent-bulletin-2020-08.txt"

KEPT = tempfile.TemporaryDirectory()  # the same files are read once a process


def corrected(targets, numerals, plans, codebook) -> tuple:
    """(targets, numerals, problems) after the codebook's corrections."""
    units = set(targets["unit"].dropna())
    made, ledger, unfit = corrections.of_plans(targets, numerals, plans, codebook, units)
    others = corrections.of_others(plans, codebook)
    return made, ledger, [*others, *(p for own in unfit.values() for p in own)]


def built(raw: Path, codebook_folder: Path | None = None, compared: bool = True) -> tuple[dict, dict, list]:
    """(tables, texts, problems) of a folder, without the tables of vocabulary."""
    codebook = codebooks.load(codebook_folder)
    kept = cache.opened(Path(KEPT.name))
    corpus = documents.read(raw, codebook, ONE_PROCESS, kept)
    extracted = documents.extract(corpus.plans, codebook, ONE_PROCESS, kept)
    frames = tables_of_plans.frames_of(corpus.plans, extracted, corpus.differences)
    targets, numerals, problems = corrected(frames["targets"], frames["numerals"], corpus.plans, codebook)
    frames |= {"targets": targets, "numerals": numerals}
    rows = tables_of_plans.problem_rows([*corpus.problems, *problems], codebook)
    frames["problems"] = tables.frame("problems", rows)
    if compared:
        frames |= ambition.build(frames["plans"], targets, codebook)
    return frames, {plan.plan_id: plan.text for plan in corpus.plans}, problems


def write_tables(out: Path, frames: dict, texts: dict) -> None:
    tables.write(out, frames)
    for plan_id, text in texts.items():
        tables.write_bytes(out / "texts" / f"{plan_id}.txt", text.encode())
