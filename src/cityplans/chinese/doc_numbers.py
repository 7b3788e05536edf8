"""The number a document is issued under: 淮政办〔2022〕15号, 国发[一九九八]第三号."""

from __future__ import annotations

from cityplans.chinese.years import HAN_CENTURY

DOC_NO = (
    rf"[\u4e00-\u9fff]{{1,12}}\s*[〔﹝\[［(（【]\s*(?:(?:19|20)\d{{2}}|{HAN_CENTURY})\s*[〕﹞\]］)）】]"
    r"\s*第?\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,5})\s*号"
)
