"""Event handlers: every kind of element, every way for one to be called."""

from typing import Final

from tests.browser.attack import EVIL, HIT, attacks

# Called without anybody's doing, in at least one browser of some time.
_BY_THEMSELVES: Final = {
    "img error": f"<img src=x onerror={HIT}>",
    "img load": f"<img src={EVIL}/i.png onload={HIT}>",
    "image is img": f"<image src=x onerror={HIT}>",
    "picture img error": f"<picture><source srcset=x><img onerror={HIT}></picture>",
    "video source error": f"<video><source src=x onerror={HIT}></video>",
    "video error": f"<video src={EVIL}/v onerror={HIT}></video>",
    "video loadstart": f"<video src={EVIL}/v onloadstart={HIT}></video>",
    "video ratechange": f"<video onratechange={HIT}></video>",
    "audio error": f"<audio src={EVIL}/a onerror={HIT}></audio>",
    "audio suspend": f"<audio src={EVIL}/a onsuspend={HIT}></audio>",
    "track error": f"<video><track default src={EVIL}/t onerror={HIT}></video>",
    "input image error": f"<input type=image src=x onerror={HIT}>",
    "script error": f"<script src={EVIL}/s.js onerror={HIT}></script>",
    "script load": f"<script src={EVIL}/s.js onload={HIT}></script>",
    "style load": f"<style onload={HIT}></style>",
    "link load": f"<link rel=stylesheet href={EVIL}/s.css onload={HIT}>",
    "link error": f"<link rel=stylesheet href=x onerror={HIT}>",
    "iframe load": f"<iframe onload={HIT}></iframe>",
    "object error": f"<object data=x onerror={HIT}></object>",
    "object load": f"<object data=about:blank onload={HIT}></object>",
    "embed load": f"<embed src=about:blank onload={HIT}>",
    "frameset load": f"<frameset onload={HIT}><frame></frameset>",
    "body load": f"<body onload={HIT}>",
    "body pageshow": f"<body onpageshow={HIT}>",
    "body focus": f"<body onfocus={HIT}>",
    "body error": f"<body onerror={HIT}><img src=x onerror=throw(1)>",
    "body hashchange": f"<body onhashchange={HIT}><a href=#x>x</a>",
    "body message": f"<body onmessage={HIT}>",
    "body popstate": f"<body onpopstate={HIT}>",
    "body resize": f"<body onresize={HIT}>",
    "body scroll": f"<body onscroll={HIT}><p style=margin-top:9999px id=x><input autofocus>",
    "body beforeunload": f"<body onbeforeunload={HIT}>",
    "body unload": f"<body onunload={HIT}>",
    "body storage": f"<body onstorage={HIT}>",
    "body unhandledrejection": f"<body onunhandledrejection={HIT}>",
    "body beforeprint": f"<body onbeforeprint={HIT}>",
    "details toggle": f"<details open ontoggle={HIT}><summary>x</summary>y</details>",
    "details toggle by name": (
        f"<details name=n open></details><details name=n ontoggle={HIT}>x</details>"
    ),
    "dialog toggle": f"<dialog open ontoggle={HIT}>x</dialog>",
    "marquee start": f"<marquee onstart={HIT}>x</marquee>",
    "marquee finish": f"<marquee loop=1 width=0 onfinish={HIT}>x</marquee>",
    "marquee bounce": f"<marquee behavior=alternate width=1 onbounce={HIT}>x</marquee>",
    "input focus": f"<input autofocus onfocus={HIT}>",
    "select focus": f"<select autofocus onfocus={HIT}></select>",
    "textarea focus": f"<textarea autofocus onfocus={HIT}></textarea>",
    "button focus": f"<button autofocus onfocus={HIT}>x</button>",
    "tabindex focus": f"<p tabindex=1 autofocus onfocus={HIT}>x</p>",
    "editable focusin": f"<p contenteditable autofocus onfocusin={HIT}>x</p>",
    "input blur": f"<input autofocus onblur={HIT}><input autofocus>",
    "keygen focus": f"<keygen autofocus onfocus={HIT}>",
    "animation start": (
        f"<style>@keyframes k{{}}</style><b style=animation:k onanimationstart={HIT}>x</b>"
    ),
    "animation end": (
        f"<style>@keyframes k{{}}</style><i style=animation:k onanimationend={HIT}>x</i>"
    ),
    "prefixed animation start": (
        "<style>@-webkit-keyframes k{}</style>"
        f"<s style=-webkit-animation:k onwebkitanimationstart={HIT}>x</s>"
    ),
    "transition end": (
        "<style>u{color:red;transition:color 1ms}@starting-style{u{color:blue}}</style>"
        f"<u ontransitionend={HIT}>x</u>"
    ),
    "content visibility": (
        f"<p style=content-visibility:auto oncontentvisibilityautostatechange={HIT}>x</p>"
    ),
    "slot change": f"<slot onslotchange={HIT}>x</slot>",
    "popover toggle": f"<button popovertarget=p>x</button><p popover id=p ontoggle={HIT}>y</p>",
    "popover beforetoggle": (
        f"<button popovertarget=p>x</button><p popover id=p onbeforetoggle={HIT}>y</p>"
    ),
    "isindex prompt focus": f"<isindex autofocus onfocus={HIT}>",
    "bgsound load": f"<bgsound src={EVIL}/b.mid onload={HIT}>",
    "xml readystatechange": f"<xml onreadystatechange={HIT}></xml>",
    "script readystatechange": f"<script onreadystatechange={HIT}></script>",
    "propertychange": f"<p style=zoom:1 onpropertychange={HIT}>x</p>",
    "html time begin": f"<t:set attributeName=innerHTML onbegin={HIT}>",
}

