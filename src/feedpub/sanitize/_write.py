"""Tokens to HTML. What it writes is read again by nh3 before it goes anywhere."""

from collections.abc import Iterable

from feedpub.sanitize._walk import Token


def write(tokens: Iterable[Token]) -> str:
    """Return the tokens as HTML, everything escaped that could be read as markup.

    Attributes come in alphabetical order, so that clean HTML has one spelling.
    """
    return "".join(_written(token) for token in tokens)


def _written(token: Token) -> str:
    match token["type"]:
        case "StartTag" | "EmptyTag":
            name = token["name"]
            attributes = "".join(
                f' {key}="{_attribute(value)}"' for (_, key), value in sorted(token["data"].items())
            )
            # The first line break after <pre> is not content: one is put there to be dropped.
            return f"<{name}{attributes}>" + ("\n" if name == "pre" else "")
        case "EndTag":
            return f"</{token['name']}>"
        case _:
            return _text(token["data"])


def _text(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(value: str) -> str:
    return _text(value).replace('"', "&quot;")
