"""Images, sounds, films and code, found by what they are."""

import pytest

from feedpub import sanitizer

BASE = "https://feeds.example.org/"
REAL = "https://img.example.org/a.jpg"
SHOWN = f'<img src="{REAL}">'


def clean(html: str, *, cover: str | None = None) -> str:
    return sanitizer.clean(html, BASE, has_page=True, referrer_policy=None, cover=cover)


def clean_without_link(html: str) -> tuple[str, list[str]]:
    """Return what is left of the body of a document that has no address, and what is told."""
    told: dict[str, None] = {}
    cleaned = sanitizer.clean(
        html,
        BASE,
        has_page=False,
        referrer_policy=None,
        local=lambda reference: f"{BASE}media/1.png" if reference == "here.png" else None,
        unfound=lambda reference, is_link: told.update({reference: None} if not is_link else {}),
    )
    return cleaned, list(told)


@pytest.mark.parametrize(
    ("html", "cleaned", "told"),
    [
        pytest.param(
            f'<img src="{REAL}" srcset="/f/b.jpg, 1200w">', SHOWN, [], id="beside a good address"
        ),
        pytest.param(
            f'<img src="{REAL}" srcset="b.jpg 1x, https://e.org/c.jpg 2x">',
            f'<img src="{REAL}" srcset="https://e.org/c.jpg 2x">',
            [],
            id="one of two",
        ),
        pytest.param(
            '<img src="a.jpg" srcset="https://e.org/b.jpg 200w, https://e.org/c.jpg 900w">',
            '<img src="https://e.org/c.jpg"'
            ' srcset="https://e.org/b.jpg 200w, https://e.org/c.jpg 900w">',
            [],
            id="a good srcset beside it",
        ),
        pytest.param(
            '<img src="a.jpg" srcset="b.jpg 2x">',
            f'<img src="{BASE}a.jpg">',
            ["a.jpg"],
            id="nothing else",
        ),
        pytest.param(
            '<img srcset="b.jpg 2x">',
            f'<img src="{BASE}b.jpg" srcset="{BASE}b.jpg 2x">',
            ["b.jpg"],
            id="a srcset alone",
        ),
        pytest.param(
            '<img src="here.png" srcset="here.png 2x">',
            f'<img src="{BASE}media/1.png" srcset="{BASE}media/1.png 2x">',
            [],
            id="a file that is here",
        ),
        pytest.param(
            f'<picture><source srcset="/a.webp" type="image/webp"><img src="{REAL}"></picture>',
            f"<picture>{SHOWN}</picture>",
            [],
            id="source of a picture",
        ),
        pytest.param(
            '<video poster="/p.jpg" src="https://e.org/v.mp4"></video>',
            '<video controls="" preload="none" src="https://e.org/v.mp4"></video>',
            ["/p.jpg"],
            id="poster",
        ),
        pytest.param(
            "<video><source src=v.mp4></video>",
            f'<video controls="" preload="none"><source src="{BASE}v.mp4"></video>',
            ["v.mp4"],
            id="source of a film",
        ),
        pytest.param(
            "<audio src=a.mp3></audio><a href=b.html>b</a>",
            f'<audio controls="" preload="none" src="{BASE}a.mp3"></audio>'
            f'<a href="{BASE}b.html">b</a>',
            ["a.mp3"],
            id="a sound, and a link, which is not told",
        ),
        pytest.param(
            '<base href="//e.org/n/"><img src="a.jpg" srcset="/b.jpg 2x"><a href=c>c</a>',
            '<img src="https://e.org/n/a.jpg" srcset="https://e.org/b.jpg 2x">'
            '<a href="https://e.org/n/c">c</a>',
            [],
            id="base",
        ),
        pytest.param(
            '<!--<base href="https://e.org/">--><base target=x><img src="a.jpg">',
            f'<img src="{BASE}a.jpg">',
            ["a.jpg"],
            id="no base",
        ),
    ],
)
def test_what_is_relative_to_nothing(html: str, cleaned: str, told: list[str]) -> None:
    assert clean_without_link(html) == (cleaned, told)