# Called when the person does something; an element of another kind for each.
_BY_THE_PERSON: Final = {
    "click": "<a {}>x</a>",
    "dblclick": "<abbr {}>x</abbr>",
    "auxclick": "<area {}>",
    "contextmenu": "<article {}>x</article>",
    "mouseover": "<b {}>x</b>",
    "mouseenter": "<big {}>x</big>",
    "mousemove": "<blockquote {}>x</blockquote>",
    "mousedown": "<center {}>x</center>",
    "mouseup": "<code {}>x</code>",
    "mouseleave": "<div {}>x</div>",
    "mouseout": "<dl><dt {}>x</dl>",
    "mousewheel": "<em {}>x</em>",
    "wheel": "<figure {}>x</figure>",
    "pointerdown": "<font {}>x</font>",
    "pointerover": "<h1 {}>x</h1>",
    "pointermove": "<header {}>x</header>",
    "pointerrawupdate": "<hr {}>",
    "gotpointercapture": "<img src=i.png {}>",
    "keydown": "<input {}>",
    "keypress": "<kbd {}>x</kbd>",
    "keyup": "<label {}>x</label>",
    "input": "<p contenteditable {}>x</p>",
    "beforeinput": "<pre contenteditable {}>x</pre>",
    "change": "<select {}><option>x<option>y</select>",
    "select": "<textarea {}>x</textarea>",
    "search": "<input type=search {}>",
    "invalid": "<form><input required {}><button>x</button></form>",
    "submit": "<form {}><button>x</button></form>",
    "reset": "<form {}><button type=reset>x</button></form>",
    "formdata": "<form {}><input name=x></form>",
    "copy": "<li {}>x</li>",
    "cut": "<mark {}>x</mark>",
    "paste": "<nav {}>x</nav>",
    "drag": "<ol {}><li>x</ol>",
    "dragstart": "<q draggable=true {}>x</q>",
    "dragover": "<ruby {}>x<rt>y</ruby>",
    "drop": "<section {}>x</section>",
    "touchstart": "<small {}>x</small>",
    "touchend": "<span {}>x</span>",
    "scroll": "<div style=overflow:auto;height:9px {}>x<br>y<br>z</div>",
    "scrollend": "<table {}><tr><td>x</table>",
    "selectstart": "<table><tr><td {}>x</table>",
    "selectionchange": "<table><caption {}>x</table>",
    "fullscreenchange": "<table><colgroup {}><tr><td>x</table>",
    "cancel": "<dialog {}>x</dialog>",
    "close": "<dialog open {}><form method=dialog><button>x</button></form></dialog>",
    "beforematch": "<p hidden=until-found {}>x</p>",
    "volumechange": "<video controls {}></video>",
    "play": "<audio controls src=a.ogg {}></audio>",
    "animationcancel": "<time {}>x</time>",
    "securitypolicyviolation": "<var {}>x</var>",
    "command": "<wbr {}>",
}

# The same, hidden from a reader that splits tags otherwise than a browser.
_SPELLED: Final = {
    "upper case": f"<IMG SRC=x ONERROR={HIT}>",
    "slashes for spaces": f"<img/src='x'/onerror='{HIT}'/>",
    "form feeds for spaces": f"<img\fsrc=x\fonerror={HIT}>",
    "line breaks for spaces": f"<img\r\nsrc=x\r\nonerror\r\n=\r\n'{HIT}'>",
    "spaces around equals": f'<img src=x onerror = "{HIT}">',
    "no space after quotes": f"<img src='x'onerror='{HIT}'>",
    "equals in front": f"<img = src=x =onerror=x onerror={HIT}>",
    "quote in the tag": f'<img " src=x onerror={HIT}>',
    "twice, first counts": f"<img src=x onerror={HIT} onerror=void(0)>",
    "twice, second would be clean": f'<a title="x" onclick="{HIT}" title="y">x</a>',
    "unknown element": f"<unheard-of onclick={HIT}>x</unheard-of>",
    "element with a colon": f"<v:shape onclick={HIT}>x</v:shape>",
    "element with a dot": f"<a.b onclick={HIT}>x</a.b>",
    "many attributes before": "<img src=x " + "data-x " * 900 + f"onerror={HIT}>",
    "entities in the script": "<img src=x onerror=&#119;indow&period;__hit&lpar;1&rpar;>",
    "escapes in the script": "<img src=x onerror=\\u0077indow.__h\\u{69}t(1)>",
    "line separator in the script": f"<img src=x onerror='1\u2028{HIT}'>",
    "html comment in the script": f"<img src=x onerror='<!--\n{HIT}'>",
    "handler of no event": f"<a onwhatever={HIT}>x</a>",
    "dash in the name": f"<a on-click={HIT} onclick-={HIT}>x</a>",
}

ATTACKS: Final = (
    *attacks("event handler", _BY_THEMSELVES),
    *attacks(
        "event handler by hand",
        {name: html.format(f"on{name}={HIT}") for name, html in _BY_THE_PERSON.items()},
    ),
    *attacks("event handler spelled", _SPELLED),
)
