"""JupyterLab in a browser, started as `run.py notebook` starts it: notebooks run whole, controls answer."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
import run

import chromium

ROOT = Path(__file__).resolve().parents[1]
RUN_ALL = "notebook:run-all-cells"
OPEN = "window.jupyterapp.commands.execute('docmanager:open', {path: arguments[0]})"
IDLE = """
const context = window.jupyterapp.shell.currentWidget?.sessionContext;
return context?.path === arguments[0] && context.isReady && context.session?.kernel?.status === 'idle'"""
# of the notebook itself: the page draws only the cells that are in view
CELLS = """
const shown = window.jupyterapp.shell.currentWidget.content;
const cells = [...shown.model.cells].filter(cell => cell.type === 'code');"""
ALL_RAN = CELLS + "return cells.every(cell => cell.executionCount > 0)"
WRONG = (
    CELLS
    + """
return cells.flatMap(cell => cell.outputs.toJSON())
  .filter(o => o.output_type === 'error' || o.name === 'stderr')
  .map(o => JSON.stringify(o).slice(0, 600))"""
)
SHOW = """
const notebook = window.jupyterapp.shell.currentWidget.content;
const cell = notebook.widgets.find(w => w.model.sharedModel.source.includes(arguments[0]));
return notebook.scrollToCell(cell, 'center').then(() => true)"""
CHOOSE = """
const box = [...document.querySelectorAll('.jp-OutputArea select')][arguments[0]];
box.selectedIndex = (box.selectedIndex + arguments[1]) % box.options.length;
box.dispatchEvent(new Event('change', {bubbles: true}))"""
WORDS = """
const words = [...document.querySelectorAll('.jp-OutputArea td')]
  .filter(cell => /^[\u4e00-\u9fff]{4}/.test(cell.textContent.trim()));"""
AT_THE_RIGHT = """
return words.filter(cell => getComputedStyle(cell).textAlign === 'right')
  .map(cell => cell.textContent.trim().slice(0, 40))"""
LISTED = "[...document.querySelectorAll('.jp-DirListing-itemText')].map(e => e.textContent)"
PICTURE = "return [...document.querySelectorAll('.jp-OutputArea .widget-image')].map(i => i.src).join()"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(bool(chromium.MISSING), reason=chromium.MISSING)]


@pytest.fixture(scope="module")
def project(five, tmp_path_factory) -> Path:
    """A project folder of its own: what JupyterLab and the notebooks write goes there."""
    folder = tmp_path_factory.mktemp("lab") / "项目"
    for name in ("notebooks", "data/codebook", "data/raw"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(five, folder / "data" / "processed")
    _with_the_controls_alone(folder / "notebooks/05_ambition.ipynb")
    return folder


def _with_the_controls_alone(path: Path) -> None:
    """Its charts and tables are looked at as a page (test_notebooks)."""
    book = nbformat.read(path, as_version=4)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    book.cells = [*code[:2], *(cell for cell in code if "widgets.show(" in cell.source)]
    nbformat.write(book, path)


@pytest.fixture(scope="module")
def lab(project) -> Iterator[str]:
    """Address of a server on the project that asks for no token and keeps nothing in the user's home."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = project.parent / "settings"
    keeps = ("JUPYTER_CONFIG_DIR", "JUPYTERLAB_SETTINGS_DIR", "JUPYTERLAB_WORKSPACES_DIR", "IPYTHONDIR")
    switches = ("--no-browser", "--allow-root", f"--port={port}", "--IdentityProvider.token=")
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *run.LAB, *switches, "--LabApp.expose_app_in_browser=True"],
        cwd=project,
        env=os.environ | {name: str(own / name.lower()) for name in keeps},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_up(f"http://127.0.0.1:{port}/api", server)
        yield f"http://127.0.0.1:{port}/lab"
    finally:
        server.terminate()
        server.wait(30)


def _until_up(address: str, server: subprocess.Popen) -> None:
    for _ in range(300):
        assert server.poll() is None, "JupyterLab has ended"
        try:
            urllib.request.urlopen(address, timeout=5)
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("JupyterLab does not answer")


@pytest.fixture(scope="module")
def browser(lab, tmp_path_factory) -> Iterator[chromium.Browser]:
    """JupyterLab as it starts."""
    window = chromium.Browser(tmp_path_factory.mktemp("downloads"), width=1400, height=1000)
    window.call("POST", "/url", {"url": f"{lab}?reset"})
    window.until(f"return !!window.jupyterapp && ({LISTED}).join('')", 180)
    yield window
    window.close()


def ran(browser: chromium.Browser, name: str) -> None:
    """Opens a notebook and runs every cell."""
    path = f"notebooks/{name}.ipynb"
    browser.run(OPEN, path)
    browser.until(IDLE, 180, path)
    browser.run(f"window.jupyterapp.commands.execute('{RUN_ALL}')")
    browser.until(ALL_RAN, 300)
    browser.until(IDLE, 120, path)


def test_the_whole_project_is_in_the_file_browser(browser):
    assert {"data", "notebooks"} <= {*browser.run(f"return {LISTED}")}


def test_a_notebook_runs_whole(browser):
    ran(browser, "07_your_own_analysis")
    assert browser.run(WRONG) == []
    browser.run(SHOW, "sentence=")
    browser.until(WORDS + "return words.length > 0")
    assert browser.run(WORDS + AT_THE_RIGHT) == []


def test_the_controls_of_05_redraw_the_chart(browser):
    ran(browser, "05_ambition")
    assert browser.run(WRONG) == []
    browser.run(SHOW, "widgets.show(")
    drawn = browser.until(PICTURE)
    single = "document.querySelectorAll('.jp-OutputArea select:not([multiple])')"
    chosen = browser.run(f"return [...{single}].map(s => s.selectedIndex)")
    assert chosen and all(place >= 0 for place in chosen), "a box is blank"
    browser.run(CHOOSE, 0, 1)  # another indicator
    browser.until(f"return ({PICTURE.removeprefix('return ')}) !== {drawn!r}", 60)
    assert browser.run(WRONG) == []
