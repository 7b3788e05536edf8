"""Notebooks: what they say, how they are run and shown."""

import sys

# jsonschema, which nbformat loads, compiles a grammar of web addresses for two seconds wherever this package
# can be imported, and does without it where it cannot: no notebook has an address to be checked.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
