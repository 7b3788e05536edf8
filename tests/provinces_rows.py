"""Plans of provinces of the real codebook, with made-up goals for one year."""

from functools import cache
from pathlib import Path

import ambition_rows as land
from charted_rows import world
from cityplans import codebook

FOLDER = Path(__file__).parents[1] / "data" / "codebook"


@cache
def provinces(count: int = 31):
    """(tables, codebook): `count` provinces from the north on, growth of GDP and R&D/GDP for 2026."""
    book = codebook.load(FOLDER)
    own = [r for r in book["regions"] if r["level"] == "province"][:count]
    plans, targets = [], []
    for i, row in enumerate(own):
        key = f"{row['ascii'].replace(' ', '-')}-2026"
        plans.append(land.plan(key, row["name"], f"2026-01-{i % 28 + 1:02d}", "province", "全国"))
        growth = {"unit": "%", "measure": "growth_rate", "comparator": "approx" if i % 3 else "eq"}
        targets.append(land.target(key, "gdp_growth", 4.5 + i % 5 * 0.5, 2026, **growth))
        targets.append(land.target(key, "rd_intensity", 1.5 + i * 0.1, 2030, comparator="ge"))
    return world(land.frames(plans, targets), book)
