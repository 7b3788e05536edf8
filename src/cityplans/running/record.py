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
from cityplans.running import code

INPUTS, RUN = "inputs.json", "run.json"
RAW = ".raw"  # below the tables: the name of the folder they were made of, where it lies beside them
COUNTED = ("plans", "editions", "clauses", "targets", "actuals", "numerals", "comparisons", "problems")


def file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inputs_of(files: Mapping[str, Path]) -> list[dict]:
    """Name, bytes and sha256 of every file, sorted by name; files that may not be read are left out."""
    return [
        {"file": name, "bytes": path.stat().st_size, "sha256": file_digest(path)}
        for name, path in sorted(files.items())
        if os.access(path, os.R_OK)
    ]


def inputs(files: Mapping[str, Path], codebook) -> bytes:
    """The content of inputs.json: what tables are made from, the same wherever they are written."""
    return as_json({"codebook": codebook.digest, "inputs": inputs_of(files)})


def keep_raw(out: Path, raw: Path) -> None:
    """Remember the name of a raw folder that lies beside the tables; of another, that it lies elsewhere."""
    name = raw.resolve().name if raw.resolve().parent == out.resolve().parent else ""
    tables.write_bytes(out / RAW, name.encode())


def raw_of(out: Path) -> Path | None:
    """The folder beside the tables below `out` that they were made of; None where it lies elsewhere. Tables
    that came without a note of it, as in a fresh copy of the project, were made of `raw` beside them."""
    name = (out / RAW).read_text("utf-8") if (out / RAW).is_file() else "raw"
    return out.parent / name if name else None


def as_json(record: Mapping) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def identity(out: Path, codebook) -> dict:
    """run_id, version, code and codebook digests and inputs of the tables below `out`."""
    made = _made_from(out)
    record = {
        "version": __version__,
        "code": code.digest(),
        "codebook": made.get("codebook", codebook.digest),
        "inputs": made.get("inputs", []),
        **({"selection": made["selection"]} if made.get("selection") else {}),
    }
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    return {"run_id": hashlib.sha256(text.encode()).hexdigest()[:12], **record}


def is_older(out: Path, codebook) -> bool:
    """Whether the tables below `out` were made with another codebook than this: corrections and words that
    came since are not in them."""
    return identity(out, codebook)["codebook"] != codebook.digest


def selection_of(out: Path) -> str:
    """Which plans the tables below `out` are of, where they are of some only; empty for all."""
    return _made_from(out).get("selection", "")


def changed_since(out: Path, files: Mapping[str, Path]) -> list[str]:
    """Names of files (of the raw folder) that came, went or changed since the tables below `out` were made.

    A file of the same size is looked into only where it was written after the tables."""
    held = {file["file"]: file for file in _made_from(out).get("inputs", [])}
    if not held:
        return []
    made = (out / INPUTS).stat().st_mtime
    moved = {name for name, path in files.items() if name in held and _differs(path, held[name], made)}
    return sorted(moved | held.keys() ^ files.keys())


def _differs(path: Path, held: Mapping, made: float) -> bool:
    now = path.stat()
    return now.st_size != held["bytes"] or now.st_mtime > made and file_digest(path) != held["sha256"]


def _made_from(out: Path) -> dict:
    """The content of inputs.json below `out`; empty where there is none."""
    path = out / INPUTS
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


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
