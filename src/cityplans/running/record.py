"""What a run was made of: inputs with hashes, codebook, code; the run's id; the line to put under a chart.

`build` writes inputs.json beside the tables; `report` makes run.json of it. The run id is a hash of inputs,
codebook and code, so that the same three give the same id on every machine. No path of the machine is kept.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from cityplans import __version__, tables
from cityplans.publishing.telling.wording import Names, pick
from cityplans.reading.corpus import leads_out

INPUTS, RUN = "inputs.json", "run.json"
PACKAGE = Path(__file__).resolve().parents[1]
COUNTED = ("plans", "editions", "clauses", "targets", "numerals", "comparisons", "problems")
MOST_NAMED = 6  # regions named in a citation


def file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inputs_of(raw: Path) -> list[dict]:
    """Name below the raw folder, bytes and sha256 of every file, sorted; left out are hidden files, links out
    of the folder and files that may not be read."""
    root = raw.parent if raw.is_file() else raw
    found = [raw] if raw.is_file() else [p for p in raw.rglob("*") if not leads_out(p, raw)]
    files = [p for p in found if p.is_file() and os.access(p, os.R_OK)]
    named = {p.relative_to(root).as_posix(): p for p in files}
    return [
        {"file": name, "bytes": path.stat().st_size, "sha256": file_digest(path)}
        for name, path in sorted(named.items())
        if not any(part.startswith((".", "~$")) for part in name.split("/"))
    ]


def code_digest() -> str:
    """Hash of the package's source, whatever the line ends."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py"), key=lambda p: p.relative_to(PACKAGE).as_posix()):
        digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0")
        digest.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()


def inputs(raw: Path, codebook) -> bytes:
    """The content of inputs.json: what tables are made from."""
    record = {"codebook": codebook.digest, "inputs": inputs_of(raw)}
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def identity(out: Path, codebook) -> dict:
    """run_id, version, code and codebook digests and inputs of the tables below `out`."""
    path = out / INPUTS
    made = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    record = {
        "version": __version__,
        "code": code_digest(),
        "codebook": made.get("codebook", codebook.digest),
        "inputs": made.get("inputs", []),
    }
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    return {"run_id": hashlib.sha256(text.encode()).hexdigest()[:12], **record}


def described(run: Mapping, frames: Mapping[str, pd.DataFrame], codebook, lang: str, date: str) -> dict:
    """What workbook and pages need of a run: run_id, version, date, and the line to cite."""
    return {
        "run_id": run["run_id"],
        "version": run["version"],
        "date": date,
        "cite": cite(run, frames, codebook, lang),
    }


def cite(run: Mapping, frames: Mapping[str, pd.DataFrame], codebook, lang: str) -> str:
    """The line to put under a chart: whose plans, of which years, made by what."""
    names = Names(frames["plans"], codebook, lang)
    rows = frames["plans"].sort_values(["date", "plan_id"], na_position="last")
    regions = list(dict.fromkeys(names.region(r) for r in rows["region"] if isinstance(r, str) and r))
    years = sorted({d[:4] for d in rows["date"] if isinstance(d, str)})
    span = "–".join(sorted({years[0], years[-1]})) if years else ""
    n, targets, tool = len(rows), len(frames["targets"]), f"cityplans {run['version']}"
    listed = pick(lang, "、", ", ").join(regions[:MOST_NAMED])
    if lang == "zh":
        more = f"等{len(regions)}地" if len(regions) > MOST_NAMED else ""
        when = f"（{span}年）" if span else ""
        return (
            f"资料来源：{listed}{more}{n}份计划{when}，量化目标{targets}项；{tool}，运行编号{run['run_id']}。"
        )
    more = f" and {len(regions) - MOST_NAMED} more" if len(regions) > MOST_NAMED else ""
    when = f", {span}" if span else ""
    plans = f"{n} plan{'s' if n != 1 else ''}"
    return f"Source: {plans} of {listed}{more}{when}; {targets} targets; {tool}, run {run['run_id']}."


def cite_of(reports: Path, lang: str) -> str | None:
    """The line of the report that stands below `reports`; None where there is none."""
    path = reports / RUN
    return json.loads(path.read_text("utf-8"))["cite"][lang] if path.is_file() else None


def problems_of(frames: Mapping[str, pd.DataFrame]) -> list[dict]:
    rows = frames["problems"][["source_file", "stage", "problem", "message"]]
    return rows.astype(object).where(rows.notna(), None).to_dict("records")


def write_run(
    reports: Path,
    run: Mapping,
    frames: Mapping[str, pd.DataFrame],
    seconds: Mapping[str, float],
    cites: Mapping,
) -> Path:
    """run.json: the record, counts, problems, timings, and how to cite."""
    record = {
        **run,
        "cite": dict(cites),
        "counts": {name: len(frames[name]) for name in COUNTED if name in frames},
        "problems": problems_of(frames),
        "seconds": {name: round(value, 1) for name, value in seconds.items()},
    }
    path = reports / RUN
    tables.write_bytes(path, (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode())
    return path
