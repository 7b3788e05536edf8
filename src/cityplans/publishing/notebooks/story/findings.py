"""What the notebooks find, as sentences under a name: to set one run beside another."""

from __future__ import annotations

from cityplans.publishing.notebooks.story import Told, ambition, groups, passages, targets, themes

STORIES = (targets, themes, groups, passages, ambition)


def sentences(told: Told) -> dict[str, str]:
    """`ambition-0` → the first sentence of the finding of notebook 05, in the language of `told`."""
    place = int(told.lang == "en")
    return {
        f"{story.__name__.rpartition('.')[2]}-{i}": pair[place]
        for story in STORIES
        for i, pair in enumerate(story.finding(told).pairs)
        if pair
    }
