"""Values that are one of certain names: languages, media types, yes and no."""

import re
from collections.abc import Iterator
from typing import Final

from feedpub.validator._place import Fault, Place, Rule
from feedpub.web.registries import LANGUAGES

_TOKEN: Final = r"[^\s()<>,;:\\\"/\[\]?=]++"  # noqa: S105 - the token of RFC 2045
_MEDIA_TYPE = re.compile(rf'{_TOKEN}/{_TOKEN}(?:\s*+;\s*+{_TOKEN}=(?:"[^"]*+"|{_TOKEN}))*+')
_FIELD = re.compile(r"[A-Za-z_]")


def one_of(code: str, *names: str, lower: bool = False) -> Rule:
    """One of `names`; with `lower` in any capitals."""

    def rule(place: Place) -> Iterator[Fault]:
        if (place.value.lower() if lower else place.value) not in names:
            yield Fault(code)

    return rule


true_or_false: Final = one_of("InvalidTrueFalse", "true", "false", lower=True)
yes_or_no: Final = one_of("InvalidYesNo", "yes", "no")


def language(place: Place) -> Iterator[Fault]:
    """A language tag (BCP 47), the first part of which ISO 639 knows."""
    if not is_language(place.value):
        yield Fault("InvalidLanguage")


def is_language(value: str) -> bool:
    """Tell whether `value` begins with a language that ISO 639 knows."""
    return value.partition("-")[0].lower() in LANGUAGES


def media_type(code: str = "InvalidMIMEType") -> Rule:
    """A media type, perhaps with parameters."""

    def rule(place: Place) -> Iterator[Fault]:
        if not is_media_type(place.value):
            yield Fault(code)

    return rule


def is_media_type(value: str) -> bool:
    """Tell whether `value` is a media type, perhaps with parameters."""
    return bool(_MEDIA_TYPE.fullmatch(value))


def form_field(place: Place) -> Iterator[Fault]:
    """The name of a field of a form."""
    if not _FIELD.match(place.value):
        yield Fault("InvalidFormComponentName")
