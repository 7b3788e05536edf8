"""A headless Chromium driven over the WebDriver protocol, with the standard library only."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
MISSING = "" if BROWSER and DRIVER else "needs chromium and chromedriver on the PATH"
SWITCHES = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004", "Down": "\ue015", "Right": "\ue014"}


class Browser:
    """One window; `width` below 700 is a phone with a touch screen's pixels."""

    def __init__(self, downloads: Path, width: int = 1280, height: int = 860) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.downloads = downloads
        self.process = subprocess.Popen(
            [DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.base = f"http://127.0.0.1:{port}"
        self._until_up()
        self.session = f"/session/{self._new(width, height)['sessionId']}"

    def _until_up(self) -> None:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{self.base}/status", timeout=5)
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("chromedriver does not answer")

    def _new(self, width: int, height: int) -> dict:
        options = {
            "binary": BROWSER,
            "args": [*SWITCHES, f"--window-size={width},{height}"],
            "prefs": {
                "download.default_directory": str(self.downloads),
                "profile.default_content_setting_values.automatic_downloads": 1,
            },
        }
        if width < 700:
            metrics = {"width": width, "height": height, "pixelRatio": 2}
            options["mobileEmulation"] = {"deviceMetrics": metrics}
        logs = {"browser": "ALL", "performance": "ALL"}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": logs}
        return self._call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})

    def _call(self, method: str, path: str, body: dict | None = None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.base + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()[:800]) from None

    def call(self, method: str, path: str, body: dict | None = None):
        return self._call(method, self.session + path, body)

    def open(self, page: Path) -> None:
        """The explorer page, until it says it is ready."""
        self.call("POST", "/url", {"url": page.resolve().as_uri()})
        self.until("return document.documentElement.dataset.ready === 'true'")

    def run(self, script: str, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def until(self, script: str, seconds: float = 60, *arguments):
        """The script's value as soon as it is true. Raises AssertionError when it never is."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = self.run(script, *arguments)
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError(f"never true: {script}")

    def press(self, *names: str) -> None:
        actions = [
            {"type": kind, "value": KEYS.get(name, name)} for name in names for kind in ("keyDown", "keyUp")
        ]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": actions}]})

    def errors(self) -> list[str]:
        """What the console complained of since asked last."""
        entries = self.call("POST", "/se/log", {"type": "browser"})
        return [e["message"] for e in entries if e["level"] in ("SEVERE", "WARNING")]

    def requested(self) -> list[str]:
        """Addresses the page asked for since asked last, files and data of its own aside."""
        found = []
        for entry in self.call("POST", "/se/log", {"type": "performance"}):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                found.append(message["params"]["request"]["url"])
        return [url for url in found if not url.startswith(("file:", "data:", "blob:", "about:", "chrome"))]

    def downloaded(self, name: str) -> bytes:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            path = self.downloads / name
            if path.is_file() and path.stat().st_size and not list(self.downloads.glob("*.crdownload")):
                data = path.read_bytes()
                path.unlink()
                return data
            time.sleep(0.1)
        raise AssertionError(f"{name} was not saved; there are {sorted(self.downloads.iterdir())}")

    def close(self) -> None:
        try:
            self.call("DELETE", "")
        finally:
            self.process.terminate()
            self.process.wait(10)
