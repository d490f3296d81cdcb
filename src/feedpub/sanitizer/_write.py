"""Write tokens as HTML, which nh3 reads again before it goes anywhere."""

from collections.abc import Iterable

from feedpub.sanitizer._tokens import Token


def write(tokens: Iterable[Token]) -> str:
    """Return the tokens as HTML, everything escaped that could be read as markup.

    Attributes come in alphabetical order, so that clean HTML has one spelling.
    """
    parts = []
    in_pre = False
    for token in tokens:
        # The first line break after <pre> is not content: one is put there to be dropped.
        if in_pre and token["type"] == "Characters" and token["data"].startswith("\n"):
            parts.append("\n")
        in_pre = token["type"] == "StartTag" and token["name"] == "pre"
        parts.append(_html_of(token))
    return "".join(parts)


def _html_of(token: Token) -> str:
    match token["type"]:
        case "StartTag" | "EmptyTag":
            name = token["name"]
            attributes = "".join(
                f' {key}="{_attribute(value)}"' for (_, key), value in sorted(token["data"].items())
            )
            return f"<{name}{attributes}>"
        case "EndTag":
            return f"</{token['name']}>"
        case _:
            return _text(token["data"])


def _text(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(value: str) -> str:
    return _text(value).replace('"', "&quot;")
