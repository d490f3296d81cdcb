"""Tokenize with bleach's tokenizer, within a bound that keeps its time linear."""

from bleach import html5lib_shim

from feedpub.sanitizer._bounds import MOST_ATTRIBUTES, TooComplexError


class Tokenizer(html5lib_shim.BleachHTMLTokenizer):
    """bleach's, with the bound."""

    def attributeNameState(self) -> bool:  # noqa: N802 - html5lib's name
        """Read the name of one more attribute."""
        # For each attribute of a tag, all those before it are looked at.
        token = self.currentToken
        if token is not None and len(token["data"]) > MOST_ATTRIBUTES:
            raise TooComplexError(
                f"a tag has more than {MOST_ATTRIBUTES} attributes; remove what is not HTML"
            )
        kept_on: bool = super().attributeNameState()
        return kept_on
