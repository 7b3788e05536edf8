"""What messages call the fields and codes of a correction: by the heads and lists of the workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cityplans.codebook import Codebook
from cityplans.errors import Both
from cityplans.extraction.correctable import BOUNDS, IS_TARGET
from cityplans.extraction.corrections import VERDICT
from cityplans.publishing.workbook.review import HEADS, VERDICTS
from cityplans.publishing.workbook.targets import EDITABLE, FOR_ADDING, head
from cityplans.publishing.workbook.xlsx import yes_no
from cityplans.schema import COLUMNS

FIELDS = (*EDITABLE, *FOR_ADDING, IS_TARGET)
PLAIN = [key for key in FIELDS if "_" not in key]  # words of a sentence too, so only where a message begins
MADE_UP = [key for key in FIELDS if "_" in key]
NAME = re.compile(
    rf"(?<![\w.])(?:{'|'.join(sorted(MADE_UP, key=len, reverse=True))})(?![\w.])"
    rf"|(?:(?<=: )|(?<=：)|^)(?:{'|'.join(PLAIN)})(?=[:：])"
)


class Words:
    """Names of fields and codes in both languages."""

    def __init__(self, codebook: Codebook) -> None:
        self._codes = {(r["column"], r["code"]): Both(r["en"], r["zh"]) for r in codebook["codes"]}

    def field(self, key: str) -> Both:
        """What the workbook heads the column."""
        if key == VERDICT:
            zh, en = HEADS[key]
            return Both(en, zh)
        return Both(head(key, "en"), head(key, "zh")) if key in FIELDS else Both(key, key)

    def value(self, key: str, text: str) -> Both:
        """What a cell of the workbook shows for a value; – for none."""
        if not text:
            return Both("–", "–")
        if key == VERDICT and text in VERDICTS:
            zh, en = VERDICTS[text]
            return Both(en, zh)
        if key == IS_TARGET:
            said = text.strip().lower() == "true"
            return Both(yes_no(said, "en"), yes_no(said, "zh"))
        return self._codes.get((key, text), Both(text, text))

    def change(self, row: Mapping[str, str], both: bool = False) -> Both:
        """What a correction changes: `Value (low): 3.6 → 3.8`; with `both`, of both bounds."""
        field, (old, new) = row["field"], (self.value(row["field"], row[k]) for k in ("old", "new"))
        if field == VERDICT:  # the old value is what was judged, not a verdict
            return new.at(self.field(field))
        low, high = map(self.field, BOUNDS)
        name = Both(f"{low.en} and {high.en}", f"{low.zh}、{high.zh}") if both else self.field(field)
        return Both(f"{old.en} → {new.en}", f"{old.zh} → {new.zh}").at(name)

    def told(self, said: Both) -> Both:
        """A message that names fields by their keys and lists codes, in these words."""
        return Both(self._told(said.en, "en"), self._told(said.zh, "zh"))

    def _told(self, text: str, lang: str) -> str:
        for key in {match.group() for match in NAME.finditer(text)}:
            codes = COLUMNS[key].values if key in COLUMNS else ()
            if codes:
                listed = (", ", "、")[lang == "zh"].join(self.value(key, code).told(lang) for code in codes)
                text = text.replace(", ".join(codes), listed)
        return NAME.sub(lambda match: self.field(match.group()).told(lang), text)
