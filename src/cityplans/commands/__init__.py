"""The commands: each function `add` gives a parser its commands, and what they do stands beside it."""
