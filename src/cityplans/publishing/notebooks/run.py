"""Run the notebooks, each in a kernel of its own, and render them to pages that need no network.

A notebook has one cell tagged `parameters`. What is passed in stands in a cell of its own after it, which
the rendered page leaves out. The notebooks themselves are never changed.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import IPython  # noqa: F401, whole before a thread draws: matplotlib looks into it, and half loaded it fails
import nbformat
from jinja2 import DictLoader
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter
from traitlets.config import Config

from cityplans import places, tables
from cityplans.errors import Both, UserError
from cityplans.publishing.notebooks import kernels
from cityplans.publishing.telling import html
from cityplans.running import cache, record, staging
from cityplans.running.products import Product, Products, left, note, product

SECONDS_A_CELL = 600
SIDE_BY_SIDE = 2
PARAMETERS, INJECTED = "parameters", "injected-parameters"
OURS, RUN = "cityplans", "run"  # in a notebook's metadata: "cityplans": {"run": "first", "last" or "own"}
KNOWN = "known_code"  # beside it: a hash of the code, where that reads the tables and nothing else
CELL_FILE = re.compile(r"(?m)^.*ipykernel_\d+[/\\]\d+\.py:\d+: ")  # a file of this run alone
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
# the basic template writes cells and no page around them; code is folded away
TEMPLATE = """
{%- extends 'basic/index.html.j2' -%}
{% block input_group %}<details><summary>代码 · code</summary>{{ super() }}</details>{% endblock %}
{% block in_prompt %}{% endblock %}
{% block empty_in_prompt %}{% endblock %}
{% block output_prompt %}{% endblock %}
{% block output_area_prompt %}{% endblock %}
"""


class NotebookError(UserError):
    """A notebook that stopped; the message names notebook, cell and cause."""


class Found(NamedTuple):
    """Notebooks to run: those that need the tables only, those that list what was made, and one's own."""

    first: list[Path]
    last: list[Path]
    own: list[Path]


def found(where: Path | None = None) -> Found:
    """The notebooks whose metadata ask to be run by `report`, each group by name; any other is left alone.

    Raises NotebookError where there are none."""
    root = where or places.notebooks()
    paths = sorted(root.glob("*.ipynb"))
    made = Found(*([p for p in paths if when(p) == asked] for asked in Found._fields))
    if not made.first:
        raise NotebookError(
            f"{root}: holds no notebooks; restore the folder notebooks/ of the project",
            f"{root}：里面没有笔记本；请恢复项目的 notebooks/ 文件夹",
        )
    return made


def when(path: Path) -> str | None:
    """`first`, `last` or `own` where the metadata ask for it; None where not, or it is no notebook."""
    try:
        return opened(path).metadata.get(OURS, {}).get(RUN)
    except (NotebookError, AttributeError):  # a notebook being written is the researcher's business
        return None


def opened(path: Path):
    """The notebook as nbformat has it. Raises NotebookError for what is none."""
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises many kinds on what has another shape
        said = str(error)[:200]
        raise NotebookError(
            f"{path}: cannot be read as a notebook ({said})", f"{path}：不能作为笔记本读取（{said}）"
        ) from None


def has_known_code(path: Path) -> bool:
    """Whether the notebook is known to read nothing but the tables and, where it is run last, the lists of
    what was made. One whose code was edited may read anything, and is run every time."""
    try:
        notebook = opened(path)
        return notebook.metadata.get(OURS, {}).get(KNOWN) == code_digest(notebook)
    except (NotebookError, AttributeError):
        return False


def code_digest(notebook) -> str:
    """A hash of the cells that are run, by which the metadata know them."""
    return cache.key(*(cell.source for cell in notebook.cells if cell.cell_type == "code"))[:16]


def title(path: Path) -> str:
    """The first heading of a notebook; its file's name where it has none, or is being written."""
    try:
        texts = [cell.source for cell in opened(path).cells if cell.cell_type == "markdown"]
    except (NotebookError, AttributeError):
        return path.stem
    heads = (text.splitlines()[0].removeprefix("# ") for text in texts if text.startswith("# "))
    return next(heads, path.stem)


def with_parameters(notebook, parameters: Mapping[str, object]):
    """The notebook with a cell after its tagged one that sets those of `parameters` which that one sets.

    One without a tagged cell stays as it is. Raises NotebookError where several are tagged."""
    places = [i for i, c in enumerate(notebook.cells) if PARAMETERS in _tags(c)]
    if len(places) > 1:
        raise NotebookError(
            "has several cells tagged `parameters`; tag only the one that sets the folders",
            "有几格带 parameters 标签；只给设定文件夹的那一格加",
        )
    if places:
        tagged = notebook.cells[places[0]].source
        known = [name for name in parameters if re.search(rf"^{name} *=", tagged, re.MULTILINE)]
        source = "\n".join(f"{name} = {parameters[name]!r}" for name in known)
        cell = nbformat.v4.new_code_cell(source, metadata={"tags": [INJECTED]}, id=INJECTED)
        notebook.cells.insert(places[0] + 1, cell)
    return notebook


def _tags(cell) -> Sequence[str]:
    tags = cell.metadata.get("tags")
    return tags if isinstance(tags, list) else ()


