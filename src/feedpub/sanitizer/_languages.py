"""Find the programming language of a piece of code in the attributes of its tag."""

import re
from typing import Final

# Names and endings that highlighters know. No language of people that is written beside code is
# called so.
LANGUAGES: Final = frozenset(
    (
        "actionscript ada apache applescript arduino asm assembly awk bash basic bat batch"
        " batchfile c c# c++ clojure cmake cmd coffee coffeescript cpp cs csharp css cuda"
        " cython d dart delphi diff django docker dockerfile dos ejs elixir elm erlang fortran"
        " fsharp gherkin git glsl go golang gradle graphql groovy haml handlebars haskell hcl"
        " hlsl html http ini java javascript jinja jinja2 js json json5 jsonc jsx julia kotlin"
        " latex less liquid lisp log lua makefile markdown markup mathematica matlab md"
        " mermaid mysql nginx nim nix objc objective-c objectivec ocaml pascal perl php pgsql"
        " plain plaintext postgresql powershell prisma prolog properties proto protobuf ps1"
        " pug py python python3 r rb regex rs ruby rust sass scala scheme scss sh shell"
        " shell-session solidity sql stylus svelte swift tcl terraform tex text toml ts tsx"
        " txt typescript vb vba vbnet verilog vhdl vim vue wasm xml yaml yml zig zsh"
    ).split()
)
_NAMED: Final = re.compile(r"(?:language|lang|highlight-source)-[A-Za-z0-9+#._-]{1,40}")
_BRUSH: Final = re.compile(r"\bbrush:\s*([A-Za-z0-9+#-]{1,40})|\blang:([A-Za-z0-9+#-]{1,40})")
# Beside these, highlighters write the bare name.
_HIGHLIGHTED: Final = frozenset("highlight hljs prettyprint prism shiki sourcecode".split())


def name_language(attributes: dict[str, str]) -> None:
    """Keep of the classes of code only the one that names its language.

    ``lang`` is for the languages of people, so it is removed where it names one of programming.
    """
    classes = attributes.get("class", "")
    found = _language_class(classes)
    spoken = attributes.get("lang", "").lower()
    if spoken in LANGUAGES:
        del attributes["lang"]
        found = found or f"language-{spoken}"
    elif found and spoken == found.partition("-")[2].lower():
        attributes.pop("lang", None)
    if found:
        attributes["class"] = found


def _language_class(classes: str) -> str:
    tokens = classes.split()
    named = next(filter(_NAMED.fullmatch, tokens), "")
    if named or not classes:
        return named
    brush = _BRUSH.search(classes)
    if brush:
        return f"language-{(brush[1] or brush[2]).lower()}"
    if not _HIGHLIGHTED.isdisjoint(map(str.lower, tokens)):
        bare = next((token.lower() for token in tokens if token.lower() in LANGUAGES), "")
        return f"language-{bare}" if bare else ""
    return ""
