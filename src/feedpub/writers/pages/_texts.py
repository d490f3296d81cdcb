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
    newest: str
    older_entries: str
    skip: str
    subscribe: str
    choose: str
    copy_into: str
    about_readers: str
    another_app: str
    scan: str
    everything: str
    list_of_all: str
    feeds: str
    groups: dict[str, str]
    filter: str
    filter_example: str
    sort: str
    by_name: str
    by_newest: str
    by_size: str
    letters: str
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
    newer: str
    older: str
    other_entries: str
    missing: str
    missing_advice: str

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
    newest="the feed holds the newest {}",
    older_entries="{} older entries",
    skip="Skip to the content",
    subscribe=(
        "A feed reader is an app, or a site, that shows you what is new in the feeds to which you"
        " have subscribed."
    ),
    choose="Choose yours:",
    copy_into="Or copy an address into it:",
    about_readers="What is a feed reader?",
    another_app="The app of this device",
    scan="To subscribe on a telephone, scan this with its camera.",
    everything="All entries",
    list_of_all="All feeds in one file, to import (OPML)",
    feeds="Feeds",
    groups={
        "category": "Categories",
        "tag": "Tags",
        "author": "Authors",
        "year": "Years",
        "section": "Sections",
        "language": "Languages",
    },
    filter="Find a feed",
    filter_example="Name or headline",
    sort="Sort by",
    by_name="name",
    by_newest="newest",
    by_size="size",
    letters="First letters",
    found="{} of {} feeds",
    nothing_found="No feed has these words.",
    copy="Copy",
    copied="Copied ✓",
    no_entries="No entries yet.",
    updated="updated",
    between=", ",
    addresses="Subscribe",
    filed_under="Filed under",
    carried_by="In these feeds",
    files="Files",
    table="Table",
    newer="Newer",
    older="Older",
    other_entries="Other entries",
    missing="This page is not here",
    missing_advice="It may have been moved, or taken back. All that there is begins here:",
)

_SIMPLIFIED: Final = Texts(
    languages="zh",
    months=tuple(map(str, range(1, 13))),
    day_form="{year}年{month}月{day}日",
    entry="{} 篇",
    entries="{} 篇",
    newest="订阅源收有最新的 {} 篇",
    older_entries="更早的 {} 篇",
    skip="跳到正文",
    subscribe="阅读器是一种应用或网站：订阅之后，一有新文章，它就会告诉你。",
    choose="选择您的阅读器：",
    copy_into="或者把地址复制进去：",
    about_readers="什么是阅读器？",
    another_app="本机的应用",
    scan="想在手机上订阅，请用相机扫描。",
    everything="全部文章",
    list_of_all="全部订阅源合为一个文件，供阅读器导入（OPML）",
    feeds="订阅源",
    groups={
        "category": "分类",
        "tag": "标签",
        "author": "作者",
        "year": "年份",
        "section": "栏目",
        "language": "语言",
    },
    filter="查找订阅源",
    filter_example="名称或标题",
    sort="排序",
    by_name="名称",
    by_newest="最新",
    by_size="篇数",
    letters="首字母",
    found="{} / {} 个订阅源",
    nothing_found="没有订阅源含有这些字。",
    copy="复制",
    copied="已复制 ✓",
    no_entries="还没有文章。",
    updated="更新于",
    between="、",
    addresses="订阅",
    filed_under="归类",
    carried_by="收入以下订阅源",
    files="附件",
    table="表格",
    newer="较新",
    older="较早",
    other_entries="其他文章",
    missing="这里没有这一页",
    missing_advice="它可能已经搬走或撤下。所有内容都可以从这里找到：",
)

_TRADITIONAL: Final = Texts(
    languages="zh-Hant zh-TW zh-HK zh-MO",
    months=tuple(map(str, range(1, 13))),
    day_form="{year}年{month}月{day}日",
    entry="{} 篇",
    entries="{} 篇",
    newest="訂閱源收有最新的 {} 篇",
    older_entries="更早的 {} 篇",
    skip="跳到正文",
    subscribe="閱讀器是一種應用程式或網站：訂閱之後，一有新文章，它就會告訴你。",
    choose="選擇您的閱讀器：",
    copy_into="或者把網址複製進去：",
    about_readers="什麼是閱讀器？",
    another_app="本機的應用程式",
    scan="想在手機上訂閱，請用相機掃描。",
    everything="全部文章",
    list_of_all="全部訂閱源合為一個檔案，供閱讀器匯入（OPML）",
    feeds="訂閱源",
    groups={
        "category": "分類",
        "tag": "標籤",
        "author": "作者",
        "year": "年份",
        "section": "欄目",
        "language": "語言",
    },
    filter="尋找訂閱源",
    filter_example="名稱或標題",
    sort="排序",
    by_name="名稱",
    by_newest="最新",
    by_size="篇數",
    letters="首字",
    found="{} / {} 個訂閱源",
    nothing_found="沒有訂閱源含有這些字。",
    copy="複製",
    copied="已複製 ✓",
    no_entries="還沒有文章。",
    updated="更新於",
    between="、",
    addresses="訂閱",
    filed_under="歸類",
    carried_by="收入以下訂閱源",
    files="附件",
    table="表格",
    newer="較新",
    older="較早",
    other_entries="其他文章",
    missing="這裡沒有這一頁",
    missing_advice="它可能已經搬走或撤下。所有內容都可以從這裡找到：",
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