def test_a_place_in_the_document_is_not_relative_to_its_base() -> None:
    assert clean('<base href="https://e.org/"><a href="#n">n</a>') == f'<a href="{BASE}#n">n</a>'


@pytest.mark.parametrize(
    "name",
    [
        *("data-ks-lazyload", "real_src", "lay-src", "nitro-lazy-src", "data-pagespeed-lazy-src"),
        *("ess-data", "_src", "data-thumb", "v-lazy", "data-orig-file", "data-image", "realsrc"),
        *("DATA-Whatever", "x:src"),
    ],
)
@pytest.mark.parametrize(
    "before",
    [
        'src="data:image/gif;base64,R0lGODlhAQABAAAAACw="',
        'src="/static/loadimg.gif"',
        "src='https://e.org/img/spinner.svg?v=2' class=x",
        'src=""',
        "",
    ],
)
def test_any_attribute_that_looks_like_an_image_is_one(name: str, before: str) -> None:
    assert clean(f"<p><img {before} {name}='{REAL}'></p>") == f"<p>{SHOWN}</p>"
    assert clean(f"<IMG {name}={REAL} {before} />") == SHOWN


@pytest.mark.parametrize(
    "attribute",
    [
        *("data-share=https://e.org/b.jpg", "onclick='/b.jpg'", "data-href=https://e.org/b.jpg"),
        *("data-id=4711", 'data-json=\'{"a": "/b.jpg"}\'', "data-page='https://e.org/page/'"),
        *("dynsrc=/b.avi", "data-src-page=/b.html"),
        *("longdesc=/b.jpg", "data-x='a b.jpg'", "data-x=javascript:a.jpg"),
    ],
)
def test_what_is_no_image_takes_the_place_of_none(attribute: str) -> None:
    shown = '<img src="https://e.org/blank.gif">'
    assert clean(f'<img src="https://e.org/blank.gif" {attribute}>') == shown
    assert clean(f'<img src="{REAL}" data-b="/b.jpg" {attribute}>') == SHOWN


