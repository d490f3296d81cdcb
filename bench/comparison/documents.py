"""The twenty documents: what people write by hand, and what scrapers leave behind.

Each has an opening and a closing sentence of its own, by which its entry is known in a feed,
whatever a tool makes of titles and addresses.
"""

from dataclasses import dataclass, field
from typing import Final

SITE: Final = "https://feeds.example.org/"
PICTURE: Final = "/images/buoy.png"  # the one local head image; it is written beside the documents
SCRIPT_TEXT: Final = "countVisitor("
STYLE_TEXT: Final = ".sea-note"

_ENGLISH: Final = (
    "The ferry leaves at seven and carries mail, bread and schoolchildren to the outer islands.",
    "Nobody had counted the boats since the winter, so the harbour office did it twice.",
    "A cook on the quay sells soup in tin cups and remembers every crew by its spoons.",
    "The wind turned east in the night and laid the reeds flat along the inner channel.",
    "Old charts show a second lighthouse here, drawn with a ruler and never built.",
    "Two engineers measured the sluice gate, wrote 4.20 m in the book, and measured again.",
    "In the evening the pilots play cards under the stairs and listen for the radio.",
    "The mussel beds have moved a little to the north, as they do every few years.",
    "Paint is dear this year, and three hulls have gone without a second coat.",
    "The schoolteacher keeps a barometer in the window and writes its mood on the board.",
)
_CHINESE: Final = (
    "渡船七点离岸，带着信件、面包和上学的孩子去外岛。",
    "入冬以后没有人数过船，港务处便数了两遍。",
    "码头上的厨子用铁皮杯卖汤，凭勺子认得每一条船的人。",
    "夜里风转了向，内河的芦苇全倒向一边。",
    "旧海图上还有第二座灯塔，用尺子画的，从来没有建成。",
    "两位工程师量了闸门，在本子上记下四米二，又量了一遍。",
    "傍晚领航员在楼梯下打牌，一边听着电台。",
    "贻贝养殖场又往北挪了一点，每隔几年都是这样。",
)


@dataclass(frozen=True)
class Document:
    """One article, before it is written in the form that a tool reads."""

    name: str
    title: str
    opening: str
    closing: str
    date: str | None
    author: str
    categories: tuple[str, ...]
    extra: str = ""  # markup between the paragraphs: what makes this document difficult
    tags: tuple[str, ...] = ()
    headimg: str | None = None
    updated: str | None = None
    link: str | None = None
    markdown: bool = False
    draft: bool = False
    shown: str = ""  # the title as a reader should show it, where it is not as it is written
    broken_title: str = field(default="", repr=False)  # the line as a script left it

    @property
    def plain_title(self) -> str:
        """Return the title as a reader should show it."""
        return self.shown or self.title

    def body(self, number: int) -> str:
        """Return the body, HTML or Markdown; `number` says which ordinary sentences it has."""
        chinese = self.opening[0] > "\u2fff"
        stock = _CHINESE if chinese else _ENGLISH
        gap = "" if chinese else " "
        said = [stock[(number + step) % len(stock)] for step in range(6)]
        texts = [
            self.opening + gap + said[0],
            gap.join(said[1:3]),
            gap.join(said[3:5]),
            said[5] + gap + self.closing,
        ]
        if not self.markdown:
            texts = [f"<p>{text}</p>" for text in texts]
        return "\n\n".join([*texts[:2], *([self.extra] if self.extra else []), *texts[2:]]) + "\n"


def image(address: str, alt: str) -> str:
    """Return a paragraph with an image."""
    return f'<p><img src="{address}" alt="{alt}"></p>'


