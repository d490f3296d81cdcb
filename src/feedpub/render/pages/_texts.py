"""The words of the pages, in English and in Chinese of both scripts."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True, slots=True)
class Texts:
    """All words of the pages themselves in one language.

    `languages` are the beginnings of the language tags that they serve, in any case. `day_form`
    has fields for year, month (its name, or number) and day.
    """

    languages: str
    months: tuple[str, ...]
    day_form: str
    entry: str
    entries: str
    skip: str
    subscribe: str
    everything: str
    list_of_all: str
    feeds: str
    groups: dict[str, str]
    filter: str
    found: str
    nothing_found: str
    copy: str
    copied: str
    no_entries: str
    updated: str
    between: str
    addresses: str
    filed_under: str
    carried_by: str
    files: str
    table: str

    def count(self, number: int) -> str:
        """Return how many entries there are, in words."""
        return (self.entry if number == 1 else self.entries).format(number)

    def day(self, when: date) -> str:
        """Return a date as people write it in this language."""
        return self.day_form.format(year=when.year, month=self.months[when.month - 1], day=when.day)


_ENGLISH: Final = Texts(
    languages="en",
    months=tuple(_MONTHS),
    day_form="{day} {month} {year}",
    entry="{} entry",
    entries="{} entries",
    skip="Skip to the content",
    subscribe=(
        "To subscribe, copy the address of a feed into a feed reader, an app that from then on"
        " shows you what is new."
    ),
    everything="All entries",
    list_of_all="All feeds in one file, to import (OPML)",
    feeds="Feeds",
    groups={"category": "Categories", "tag": "Tags", "author": "Authors", "year": "Years"},
    filter="Find a feed",
    found="{} of {} feeds",
    nothing_found="No feed has these words.",
    copy="Copy the address",
    copied="Copied",
    no_entries="No entries yet.",
    updated="updated",
    between=", ",
    addresses="Subscribe",
    filed_under="Filed under",
    carried_by="In these feeds",
    files="Files",
    table="Table",
)

_SIMPLIFIED: Final = Texts(
    languages="zh",
    months=tuple(map(str, range(1, 13))),
    day_form="{year}年{month}月{day}日",
    entry="{} 篇",
    entries="{} 篇",
    skip="跳到正文",
    subscribe="把订阅源的地址复制到 RSS 阅读器应用里，就订阅好了：一有新文章，它就会告诉你。",
    everything="全部文章",
    list_of_all="全部订阅源合为一个文件，供阅读器导入（OPML）",
    feeds="订阅源",
    groups={"category": "分类", "tag": "标签", "author": "作者", "year": "年份"},
    filter="查找订阅源",
    found="{} / {} 个订阅源",
    nothing_found="没有订阅源含有这些字。",
    copy="复制地址",
    copied="已复制",
    no_entries="还没有文章。",
    updated="更新于",
    between="、",
    addresses="订阅",
    filed_under="归类",
    carried_by="收入以下订阅源",
    files="附件",
    table="表格",
)

_TRADITIONAL: Final = Texts(
    languages="zh-Hant zh-TW zh-HK zh-MO",
    months=tuple(map(str, range(1, 13))),
    day_form="{year}年{month}月{day}日",
    entry="{} 篇",
    entries="{} 篇",
    skip="跳到正文",
    subscribe="把訂閱源的網址複製到 RSS 閱讀器應用程式裡，就訂閱好了：一有新文章，它就會告訴你。",
    everything="全部文章",
    list_of_all="全部訂閱源合為一個檔案，供閱讀器匯入（OPML）",
    feeds="訂閱源",
    groups={"category": "分類", "tag": "標籤", "author": "作者", "year": "年份"},
    filter="尋找訂閱源",
    found="{} / {} 個訂閱源",
    nothing_found="沒有訂閱源含有這些字。",
    copy="複製網址",
    copied="已複製",
    no_entries="還沒有文章。",
    updated="更新於",
    between="、",
    addresses="訂閱",
    filed_under="歸類",
    carried_by="收入以下訂閱源",
    files="附件",
    table="表格",
)


def texts_for(language: str) -> tuple[Texts, str]:
    """Return the texts for a site in `language`, and the language of the texts.

    It is `language` itself where there are texts for it, else ``en``.
    """
    for texts in (_TRADITIONAL, _SIMPLIFIED, _ENGLISH):
        ranges = "|".join(texts.languages.split())
        if re.match(rf"(?:{ranges})(?:-|$)", language, re.IGNORECASE):
            return texts, language
    return _ENGLISH, "en"
