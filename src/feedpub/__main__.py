"""``python -m feedpub`` is the ``feedpub`` command."""

from feedpub.cli import main

if __name__ == "__main__":
    main()
