"""The bounds of front matter. A document of the mirror has 400 characters, 12 values, 2 levels."""

from typing import Final

LONGEST: Final = 256 * 1024
"""Characters, and those that aliases repeat are counted each time."""

MOST_VALUES: Final = 10_000
"""Values and keys, and those that aliases repeat are counted each time."""

DEEPEST: Final = 20
"""Levels of nesting."""

LARGEST_BITS: Final = 128
"""Bits of a number; TOML's own have 64."""

TOO_DEEP: Final = "it is nested too deep"
TOO_MANY: Final = f"it grows to more than {MOST_VALUES} values"
TOO_LONG: Final = f"its aliases repeat more than {LONGEST} characters"
SHORTEN: Final = "write less, or in fewer levels"