def test_the_largest_of_many_is_taken() -> None:
    names = {"data-thumb": "/t.jpg", "data-large-src": "/l.jpg", "data-other": "/o.jpg"}
    written = " ".join(f'{name}="{value}"' for name, value in names.items())
    assert clean(f'<img src="data:," {written}>') == f'<img src="{BASE}l.jpg">'


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        pytest.param(
            '<span><img alt=x src="data:image/gif;base64,R0" data-nimg="fill"/><noscript>'
            f'<img alt=x src="{REAL}" srcset="/b 1x"/></noscript></span>',
            f'<span><img alt="x" src="{REAL}"></span>',
            id="Next",
        ),
        pytest.param(
            '<div><img aria-hidden="true" src="data:image/jpeg;base64,AA"/><noscript><picture>'
            f'<source srcset="/b.webp"/><img src="{REAL}"/></picture></noscript></div>',
            f"<div>{SHOWN}</div>",
            id="Gatsby",
        ),
        pytest.param(
            f"<img class=lazy src=/blank.gif data-src={REAL}><noscript><img src={REAL}></noscript>",
            SHOWN,
            id="WordPress",
        ),
        pytest.param(
            f'<img src="{REAL}"><noscript><img src="https://e.org/b.png"></noscript>',
            SHOWN,
            id="beside a real one",
        ),
        pytest.param(
            '<img src="/blank.gif" alt=a><noscript><img src=/s.png width=1 height=1></noscript>',
            f'<img alt="a" src="{BASE}blank.gif">',
            id="a pixel",
        ),
        pytest.param(
            '<img src="data:," alt=a>text<noscript><img src="/b.png"></noscript>', "atext",
            id="text between",
        ),
        pytest.param("a<noscript><img src='/b.png'></noscript>b", "ab", id="beside none"),
        pytest.param(
            "<img src='data:,'><noscript><img src='javascript:x'><script>y</script></noscript>",
            "",
            id="what is no address",
        ),
    ],
)  # fmt: skip
def test_what_stands_for_an_image_without_scripts_is_the_image(html: str, cleaned: str) -> None:
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        pytest.param(
            f'<amp-img src="{REAL}" width=3 height=2 alt=q layout=responsive><noscript><img src=/b>'
            "</noscript></amp-img>z",
            f'<img alt="q" height="2" src="{REAL}" width="3">z',
            id="amp-img",
        ),
        pytest.param(f"<amp-img src={REAL}>a<p>b", f"{SHOWN}a<p>b</p>", id="never closed"),
        pytest.param("<amp-img src=javascript:x alt=a></amp-img>z", "az", id="no image"),
        pytest.param(
            "<amp-video poster=/p.jpg><source src=/v.mp4><div fallback>no</div></amp-video>z",
            f'<video controls="" poster="{BASE}p.jpg" preload="none" src="{BASE}v.mp4"></video>z',
            id="amp-video",
        ),
        pytest.param(
            "<lite-youtube videoid=a_B-1 playlabel='A &lt;film>'><button>Play</button>"
            "</lite-youtube>z",
            '<a href="https://www.youtube.com/watch?v=a_B-1">A &lt;film&gt;</a>z',
            id="lite-youtube",
        ),
        pytest.param(
            "<lite-vimeo videoid=12></lite-vimeo>",
            '<a href="https://vimeo.com/12">→&nbsp;vimeo.com</a>',
            id="lite-vimeo",
        ),
        pytest.param(
            "<amp-youtube data-videoid=a></amp-youtube>",
            '<a href="https://www.youtube.com/watch?v=a">→&nbsp;youtube.com</a>',
            id="amp-youtube",
        ),
        pytest.param(
            "<lite-youtube videoid='\"><b>'>words</lite-youtube>z", "wordsz", id="no film"
        ),
        pytest.param("<amp-iframe src='javascript:x'></amp-iframe>z", "z", id="no page"),
    ],
)
def test_an_element_of_a_script_is_what_the_script_shows(html: str, cleaned: str) -> None:
    assert clean(html) == cleaned


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        pytest.param("a<img src=/p.gif width=1 height=1 alt=x>b", "ab", id="one pixel"),
        pytest.param("a<img src=/p.gif width=0 height=1px>b", "ab", id="none"),
        pytest.param("a<img src=/p style='width:1px;height:1px'>b", "ab", id="in its style"),
        pytest.param(
            "<img src=/p width=1 height=10>",
            f'<img height="10" src="{BASE}p" width="1">',
            id="a line",
        ),
        pytest.param("a<img class=emoji alt=😀 src=/1.png>", "a😀", id="emoji without a size"),
        pytest.param(
            "a<img class=emoji alt=😀 src=/1.png width=18>",
            f'a<img alt="😀" src="{BASE}1.png" width="18">',
            id="emoji with a size",
        ),
        pytest.param("a<img alt=':)' src=/smilies/1.gif>", "a:)", id="emoji by its address"),
        pytest.param(
            "<img class=icon src=/1.png>",
            f'<img height="20" src="{BASE}1.png">',
            id="icon without a text",
        ),
    ],
)
def test_images_that_are_no_pictures(html: str, cleaned: str) -> None:
    assert clean(html) == cleaned


