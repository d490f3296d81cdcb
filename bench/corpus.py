"""A folder of documents in the seeds' shape, as many as wanted, the same for the same seed.

    python -m bench.corpus FOLDER --documents 10000 --categories 100 [--seed 1] [--size 6000]

Writes FOLDER/seeds/YEAR/MONTH/*.txt and FOLDER/feeds/site.toml. Bodies are HTML, most in Chinese,
no two alike; their sizes are log-normal with a mean of `--size` bytes. Each document has three
categories, drawn by Zipf's law: 10,000 documents fill every feed of 100 categories with 50 entries;
of 1,000 categories most have fewer. Document N is the same however many there are, and the time of
its file is its date, as in a folder that has been there for long.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import accumulate
from math import log
from pathlib import Path
from random import Random
from typing import Final

SITE: Final = "https://feeds.example.org/"
SIZE: Final = 6000
FIRST_DATE: Final = datetime(2012, 1, 1, 6, tzinfo=UTC)  # 200,000 documents end in 2023
APART: Final = timedelta(minutes=30)
SPREAD: Final = 0.6  # the standard deviation of the logarithm of a size
EACH: Final = 3  # categories of a document
ONE_IN: Final = {"english": 8, "style": 10}

SITE_TOML: Final = f"""\
[site]
url = "{SITE}"
title = "Coast & Field"
language = "zh-CN"

