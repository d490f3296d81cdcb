"""Turn a folder of front-matter documents into feeds that any reader accepts."""

__version__ = "0.1.0"
