"""List the meanings of template tags: of the tools, and of the themes that many blogs have.

`docs/templates.md` shows this table. A meaning that has ``{}`` is the address of what is embedded.
"""

from typing import Final

KEEP: Final = "keep"
DROP: Final = "drop"
CONDITION: Final = "condition"
CODE: Final = "code"
QUOTE: Final = "quote"
TEXT: Final = "text"
LINK: Final = "link"
DOCUMENT: Final = "document"
ADDRESS: Final = "address"
IMAGE: Final = "image"
AUDIO: Final = "audio"
VIDEO: Final = "video"

_ROWS: Final[dict[str, str]] = {
    KEEP: (
        "note subnote tip callout notice alert hint info warning danger success important"
        " caution attention admonition box panel card cards column columns col row grid center"
        " left right align tabs tab subtabs subtab subsubtabs subsubtab codetabs codetab"
        " tabitem tab-item tabpane folding fold foldings spoiler expand collapse collapsible"
        " details detail summary timeline timenode timelineitem gallery gallerygroup"
        " gallerygroupmain group-pictures gp grouppicture gi hideblock hidetoggle steps step"
        " accordion accordion-item lead section rawhtml raw-html raw html markdown markdownify"
        " md unsafe big small color colour font textcenter text-center wrapper container ltr"
        " rtl style typeit poem poetry verse article aside math katex latex mathjax cell btns"
        " btngroup swiper slide slides carousel album caption wp_caption linkgrid lg noteblock"
        " ablock reel paper showcase sitegroup flink remark filetree disclosure details-block"
        " codegroup code-group cardgrid tabbedpanel sidenote marginnote raw_html table blurb"
        " with filter call figuregroup subfigure br hr"
    ),
    DROP: (
        "toc tableofcontents seo feed_meta icon fa faicon fontawesome clear clearfix nav navbar"
        " css js assign set increment decrement cycle break continue layout extends import from do"
        " include_cached pagebreak ads adsense emoji rating anchor github_edit_link counter more"
        " playlist"
    ),
    CONDITION: (
        "if unless ifchanged for case while tablerow capture macro block private secret"
        " hidden protected encrypt encrypted password members members-only paywall premium draft"
        " login vip paid subscribers"
    ),
    CODE: (
        "codeblock code highlight sourcecode prism prism_codeblock syntax snippet mermaid plantuml"
        " graphviz dot flow sequence echarts chart chartjs wavedrom tikz abc"
    ),
    QUOTE: "blockquote quote pullquote centerquote cq epigraph",
    TEXT: (
        "label kbd span mark u s p emp wavy del psw badge pill tag checkbox radio hideinline ruby"
        " underline inlinecode abbr keyword swatch"
    ),
    LINK: (
        "url btn button a asset_link download attachment linkcard link-card site cta iframe pdf"
        " embed cardlink bookmark"
    ),
    DOCUMENT: (
        "post_link post_path post_url ref relref doclink doc_link internal_link link get_url"
        " url_for"
    ),
    ADDRESS: "asset_path resource static relurl absurl full_url_for usebaseurl resize_image",
    IMAGE: (
        "img image figure fig asset_img picture photo imgcap imageproc imgproc inlineimage"
        " inlineimg inline-image bundle-image responsive_image responsive-image lazyimg lightbox"
        " fancybox zoom cloudinary thumbnail pic rimg full_image captioned_image ximg"
    ),
    AUDIO: "audio mp3 podcast audioplayer aplayer",
    VIDEO: "video videojs dplayer plyr mp4 html5video video-player",
    "https://www.youtube.com/watch?v={}": (
        "youtube youtubelite youtube-lite youtube_lite youtube-nocookie yt youtubeplayer"
        " embedyoutube lite-youtube youtubeembed"
    ),
    "https://vimeo.com/{}": "vimeo vimeo_simple embedvimeo vimeo_lite",
    "https://www.bilibili.com/video/{}": "bilibili bili bvideo bvid",
    "https://v.youku.com/v_show/id_{}.html": "youku",
    "https://www.dailymotion.com/video/{}": "dailymotion embeddailymotion",
    "https://www.nicovideo.jp/watch/{}": "niconico nicovideo",
    "https://streamable.com/{}": "streamable",
    "https://asciinema.org/a/{}": "asciinema asciicast",
    "https://gist.github.com/{}": "gist",
    "https://github.com/{}": "github ghcard githubcard",
    "https://gitlab.com/{}": "gitlab",
    "https://codepen.io/{}": "codepen",
    "https://jsfiddle.net/{}/": "jsfiddle fiddle",
    "https://codesandbox.io/s/{}": "codesandbox",
    "https://stackblitz.com/edit/{}": "stackblitz",
    "https://speakerdeck.com/player/{}": "speakerdeck",
    "https://www.instagram.com/p/{}/": "instagram instagram_simple",
    "https://x.com/i/status/{}": "tweet twitter twitter_simple x x_simple",
    "https://open.spotify.com/{}": "spotify",
    "https://music.163.com/song?id={}": "netease neteasemusic music163",
    "https://www.loom.com/share/{}": "loom",
    "https://www.tiktok.com/embed/{}": "tiktok",
    "https://www.twitch.tv/videos/{}": "twitch",
    "https://www.ted.com/talks/{}": "ted",
    "https://caniuse.com/{}": "caniuse",
}

MEANINGS: Final = {name: meaning for meaning, names in _ROWS.items() for name in names.split()}
"""What each tag means; names are in small letters."""