[build]
limit = 50
content = "full"
formats = ["rss", "atom"]
pages = false
"""

PLACES: Final = (
    "港口 海岸 田野 山谷 河口 老街 渔村 码头 灯塔 果园 草原 雪山 车站"
    " 集市 校园 工坊 湿地 沙洲 林场 茶山 盐田 古镇 岛屿 城墙 水库"
).split()
TOPICS: Final = (
    "日报 夜班 人物 天气 手艺 食堂 风物 来信 笔记 音乐 影像 农事 交通 图书"
    " 儿童 健康 科学 历史 建筑 植物 鸟类 潮汐 星空 市场 学校 体育 收藏 电影"
    " 诗歌 邻里 修理 航线 厨房 花园 周刊 访谈 档案 旅行 数字 首页"
).split()
AUTHORS: Final = ("海岸日报", "田野周刊", "林渡", "苏晚禾", "The editors", "江野", "沈潮", "周满")
CHINESE: Final = (
    "凌晨三点，白鹭湾的路灯已经熄了一半，三号泊位却亮得像白天。",
    "一艘从南边来的冷藏船刚刚靠稳，舱盖掀开，白雾顺着船舷往下淌。",
    "夜班班长把对讲机别在肩上，抬头看了一眼风向袋，风力四级，偏东。",
    "荔枝怕热，也怕晃，冷藏箱从离船到接上岸电不能超过二十五分钟。",
    "桥吊司机今年二十九岁，驾驶室离地四十二米，座位旁边放着一只旧保温杯。",
    "本子里记的不是箱号，而是声音：哪一台吊机在转弯时会多响一下。",
    "“仪表会告诉你它坏了，声音会告诉你它快坏了。”她说。",
    "食堂的窗口准时推开，汤面、茶叶蛋、一小碟酸豆角。",
    "夜班的人吃饭很快，说话很慢，聊的多半是孩子的作业和周末的潮水。",
    "五点半，天边开始发白，货车一辆接一辆驶出闸口。",
    "寒露刚过，旧纺织厂的屋顶上，三亩水稻黄了。",
    "站在对面居民楼的七层往下看，它像一块晾在城市中间的毯子，风一吹就起褶子。",
    "厂房改成社区中心以后，屋顶空了出来，漏雨，没有人愿意接手。",
    "泥土是一桶一桶提上来的，数字用粉笔写在楼梯间的墙上，到现在也没有擦。",
    "六月，田里来了青蛙，谁也说不清它们是怎么上到六楼的。",
    "麻雀是最难对付的，最后采纳的办法是把旧光盘挂在竹竿上。",
    "光盘转起来，对面楼的天花板上全是跳动的光斑，住户说，像住在水底。",
    "第一锅饭在社区中心的厨房里煮，没有菜，只有一碟盐。",
    "粮仓门口有一块黑板，每年收完最后一茬稻子，大家就在上面写下年份。",
    "今年倒春寒，浸种比往年迟了九天，种子袋就抱进了锅炉房。",
    "老碾米机修了两年，缺的最后一个齿轮由隔壁的钟表铺照着图做了出来。",
    "那几天，整条街的人都学会了听铃：三声以内照常出门，五声以上记得穿雨靴。",
    "灯塔的守夜人换了三代，日志却一天也没有断过，最早的一页写于 1931 年。",
    "渡轮七点开，船上有信件、面包和去外岛上学的孩子；票价 12 元，十年没有涨。",
)
ENGLISH: Final = (
    "The ferry leaves at seven and carries mail, bread and schoolchildren to the outer islands.",
    "Nobody had counted the boats since the winter, so the harbour office did it twice.",
    "A cook on the quay sells soup in tin cups and remembers every crew by its spoons.",
    "The lamp was lit by hand until 1962; its keeper's log has no gap &amp; no blot.",
    "Rain is measured in a jar behind the school, and the children write it down in chalk.",
    "Three acres of rice ripen on the roof of the old mill, six floors above the trams.",
    "The press prints two hundred copies, and the postman knows where each of them goes.",
    "In November the herons come back, and the wind instruments are taken in for repair.",
    "“The gauge tells you that it broke; the sound tells you that it will,” she said.",
    "What the tide leaves on the slip is sorted before breakfast: rope, cork, glass, wood.",
)
STYLE: Final = (
    "<style>.note { color: #999999 } .note p { margin: 0 }"
    " @media print { img { width: 50% } }</style>\n"
)


@dataclass(frozen=True)
class Document:
    """One document; `path` is that below the folder of documents, without an ending."""

    path: str
    title: str
    categories: tuple[str, ...]
    author: str
    date: datetime
    image: str
    body: str

    @property
    def text(self) -> str:
        """Return the document as the seeds are written."""
        listed = "".join(f" - {name}\n" for name in self.categories)
        return (
            f"\n---\ntitle: '{self.title}'\ncategories: \n{listed}headimg: '{self.image}'\n"
            f"author: {self.author}\ncomments: false\n"
            f"date: {format_datetime(self.date, usegmt=True)}\nthumbnail: '{self.image}'\n---\n\n"
            f"{self.body}            "
        )


class Corpus:
    """The documents of one seed; nothing of them is kept."""

    def __init__(self, categories: int, seed: int = 1, size: int = SIZE) -> None:
        self.names = [_category(number) for number in range(categories)]
        self._weights = list(accumulate(1 / rank for rank in range(1, categories + 1)))
        self._seed = seed
        self._middle = log(size) - SPREAD**2 / 2

    def documents(self, count: int) -> Iterator[Document]:
        """Yield the first `count` documents, the oldest first."""
        return (self.document(number) for number in range(count))

    def document(self, number: int) -> Document:
        """Return document `number`."""
        random = Random(f"{self._seed} {number}")  # noqa: S311 - a corpus, no secret
        date = FIRST_DATE + number * APART + timedelta(seconds=random.randrange(1800))
        place, topic = random.choice(PLACES), random.choice(TOPICS)
        image = f"https://img.example.org/{date:%Y/%m/%d}/{number:06}"
        return Document(
            path=f"{date:%Y/%m}/{place}{topic}-{number:06}",
            title=f"{place}{topic}：第 {number} 号来信",
            categories=self._categories(random),
            author=random.choice(AUTHORS),
            date=date,
            image=f"{image}.png",
            body=_body(random, number, image, random.lognormvariate(self._middle, SPREAD)),
        )

    def _categories(self, random: Random) -> tuple[str, ...]:
        """Return the categories of a document, all different."""
        found: dict[str, None] = {}
        while len(found) < min(EACH, len(self.names)):
            found[random.choices(self.names, cum_weights=self._weights)[0]] = None
        return tuple(found)


def _category(number: int) -> str:
    """Return a name that no other number has."""
    turn, rest = divmod(number, len(PLACES) * len(TOPICS))
    name = PLACES[rest % len(PLACES)] + TOPICS[rest // len(PLACES)]
    return f"{name}{turn + 1}" if turn else name


def _body(random: Random, number: int, image: str, size: float) -> str:
    """Return a body of about `size` bytes, its number in its first words."""
    sentences = CHINESE if random.randrange(ONE_IN["english"]) else ENGLISH
    parts = ["<div>   \n"]
    if not random.randrange(ONE_IN["style"]):
        parts.append(STYLE)
    parts.append(_picture(random, image))
    parts.append(f"<p>\n（第 {number} 号，文/林渡 编辑/沈潮）{random.choice(sentences)}\n</p>\n")
    left = size - sum(len(part.encode()) for part in parts)
    while left > 0:
        part = _part(random, image, sentences)
        parts.append(part)
        left -= len(part.encode())
    parts.append("  \n</div>\n")
    return "".join(parts)


def _part(random: Random, image: str, sentences: tuple[str, ...]) -> str:
    """Return a paragraph; now and then a heading, a picture, a link or a list."""
    kind = random.random()
    if kind < 0.08:
        return f"<p>\n<strong>{random.choice(sentences)[:16]}</strong>\n</p>\n"
    if kind < 0.16:
        return _picture(random, f"{image}-{random.randrange(1000)}")
    if kind < 0.20:
        items = "".join(f"<li>{one}</li>\n" for one in random.choices(sentences, k=4))
        return f"<ul>\n{items}</ul>\n"
    space = " " if sentences is ENGLISH else ""
    text = space.join(random.choices(sentences, k=random.randint(2, 5)))
    if kind < 0.27:
        text += f'<a href="/archive/{random.randrange(9999)}.html" target="_blank">全文</a>'
    return f"<p>\n{text}\n</p>\n"


def _picture(random: Random, image: str) -> str:
    """Return a picture, every other one with its address where a script would look for it."""
    source = random.choice(("src", "data-src"))
    return (
        f'<p align="center">\n<span style="color:#999999;"><img {source}="{image}.png"'
        ' title="点击查看大图" class="bigimg" width="530" referrerpolicy="no-referrer"><br>\n'
        "</span> \n</p>\n"
    )


def write(folder: Path, corpus: Corpus, count: int) -> int:
    """Write `count` documents and the configuration; return the bytes of the documents."""
    (folder / "feeds").mkdir(parents=True, exist_ok=True)
    (folder / "feeds" / "site.toml").write_text(SITE_TOML, encoding="utf-8", newline="\n")
    made: set[Path] = set()
    total = 0
    for document in corpus.documents(count):
        file = folder / "seeds" / f"{document.path}.txt"
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        data = document.text.encode()
        file.write_bytes(data)
        moment = document.date.timestamp()
        os.utime(file, (moment, moment))
        total += len(data)
    return total


def main() -> None:
    """Write a corpus."""
    parser = argparse.ArgumentParser(prog="python -m bench.corpus")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--categories", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=SIZE, help="mean bytes of a body")
    options = parser.parse_args()
    if (options.folder / "seeds").exists():
        parser.error(f"{options.folder / 'seeds'} is there; take another folder")
    started = time.monotonic()
    corpus = Corpus(options.categories, options.seed, options.size)
    total = write(options.folder, corpus, options.documents)
    sys.stdout.write(
        f"{options.documents} documents, {total / 1e6:.1f} MB,"
        f" in {time.monotonic() - started:.1f} s\n"
    )


if __name__ == "__main__":
    main()