DOCUMENTS: Final = (
    Document(
        "harbour-night",
        "港口夜班",
        "港口的灯在傍晚六点一齐亮起。",
        "天亮以前，最后一班领航员下了船。",
        "2024-03-05T08:30:00+08:00",
        "海岸日报",
        ("港口", "News & Views"),
        '<p><img data-src="https://img.example.org/2024/harbour.jpg" alt="港口"></p>',
        headimg="https://img.example.org/mmbiz/640?wx_fmt=png&tp=webp",
        link="https://news.example.org/2024/harbour-night",
    ),
    Document(
        "salt-and-stone",
        "Salt & <b>Stone</b>",
        "Salt gets into everything here, and stone lets it.",
        "The mason shrugged and ordered more lime.",
        "2024-03-07T10:00:00+08:00",
        "Mara Lind",
        ("News & Views",),
        "<style>.sea-note { color: #335; margin: 0 }</style>\n"
        '<p class="sea-note">Lime mortar needs three dry days.</p>',
        shown="Salt & Stone",
        headimg="https://img.example.org/2024/salt.jpg",
    ),
    Document(
        "reading-the-tide",
        "Reading the tide",
        "A tide table is a promise made by the moon.",
        "Bring the table, and a watch that is right.",
        "2024-03-09T07:15:00+08:00",
        "Mara Lind",
        ("Weather",),
        "## Spring and neap\n\n- **Spring tides** come after new and full moon.\n"
        "- *Neap tides* come a week later.\n\nSee [the almanac](https://almanac.example.org/tides).",
        tags=("tides",),
        markdown=True,
    ),
    Document(
        "lock-gates-film",
        "A film of the lock gates",
        "The lock gates were filmed on a grey morning.",
        "The film lasts four minutes and nothing goes wrong.",
        "2024-03-11T12:00:00+08:00",
        "Jonas Ferry",
        ("News & Views",),
        '<iframe src="https://video.example.org/embed/lock" width="560" height="315" '
        "allowfullscreen></iframe>",
        tags=("film",),
    ),
    Document(
        "visitor-numbers",
        "Visitor numbers",
        "The museum of nets had more visitors than the aquarium.",
        "The aquarium has asked for a second count.",
        "2024-03-12T09:00:00+08:00",
        "Jonas Ferry",
        ("News & Views",),
        '<script>countVisitor("nets");</script>\n<p>The counter stands beside the door.</p>',
        updated="2024-04-02T09:30:00+08:00",
    ),
    Document(
        "wind-chart",
        "Wind in March",
        "March had eleven days of east wind.",
        "April is expected to be kinder.",
        "2024-04-01T06:00:00+08:00",
        "Mara Lind",
        ("Weather",),
        image("pics/wind-chart.png", "wind by day"),
        headimg="https://img.example.org/2024/wind.webp",
    ),
    Document(
        "pilot-exam",
        "The pilot exam",
        "Nine candidates sat the pilot exam and five may steer.",
        "The next exam is in October.",
        "2024-04-03T16:45:00+08:00",
        "Jonas Ferry",
        ("港口",),
        '<p>The rules are on <a href="/about/rules/">a page of our own</a>.</p>',
        link="https://news.example.org/2024/pilot-exam",
        updated="2024-05-01T08:00:00+08:00",
    ),
    Document(
        "radio-log",
        "Radio log, week 14",
        "The radio log was typed on the old machine.",
        "End of the log for the week.",
        "2024-04-05T18:20:00+08:00",
        "Coast radio",
        ("Weather",),
        "<p>Channel 16 was quiet\u0008 from four until six.</p>",
    ),
    Document(
        "first-boat",
        "First boat of spring 🚣",
        "The first boat of spring was yellow and leaked.",
        "It was back on the slip by noon.",
        "2024-04-06T11:11:00+08:00",
        "Mara Lind",
        ("港口", "Weather"),
        headimg="https://img.example.org/2024/first-boat.png",
    ),
    Document(
        "undated-note",
        "A note without a date",
        "Somebody left this note in the box and no date on it.",
        "Please fetch the ladder.",
        None,
        "Mara Lind",
        ("News & Views",),
    ),
    Document(
        "draft-ice",
        "Ice on the inner channel",
        "This is a draft about ice and it is not finished.",
        "Ask the ferry people for numbers.",
        "2024-04-08T10:00:00+08:00",
        "Jonas Ferry",
        ("Weather",),
        draft=True,
    ),
    Document(
        "new-lighthouse",
        "The new lighthouse opens",
        "The new lighthouse opens its door to the public today.",
        "Children go up free.",
        "2099-06-01T09:00:00+08:00",
        "Coast & Field",
        ("News & Views",),
    ),
    Document(
        "he-said-hi",
        'He said "hi"',
        "The harbour master greeted the inspector in one word.",
        "The inspector wrote it down.",
        "2024-04-10T14:00:00+08:00",
        "Jonas Ferry",
        ("港口",),
        headimg="https://img.example.org/2024/inspector.jpg",
        broken_title='title: "He said "hi""',
    ),
    Document(
        "weekly-notes-15",
        "Weekly notes",
        "Week fifteen began with a lost anchor.",
        "The anchor was where it had been dropped.",
        "2024-04-14T20:00:00+08:00",
        "Mara Lind",
        ("News & Views",),
    ),
    Document(
        "weekly-notes-16",
        "Weekly notes",
        "Week sixteen began with two anchors.",
        "One of them is for sale.",
        "2024-04-21T20:00:00+08:00",
        "Mara Lind",
        ("News & Views",),
        updated="2024-04-22T07:00:00+08:00",
    ),
    Document(
        "buoy-seven",
        "Buoy seven is back",
        "Buoy seven came home behind the tug, green all over.",
        "It will be red again by Friday.",
        "2024-04-23T13:00:00+08:00",
        "Coast radio",
        ("港口",),
        headimg=PICTURE,
    ),
    Document(
        "almanac-errata",
        "Errata to the almanac",
        "The almanac has the moon in the wrong house on page forty.",
        "Correct your copy in pencil.",
        "2024-04-25T08:00:00+08:00",
        "Mara Lind",
        ("Almanac",),
        tags=("tides", "moon"),
        link="https://news.example.org/2024/errata",
    ),
    Document(
        "reed-cutting",
        "割芦苇的日子",
        "割芦苇的日子定在清明以后。",
        "收工时每人分得两捆。",
        "2024-04-27T09:00:00+08:00",
        "海岸日报",
        ("港口",),
        "## 工具\n\n1. 镰刀\n2. **长筒胶鞋**\n\n详见[说明](https://news.example.org/reeds)。",
        headimg="https://img.example.org/2024/reeds.jpg",
        markdown=True,
    ),
    Document(
        "fog-signals",
        "Fog signals, an inventory",
        "There are six fog signals on this coast and one echo.",
        "The echo is not maintained by anybody.",
        "2024-04-29T05:40:00+08:00",
        "Coast radio",
        ("Weather",),
        "| signal | period |\n|---|---|\n| North pier | 30 s |\n| Skerry | 45 s |\n\n"
        "`30 s` is from start to start.",
        updated="2024-05-03T05:40:00+08:00",
        markdown=True,
    ),
    Document(
        "night-market",
        "夜市回来了",
        "停了两年的夜市在五月的第一天回来了。",
        "十点以后只剩下卖灯笼的人。",
        "2024-05-01T21:00:00+08:00",
        "海岸日报",
        ("News & Views", "港口"),
        image("https://img.example.org/2024/market.jpg", "夜市"),
        headimg="https://img.example.org/2024/market.jpg",
        link="https://news.example.org/2024/night-market",
    ),
)
CATEGORIES: Final = tuple(sorted({name for one in DOCUMENTS for name in one.categories}))
EXPECTED: Final = tuple(
    one for one in DOCUMENTS if one.date and not one.draft and one.date < "2090"
)
CONTROL: Final = "radio-log"
UNDATED: Final = "undated-note"
DRAFT: Final = "draft-ice"
FUTURE: Final = "new-lighthouse"
BROKEN: Final = "he-said-hi"
