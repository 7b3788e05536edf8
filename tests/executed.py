"""Notebooks run in this process, as pages: what their cells show, without the start of a kernel for each."""

from __future__ import annotations

import ast
import base64
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import nbformat
import pytest
from IPython.core.formatters import DisplayFormatter
from matplotlib.figure import Figure

from cityplans import tables
from cityplans.publishing.notebooks import run, widgets


def page(path: Path, parameters: Mapping[str, object]) -> str:
    """The page of a notebook, given `parameters`; what a cell raises is raised."""
    notebook = run.with_parameters(nbformat.read(path, as_version=4), parameters)
    names: dict[str, object] = {}
    shown: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(widgets.RENDERING, "1")
        patch.setattr("IPython.display.display", shown.append)
        patch.setattr(tables, "load", _opened)
        patch.setattr(Figure, "savefig", _draft)
        for cell in (c for c in notebook.cells if c.cell_type == "code"):
            shown.clear()
            shown.append(_last(cell.source, names))
            cell.outputs = [_output(each) for each in shown if each is not None]
    return run.rendered(notebook, run.title(path))


_savefig = Figure.savefig


def _draft(figure: Figure, out, **how) -> None:
    """The pictures of a page in few points: how they look is tried where charts are (test_charts)."""
    _savefig(figure, out, **how | {"dpi": 20})


_load = tables.load


def _opened(folder: Path):
    """The tables of a folder as every notebook opens them; those of the same build are read once."""
    frames, texts = _once(folder, (folder / "datapackage.json").read_bytes())
    return {name: frame.copy() for name, frame in frames.items()}, dict(texts)


@cache
def _once(folder: Path, _described: bytes):
    return _load(folder)


def _last(source: str, names: dict) -> object:
    """What the last expression of a cell gives; None where it ends in a statement."""
    body = ast.parse(source).body
    last = ast.Expression(body.pop().value) if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "cell", "exec"), names)
    return eval(compile(last, "cell", "eval"), names) if last else None


def _output(shown: object):
    data, _ = DisplayFormatter().format(shown)
    texts = {k: base64.b64encode(v).decode() if isinstance(v, bytes) else v for k, v in data.items()}
    return nbformat.v4.new_output("execute_result", texts)
