"""One megabyte of paragraphs against two hundred articles of 5 KB, in the sanitizer alone.

python -m bench.speed.paragraphs ROUNDS

Prints the seconds of both, a line for each round; `python -m bench.sanitizer` prints the curve.
"""

import sys
from functools import partial

from bench.sanitizer import body, cleaned, seconds


def main() -> None:
    """Print the seconds of each round."""
    large, small = body(1000), body(5)
    cleaned(small)
    for _ in range(int(sys.argv[1])):
        one = seconds(partial(cleaned, large))
        many = sum(seconds(partial(cleaned, small)) for _ in range(200))
        sys.stdout.write(f"{one} {many}\n")


if __name__ == "__main__":
    main()
