"""cityplans: from the plans of Chinese cities and provinces to tidy tables of targets and themes."""

__version__ = "0.1.0"
