"""What the notebooks find, as sentences under a name: to set one run beside another."""

from __future__ import annotations

from cityplans.publishing.notebooks.story import Told, ambition, groups, passages, targets, themes

STORIES = (targets, themes, groups, passages, ambition)


def sentences(told: Told) -> dict[str, str]:
    """`ambition-by_when` → what notebook 05 finds of that, in the language of `told`.

    A name says what a sentence is about, never where it stands: one more sentence renames no other."""
    place = int(told.lang == "en")
    return {
        f"{story.__name__.rpartition('.')[2]}-{name}": pair[place]
        for story in STORIES
        for name, pair in story.finding(told).named.items()
        if pair
    }
