"""The bounds of front matter. A document of the mirror has 400 characters, 12 values, 2 levels."""

from typing import Final

LONGEST: Final = 256 * 1024
"""The most characters, where those that aliases repeat are counted each time."""

MOST_VALUES: Final = 10_000
"""The most values and keys, where those that aliases repeat are counted each time."""

DEEPEST: Final = 20
"""The most levels of nesting."""

LARGEST_BITS: Final = 128
"""The most bits of a number; TOML's own have 64."""

TOO_DEEP: Final = "it is nested too deep"
TOO_MANY: Final = f"it grows to more than {MOST_VALUES} values"
TOO_LONG: Final = f"its aliases repeat more than {LONGEST} characters"
SHORTEN: Final = "write less, or in fewer levels"