def test_a_thumbnail_that_is_the_head_image_stays() -> None:
    thumb, full = "https://e.org/thumb/a.jpg", "https://e.org/full/a.png"
    html = f'<img src="{thumb}" data-original="{full}">'
    assert clean(html) == f'<img src="{full}">'
    assert clean(html, cover=thumb) == f'<img src="{thumb}">'
    other = f'<img src="{thumb}" data-original="https://e.org/b.jpg">'
    assert clean(other, cover=thumb) == '<img src="https://e.org/b.jpg">'


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        pytest.param(
            "<video src=/v.mp4>Your browser <p>can't <b>play</b></p> it.</video>after",
            f'<video controls="" preload="none" src="{BASE}v.mp4"></video>after',
            id="words",
        ),
        pytest.param(
            "<audio src=/a.mp3>Here is <a href=/a.mp3>the <i>file</i></a>.</audio>",
            f'<audio controls="" preload="none" src="{BASE}a.mp3">'
            f'<a href="{BASE}a.mp3">the file</a></audio>',
            id="a way out",
        ),
        pytest.param(
            "<video><source src=/v.mp4><iframe src=/v></iframe><img src=/v.png alt=x></video>z",
            f'<video controls="" preload="none"><source src="{BASE}v.mp4"></video>z',
            id="what else would be shown",
        ),
        pytest.param(
            "<video src=/v.mp4 controls /><p>rest</p>",
            f'<video controls="" preload="none" src="{BASE}v.mp4"></video><p>rest</p>',
            id="never closed",
        ),
        pytest.param(
            "<p><audio controls>\n<source src=/a.mp3>\n<source src=/a.ogg>rest</p>",
            f'<p><audio controls="" preload="none"><source src="{BASE}a.mp3">'
            f'<source src="{BASE}a.ogg"></audio>rest</p>',
            id="never closed, with sources",
        ),
        pytest.param(
            "<video>a<video>b</video>c</video>d",
            '<video controls="" preload="none"></video>d',
            id="one in the other",
        ),
        pytest.param("<p>a<dialog>b<p>rest", "<p>a</p>b<p>rest</p>", id="dialog never closed"),
    ],
)
def test_words_for_browsers_that_play_nothing_go(html: str, cleaned: str) -> None:
    assert clean(html) == cleaned
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize(
    "title", ["YouTube video player", "video", "Embedded media player", "iframe", "  "]
)
def test_a_player_without_a_title_is_called_by_its_host(title: str) -> None:
    link = '<a href="https://www.e.org/player.html">→&nbsp;e.org</a>'
    assert clean(f"<iframe src=https://www.e.org/player.html title='{title}'></iframe>") == link


@pytest.mark.parametrize(
    ("tag", "cleaned"),
    [
        ("code class='hljs language-js copyable' lang=js", "code class=\"language-js\""),
        ("code class='language-javascript' lang=js", "code class=\"language-javascript\""),
        ("pre lang=python", "pre class=\"language-python\""),
        ("code class='language-python' lang=zh", "code class=\"language-python\" lang=\"zh\""),
        ("code lang=fr", "code lang=\"fr\""),
        ("pre class='brush: js; gutter: false'", "pre class=\"language-js\""),
        ("code class='hljs javascript'", "code class=\"language-javascript\""),
        ("code class='sourceCode Haskell'", "code class=\"language-haskell\""),
        ("code class='javascript'", "code"),
    ],
)  # fmt: skip
def test_code_keeps_the_language_in_which_it_is_written(tag: str, cleaned: str) -> None:
    name = tag.partition(" ")[0]
    assert clean(f"<{tag}>x</{name}>") == f"<{cleaned}>x</{name}>"


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        pytest.param(
            "<div class=code-toolbar><pre><code>x</code></pre><div class=toolbar><div "
            "class=toolbar-item><button>Copy</button></div><div class=toolbar-item><span>JavaScript"
            "</span></div></div></div>",
            "<div><pre><code>x</code></pre></div>",
            id="Prism",
        ),
        pytest.param(
            "<pre><div class='code-block-extension-header'><span>js</span> 体验AI代码助手"
            " <span>复制代码</span></div><code>x</code></pre>",
            "<pre><code>x</code></pre>",
            id="a header in the code",
        ),
        pytest.param(
            "<div class=code-header><span>nginx.conf</span></div><pre>x</pre>",
            "<div><span>nginx.conf</span></div><pre>x</pre>",
            id="the name of a file",
        ),
        pytest.param(
            "<div class=toolbar><pre>copy</pre></div>", "<div><pre>copy</pre></div>", id="code"
        ),
        pytest.param("<p class=toolbar>A bar of tools.</p>", "<p>A bar of tools.</p>", id="a text"),
    ],
)
def test_tool_bars_are_no_code(html: str, cleaned: str) -> None:
    assert clean(html) == cleaned