def run_all(
    paths: Sequence[Path],
    pages: Path,
    parameters: Mapping[str, object],
    say: Callable[[str], None] = lambda line: None,
    products: Products | None = None,
) -> dict[str, float]:
    """Run notebooks side by side and write each as PAGES/NAME.html; seconds by name.

    Those of `products` that are as they would be made are left. All run, whichever fails; then NotebookError
    names those that failed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        done = asyncio.run(_all(paths, pages, parameters, say, products))
    failed = [outcome for outcome in done.values() if isinstance(outcome, NotebookError)]
    if failed:
        raise NotebookError(*("\n".join(error.told(lang) for error in failed) for lang in ("en", "zh")))
    return {name: float(seconds) for name, seconds in done.items()}


async def _all(paths, pages, parameters, say, products) -> dict:
    gate = asyncio.Semaphore(SIDE_BY_SIDE)
    count = iter(range(1, len(paths) + 1))

    async def one(path: Path):
        async with gate:
            began = time.perf_counter()
            try:
                await _made(path, pages, parameters, products)
            except NotebookError as error:
                return error
            seconds = time.perf_counter() - began
            say(f"[{next(count)}/{len(paths)}] {path.stem} ({seconds:.0f} s)")
            return seconds

    outcomes = await asyncio.gather(*(one(path) for path in paths))
    return {path.stem: outcome for path, outcome in zip(paths, outcomes, strict=True)}


async def _made(path: Path, pages: Path, parameters: Mapping, products: Products | None) -> None:
    """The page of a notebook, left where it is known to be what the notebook would give again."""
    wanted = _product(path, parameters, products)
    if wanted and left(products, wanted):
        return
    (pages / f"{path.stem}.html").unlink(missing_ok=True)  # should it stop, an older run's page is none
    await _run(path, pages, parameters)
    if wanted and wanted == _product(path, parameters, products):  # and was not saved anew meanwhile
        note(products, wanted, [pages / f"{path.stem}.html"])


def _product(path: Path, parameters: Mapping, products: Products | None) -> Product | None:
    """What the notebook's page is made from; None where that is not known."""
    if products is None or not has_known_code(path):
        return None
    return product(products, f"notebooks/{path.stem}", path.read_bytes(), sorted(parameters.items()))


async def _run(path: Path, pages: Path, parameters: Mapping[str, object]) -> None:
    notebook = opened(path)
    try:
        notebook = with_parameters(notebook, parameters)
    except NotebookError as error:
        raise NotebookError(f"{path.name}: {error}", f"{path.name}：{error.told('zh')}") from None
    await _execute(path, notebook)
    try:
        tables.write_bytes(pages / f"{path.stem}.html", _page(notebook, path, parameters).encode())
    except OSError as error:  # those that run beside this one go on
        advice = staging.advised(error)
        raise NotebookError(f"{path.name}: {advice.en}", f"{path.name}：{advice.zh}") from None


async def _execute(path: Path, notebook) -> None:
    client = NotebookClient(
        notebook,
        km=kernels.kernel(),
        timeout=SECONDS_A_CELL,
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.resolve().parent)}},
    )
    try:
        await client.async_execute(
            env=kernels.environment(), cleanup_kc=True
        )  # else the kernel lives on with us
    except Exception as error:  # a cell stopped, a kernel died, a cell or an output has no proper shape
        raise NotebookError(*_failure(notebook, error).at(Both(path.name, path.name))) from None


def _failure(notebook, error: Exception) -> Both:
    """Which cell stopped, its first line, and the error's last lines."""
    own = [c for c in notebook.cells if INJECTED not in _tags(c)]
    for i, cell in enumerate(own, 1):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                words = COLOURS.sub("", f"{output.ename}: {output.evalue}").strip()
                first, words = cell.source.strip().splitlines()[0][:80], words[:600]
                return Both(
                    f"cell {i} (`{first}`) stopped with {words}", f"第{i}格（`{first}`）出错停止：{words}"
                )
    said = (str(error).strip() or type(error).__name__).splitlines()[0][:600]
    reason = {
        CellTimeoutError: Both(
            f"a cell took more than {SECONDS_A_CELL} s", f"有一格运行超过{SECONDS_A_CELL}秒"
        ),
        DeadKernelError: Both("its kernel died (out of memory?)", "内核中止（内存不足？）"),
    }.get(type(error), Both(said, said))
    if isinstance(error, RuntimeError):
        return Both(f"{reason.en} ({sys.executable})", f"{reason.zh}（{sys.executable}）")
    return reason


def _page(notebook, path: Path, parameters: Mapping[str, object]) -> str:
    chosen = record.selection_of(Path(str(parameters.get("out", ""))))
    return rendered(notebook, title(path), str(parameters.get("lang", "zh")), chosen)


def rendered(notebook, name: str, lang: str = "zh", chosen: str = "") -> str:
    """An executed notebook as one page: no network, no script, the passed-in parameters left out, and where
    on this machine a warning came from. Above it stands which plans were `chosen`, where not all were."""
    kept = nbformat.from_dict({**notebook, "cells": [c for c in notebook.cells if INJECTED not in _tags(c)]})
    for output in (o for cell in kept.cells for o in cell.get("outputs", ()) if o.output_type == "stream"):
        output["text"] = CELL_FILE.sub("", output["text"])
    body, _ = _exporter().from_notebook_node(kept)
    if chosen:
        name = f"{name} ({chosen})"
        body = html.both([(f"只含选出的计划：{chosen}", f"Of selected plans only: {chosen}")]) + body
    return html.page(name, body, f"../{html.FONTS}", lang, has_both=True)


@lru_cache
def _exporter() -> HTMLExporter:
    """One for all pages: most of its time goes into compiling the templates."""
    return HTMLExporter(
        config=Config({"HTMLExporter": {"sanitize_html": False, "embed_images": False}}),
        extra_loaders=[DictLoader({"cityplans.html.j2": TEMPLATE})],
        template_file="cityplans.html.j2",
        template_name="basic",
    )
