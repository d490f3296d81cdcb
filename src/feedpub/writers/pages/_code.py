"""Draw an address as a QR code."""

from functools import lru_cache

from markupsafe import Markup


@lru_cache(maxsize=256)
def qr_code(address: str) -> Markup:
    """Return `address` as a QR code, an ``<svg>``; empty where it is too long for one.

    What shows it gives it a size, and light paper.
    """
    import segno  # noqa: PLC0415 - only pages of feeds have one

    try:
        code = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError:
        return Markup()
    # Dark squares alone, of digits: there is nothing in it that could be HTML.
    return Markup(code.svg_inline(omitsize=True, border=0, svgclass=None, lineclass=None))  # noqa: S704
