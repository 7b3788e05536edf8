"""The wheel carries codebook and notebooks, which lie outside the package where people edit them."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
STARTER = {"codebook": ROOT / "data" / "codebook", "notebooks": ROOT / "notebooks"}


class WithStarter(build_py):
    def run(self):
        super().run()
        if self.editable_mode:
            return  # the project's own folders are there
        for name, source in STARTER.items():
            target = Path(self.build_lib) / "cityplans" / "starter" / name
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(".*"))


setup(cmdclass={"build_py": WithStarter})
