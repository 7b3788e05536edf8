"""Which characters are Chinese ones."""

from __future__ import annotations

import re

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
MARKS = "，。；：？！、（）《》〈〉“”‘’「」『』【】〔〕［］—…"
IS_HAN = re.compile(f"[{HAN}]")
CJK = re.compile("[\u3400-\u9fff]")  # without the rare ones: to tell what is Chinese at all
