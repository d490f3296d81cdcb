from datetime import UTC, date, datetime, time, timedelta, timezone
from time import process_time as time_of_process
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub.web import dates
from feedpub.web.dates._common import read_common

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
NEW_YORK: Final = ZoneInfo("America/New_York")
OFFSETS: Final = st.integers(1 - 24 * 60, 24 * 60 - 1).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
# A day short at both ends: in UTC it is still, or already, another year there.
MOMENTS: Final = st.datetimes(datetime(1990, 1, 2), datetime(9999, 12, 30), timezones=OFFSETS)


@pytest.mark.parametrize(
    ("value", "utc"),
    [
        pytest.param("2021-10-10T11:06:15Z", "2021-10-10T11:06:15", id="RFC 3339"),
        pytest.param("2021-10-10T11:06:15+05:30", "2021-10-10T05:36:15", id="with an offset"),
        pytest.param("2021-10-10T11:06:15-0330", "2021-10-10T14:36:15", id="west, no colon"),
        pytest.param("2021-10-10 11:06:15 +08", "2021-10-10T03:06:15", id="an offset of hours"),
        pytest.param("2021-10-10T11:06:15.999999Z", "2021-10-10T11:06:15", id="with a fraction"),
        pytest.param("2021-10-10T11:06:15,5Z", "2021-10-10T11:06:15", id="with a comma fraction"),
        pytest.param("2021-10-10T24:00:00Z", "2021-10-11T00:00:00", id="the end of a day"),
        pytest.param("2016-12-31T23:59:60Z", "2017-01-01T00:00:00", id="a leap second"),
        pytest.param("20211010T110615Z", "2021-10-10T11:06:15", id="ISO 8601 basic"),
        pytest.param("2021-10-10 11:06:15 UTC", "2021-10-10T11:06:15", id="UTC by name"),
        pytest.param("Fri, 10 Jun 2022 14:01:35 GMT", "2022-06-10T14:01:35", id="RFC 822"),
        pytest.param("10 jun 2022 14:01 +0800", "2022-06-10T06:01:00", id="RFC 822, short"),
        pytest.param("Friday, 10-Jun-22 14:01:35 GMT", "2022-06-10T14:01:35", id="RFC 850"),
        pytest.param("Fri, 10 Jun 22 14:01:35 EST", "2022-06-10T19:01:35", id="a year of 2 digits"),
        pytest.param("10 Jun 94 14:01:35 PDT", "1994-06-10T21:01:35", id="a year of the nineties"),
        pytest.param(
            "Fri, 10 Jun 2022 14:01:35 +0800 (CST)", "2022-06-10T06:01:35", id="with a comment"
        ),
        pytest.param(
            "Sun Oct 10 2021 11:06:15 GMT+0800 (China Standard Time)",
            "2021-10-10T03:06:15",
            id="JavaScript",
        ),
        pytest.param(
            "Sun Oct 10 2021 11:06:15 GMT+0800 (中国标准时间)",
            "2021-10-10T03:06:15",
            id="JavaScript in Chinese",
        ),
        pytest.param("Tue Mar 5 10:20:30 UTC 2024", "2024-03-05T10:20:30", id="the command date"),
        pytest.param("Tue Mar 5 10:20:30 2024 +0100", "2024-03-05T09:20:30", id="git log"),
        pytest.param("2024-03-05 10:20:30 +0800 CST", "2024-03-05T02:20:30", id="Go"),
        pytest.param(
            "2024-03-05 10:20:30.5 +0800 CST m=+0.000001", "2024-03-05T02:20:30", id="Go, its clock"
        ),
        pytest.param("2024-03-05 10:20:30 -0300 -03", "2024-03-05T13:20:30", id="Go, no name"),
        pytest.param(
            "2024-03-05T10:20:30+08:00[Asia/Shanghai]", "2024-03-05T02:20:30", id="Java, Temporal"
        ),
        pytest.param("10/Oct/2000:13:55:36 -0700", "2000-10-10T20:55:36", id="a server's log"),
        pytest.param("20240305T102030Z", "2024-03-05T10:20:30", id="basic to the second"),
        pytest.param("20240305T1020+0100", "2024-03-05T09:20:00", id="basic with an offset"),
        pytest.param("2024-03-05T10Z", "2024-03-05T10:00:00", id="an hour alone"),
        pytest.param("2024-W10-2T10:20Z", "2024-03-05T10:20:00", id="a week"),
        pytest.param("2024-03-05Z", "2024-03-05T00:00:00", id="a day with a zone"),
        pytest.param("2024-03-05+08:00", "2024-03-04T16:00:00", id="a day of XML Schema"),
        pytest.param("2024-03-05 10:20 UTC+8", "2024-03-05T02:20:00", id="UTC+8"),
        pytest.param("2024-03-05 10:20 GMT +8", "2024-03-05T02:20:00", id="GMT +8"),
        pytest.param("2024-03-05 10:20 +8", "2024-03-05T02:20:00", id="+8"),
        pytest.param("2024-03-05 10:20 (UTC+8)", "2024-03-05T02:20:00", id="in brackets"),
        pytest.param("2024-03-05 10:20 −05:00", "2024-03-05T15:20:00", id="a true minus sign"),
        pytest.param("2024-03-05 10:20 EST", "2024-03-05T15:20:00", id="EST"),
        pytest.param("2024-03-05 10:20 JST", "2024-03-05T01:20:00", id="JST"),
        pytest.param("2024-07-05 10:20 CEST", "2024-07-05T08:20:00", id="CEST"),
        pytest.param("2024-03-05 10:20 CET", "2024-03-05T09:20:00", id="CET"),
        pytest.param("Tue, 05 Mar 2024 10:20:30 UT", "2024-03-05T10:20:30", id="UT"),
        pytest.param("čet, 7.3.2024 10:20 JST", "2024-03-07T01:20:00", id="a day, in Croatian"),
        pytest.param("út 2024-03-05 10:20 UTC", "2024-03-05T10:20:00", id="a day, in Czech"),
        pytest.param("2024-03-05 10:20 HKT", "2024-03-05T02:20:00", id="HKT"),
        pytest.param("2024-03-05 10:20 Asia/Shanghai", "2024-03-05T02:20:00", id="a place"),
        pytest.param("2024-07-05 10:20 europe/berlin", "2024-07-05T08:20:00", id="its summer"),
        pytest.param("March 5th, 2024 at 10:20 p.m. JST", "2024-03-05T13:20:00", id="in words"),
        pytest.param("1709634030", "2024-03-05T10:20:30", id="seconds since 1970"),
        pytest.param("1709634030.25", "2024-03-05T10:20:30", id="seconds with a fraction"),
        pytest.param("1709634030123", "2024-03-05T10:20:30", id="milliseconds since 1970"),
        pytest.param(1709634030, "2024-03-05T10:20:30", id="a number"),
        pytest.param(1709634030.25, "2024-03-05T10:20:30", id="a number with a fraction"),
        pytest.param(1709634030123, "2024-03-05T10:20:30", id="a number of milliseconds"),
        pytest.param("0100-01-01T00:00:00Z", "0100-01-01T00:00:00", id="the first year"),
        pytest.param("1885-03-04T10:00:00Z", "1885-03-04T10:00:00", id="before RFC 822"),
        pytest.param("1969-12-31T23:59:59Z", "1969-12-31T23:59:59", id="before 1970"),
    ],
)
def test_a_date_with_a_zone_is_that_moment(value: object, utc: str) -> None:
    assert dates.moment(value, NEW_YORK) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "local"),
    [
        pytest.param("2021-10-10 11:06:15", "2021-10-10T11:06:15", id="as scrapers write it"),
        pytest.param("  2021-10-10 \n 11:06:15 ", "2021-10-10T11:06:15", id="spaces around"),
        pytest.param(f"{'':300}2021-10-10{'':300}", "2021-10-10T00:00:00", id="many spaces"),
        pytest.param("2021-10-10T11:06", "2021-10-10T11:06:00", id="no seconds"),
        pytest.param("2021-1-2 1:02", "2021-01-02T01:02:00", id="no leading zeros"),
        pytest.param("2021/10/10 11:06:15", "2021-10-10T11:06:15", id="slashes"),
        pytest.param("2021.10.10", "2021-10-10T00:00:00", id="dots"),
        pytest.param("2024-02-29", "2024-02-29T00:00:00", id="a leap day"),
        pytest.param("20211010", "2021-10-10T00:00:00", id="eight digits"),
        pytest.param("2021年10月10日", "2021-10-10T00:00:00", id="Chinese"),
        pytest.param("2021年1月2日 11:06", "2021-01-02T11:06:00", id="Chinese with a time"),
        pytest.param("10 June 2022", "2022-06-10T00:00:00", id="a day and a month by name"),
        pytest.param("Oct. 10, 2021", "2021-10-10T00:00:00", id="a month by name and a day"),
        pytest.param("Sunday, October 10, 2021 11:06", "2021-10-10T11:06:00", id="American"),
        pytest.param("Sun Oct 10 11:06:15 2021", "2021-10-10T11:06:15", id="asctime"),
        pytest.param("Sun Oct 10 2021", "2021-10-10T00:00:00", id="JavaScript's toDateString"),
        pytest.param("13/06/2022", "2022-06-13T00:00:00", id="no month is 13"),
        pytest.param("06/13/2022", "2022-06-13T00:00:00", id="no month is 13, American"),
        pytest.param("31-12-2022", "2022-12-31T00:00:00", id="no month is 31"),
        pytest.param("13.07.2015", "2015-07-13T00:00:00", id="with dots"),
        pytest.param("5. 13. 2015 10:20", "2015-05-13T10:20:00", id="with spaces and a time"),
        pytest.param("31/12/99", "1999-12-31T00:00:00", id="a short year that is no day"),
        pytest.param("05/05/2022", "2022-05-05T00:00:00", id="the same either way"),
        pytest.param("Friday, 03/04/2022", "2022-03-04T00:00:00", id="told by the weekday"),
        pytest.param("3/25/2024, 10:20:30\u202fPM", "2024-03-25T22:20:30", id="toLocaleString"),
        pytest.param("2024-065", "2024-03-05T00:00:00", id="a day of the year"),
        pytest.param("2024-366", "2024-12-31T00:00:00", id="the last of a leap year"),
        pytest.param("2024-W01-1", "2024-01-01T00:00:00", id="the first week"),
        pytest.param("2020W537", "2021-01-03T00:00:00", id="the last week, basic"),
        pytest.param("20240305102030", "2024-03-05T10:20:30", id="fourteen digits"),
        pytest.param("20240305102030123", "2024-03-05T10:20:30", id="seventeen digits"),
        pytest.param("20240305-102030", "2024-03-05T10:20:30", id="a camera's file"),
        pytest.param("2024:03:05 10:20:30", "2024-03-05T10:20:30", id="a camera's"),
        pytest.param("5 marca 2024 r.", "2024-03-05T00:00:00", id="Polish with its year"),
        pytest.param("20240305 102030", "2024-03-05T10:20:30", id="eight and six"),
        pytest.param(20240305, "2024-03-05T00:00:00", id="eight digits as a number"),
        pytest.param("March 5th, 2024", "2024-03-05T00:00:00", id="an ordinal"),
        pytest.param("the 5th of March, 2024", "2024-03-05T00:00:00", id="an ordinal with of"),
        pytest.param("2024 March 5", "2024-03-05T00:00:00", id="the year first"),
        pytest.param("5-Mar-2024", "2024-03-05T00:00:00", id="hyphens"),
        pytest.param("5 mars 2024", "2024-03-05T00:00:00", id="French"),
        pytest.param("mardi 5 mars 2024 à 10h20", "2024-03-05T10:20:00", id="French with a time"),
        pytest.param("mar. 5 mars 2024", "2024-03-05T00:00:00", id="mar. is mardi and mars"),
        pytest.param("1er février 2024", "2024-02-01T00:00:00", id="French, the first"),
        pytest.param("Di, 5. März 2024, 10:20 Uhr", "2024-03-05T10:20:00", id="German"),
        pytest.param("5 mar 2024, 10:20 hrs.", "2024-03-05T10:20:00", id="Spanish with hours"),
        pytest.param("martes, 5 de marzo de 2024", "2024-03-05T00:00:00", id="Spanish"),
        pytest.param("terça-feira, 5 de março de 2024", "2024-03-05T00:00:00", id="Portuguese"),
        pytest.param("martedì 5 marzo 2024", "2024-03-05T00:00:00", id="Italian"),
        pytest.param("dinsdag 5 maart 2024 10u20", "2024-03-05T10:20:00", id="Dutch"),
        pytest.param("5. maaliskuuta 2024 klo 10.20", "2024-03-05T10:20:00", id="Finnish"),
        pytest.param("5 марта 2024 г.", "2024-03-05T00:00:00", id="Russian"),
        pytest.param("wtorek, 5 marca 2024", "2024-03-05T00:00:00", id="Polish"),
        pytest.param("11 listopada 2024", "2024-11-11T00:00:00", id="Polish November"),
        pytest.param("5 MART 2024 SALI", "2024-03-05T00:00:00", id="Turkish in capitals"),
        pytest.param("2024. március 5.", "2024-03-05T00:00:00", id="Hungarian"),
        pytest.param("5 d’abril de 2024", "2024-04-05T00:00:00", id="Catalan"),
        pytest.param("2024年3月5日 星期二", "2024-03-05T00:00:00", id="Chinese with its weekday"),
        pytest.param("2024年3月5日周二 下午2:01", "2024-03-05T14:01:00", id="an afternoon"),
        pytest.param(
            "2024年3月5日 下午14:01", "2024-03-05T14:01:00", id="an afternoon of 24 hours"
        ),
        pytest.param("2024-03-05 10时20分30秒", "2024-03-05T10:20:30", id="hours in Chinese"),
        pytest.param("2024-03-05 晚上10点", "2024-03-05T22:00:00", id="an evening"),
        pytest.param("2024-03-05 中午12:30", "2024-03-05T12:30:00", id="noon"),
        pytest.param("2024-03-05 凌晨0:30", "2024-03-05T00:30:00", id="before dawn"),
        pytest.param("２０２４年３月５日　１０：２０", "2024-03-05T10:20:00", id="full width"),
        pytest.param("2024年3月5日(火) 午後2時1分", "2024-03-05T14:01:00", id="Japanese"),
        pytest.param("2024년 3월 5일 화요일 오후 2:01", "2024-03-05T14:01:00", id="Korean"),
        pytest.param("2024. 3. 5. 오후 2시 1분", "2024-03-05T14:01:00", id="Korean in numbers"),
        pytest.param("2024-03-05 10:20 PM", "2024-03-05T22:20:00", id="PM"),
        pytest.param("2024-03-05 12:20 am", "2024-03-05T00:20:00", id="past midnight"),
        pytest.param("2024-03-05 12 PM", "2024-03-05T12:00:00", id="noon in English"),
        pytest.param("10:20 5 Mar 2024", "2024-03-05T10:20:00", id="the time first"),
    ],
)
def test_a_date_without_a_zone_is_in_that_of_the_site(value: object, local: str) -> None:
    assert dates.moment(value, SHANGHAI) == datetime.fromisoformat(local).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("value", "utc"),
    [
        pytest.param(date(2021, 10, 10), "2021-10-09T16:00:00", id="a date"),
        pytest.param(datetime(2021, 10, 10, 11), "2021-10-10T03:00:00", id="a local datetime"),
        pytest.param(
            datetime(2021, 10, 10, 11, tzinfo=timezone(timedelta(hours=-1))),
            "2021-10-10T12:00:00",
            id="a datetime with an offset",
        ),
    ],
)
def test_dates_of_toml_are_taken_as_they_are(value: date, utc: str) -> None:
    assert dates.moment(value, SHANGHAI) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_moment_is_in_utc() -> None:
    assert dates.moment("2021-10-10 11:06:15", SHANGHAI).tzinfo is UTC


def test_summer_time_is_that_of_the_day() -> None:
    summer = dates.moment("2022-07-01", NEW_YORK)
    winter = dates.moment("2022-01-01", NEW_YORK)
    assert (summer.hour, winter.hour) == (4, 5)


@given(MOMENTS)
@settings(deadline=None)
def test_a_moment_written_as_iso_8601_is_read_back(moment: datetime) -> None:
    assert dates.moment(moment.isoformat(), SHANGHAI) == moment.replace(microsecond=0)


@given(MOMENTS)
@settings(deadline=None)
def test_a_moment_is_read_the_same_as_text_and_as_a_value(moment: datetime) -> None:
    assert dates.moment(str(moment), SHANGHAI) == dates.moment(moment, SHANGHAI)


@pytest.mark.parametrize(
    ("value", "what"),
    [
        pytest.param("2021-02-31", "does not exist", id="31 February"),
        pytest.param("2023-02-29", "does not exist", id="a leap day of another year"),
        pytest.param("2021-13-01", "does not exist", id="a thirteenth month"),
        pytest.param("2022-31-12", "does not exist", id="the day before the month"),
        pytest.param("2021年2月30日", "does not exist", id="30 February in Chinese"),
        pytest.param("2021-10-10 25:00", "does not exist", id="an hour too many"),
        pytest.param("2021-10-10 24:00:01", "does not exist", id="a second past the end of a day"),
        pytest.param("2021-10-10 11:60", "does not exist", id="a minute too many"),
        pytest.param("2021-10-10 11:06:61", "does not exist", id="a second too many"),
        pytest.param("2021-10-10T11:06:15+25:00", "25:00 hours from UTC", id="a day from UTC"),
        pytest.param("0000-01-01", "does not exist", id="the year 0"),
        pytest.param("Thu, 10 Jun 2022", "(that day is a Friday)", id="another weekday"),
        pytest.param("Mon Oct 10 2021", "(that day is a Sunday)", id="another weekday, JavaScript"),
        pytest.param("10 Jun 2022 14:01 XYZ", "'XYZ' is no time zone", id="an unknown zone"),
        pytest.param("10 Jun 2022 14:01 A", "'A' is no time zone", id="a military zone"),
        pytest.param("03/04/2022", "can be read in two ways", id="March or April"),
        pytest.param("3-4-22", "can be read in two ways", id="short"),
        pytest.param("03.04.2022 11:06", "can be read in two ways", id="with dots and a time"),
        pytest.param("Invalid Date", "is no date", id="Invalid Date"),
        pytest.param("yesterday", "is no date", id="a word"),
        pytest.param("", "is no date", id="nothing"),
        pytest.param("2021", "is no date", id="a year"),
        pytest.param("2021-10", "is no date", id="a month"),
        pytest.param("12_00", "is no date", id="12_00"),
        pytest.param("2021-10-10 11:06 BST", "'BST' is no time zone that", id="BST in China"),
        pytest.param("2021-10-10 11:06 Asia/Nowhere", "no time zone 'asia/nowhere'", id="a place"),
        pytest.param("2021-10-10 11:06 +0800 EST", "names two time zones", id="two zones"),
        pytest.param("2021-10-10 11:06 UTC JST", "names two time zones", id="two names of zones"),
        pytest.param("2021-10-10T11:06+09:00[Asia/Shanghai]", "two time zones", id="a place apart"),
        pytest.param(
            "2021-10-10 14:01 AM", "14 is no hour of the forenoon", id="an AM of 24 hours"
        ),
        pytest.param("2021-10-10 晚上12:10", "midnight before or after", id="12 in the evening"),
        pytest.param("2021-10-10 2021-10-11", "is no date", id="two days"),
        pytest.param("10:20 2021-10-10 11:06", "is no date", id="two times"),
        pytest.param("10 Jun Jul 2022", "is no date", id="two months"),
        pytest.param("Mon Sun Oct 10 2021", "that day is a Sunday", id="two weekdays"),
        pytest.param("2021-10-10 or so", "is no date", id="a word too many"),
        pytest.param("10 Jun 2022 (or 11)", "is no date", id="something else in brackets"),
        pytest.param("2021-10-10 11:06 EST 5", "is no date", id="a number too many"),
        pytest.param("2021-10-10-0800", "is no date", id="a time or a zone"),
        pytest.param("20211010-0800", "is no date", id="a time or a zone, basic"),
        pytest.param("20211010-08", "is no date", id="an hour or a part"),
        pytest.param("5032024", "is no date", id="seven digits"),
        pytest.param("2021-10-10a", "is no date", id="a letter too many"),
        pytest.param("2021-10-10 A", "is no date", id="a letter after a space"),
        pytest.param("2410.20 Mar", "is no date", id="a fraction"),
        pytest.param("2021-10-10 -0800", "is no date", id="a time or a zone after a space"),
        pytest.param("Jun 10 22", "is no date", id="a short year that RFC 822 has not"),
        pytest.param("3/4 Jun 2022", "is no date", id="two days of a month"),
        pytest.param("2021-10-10" + " " * 300 + "x", "is no date", id="more after many spaces"),
        pytest.param("2021-W53-1", "no such week", id="a week too many"),
        pytest.param("2021-366", "2021 has no day 366", id="a day of the year too many"),
        pytest.param("24年3月5日", "is no date", id="a short year in Chinese"),
        pytest.param("۱۴۰۲/۱۲/۱۵", "is no date", id="a day of the Persian calendar"),
        pytest.param("2024年3月5日 星期三", "that day is a Tuesday", id="another weekday, Chinese"),
        pytest.param("31/12/22", "can be read in two ways", id="31 December or 22 December"),
        pytest.param("2034022110", "can be read in two ways", id="seconds, or an hour of a day"),
        pytest.param(20211010.5, "is no date", id="a fraction"),
        pytest.param(10**5000, "is no date", id="a number without end"),
        pytest.param(float("inf"), "is no date", id="infinity"),
        pytest.param(-1, "is no date", id="a negative number"),
        pytest.param(True, "is no date", id="true"),
        pytest.param(None, "is no date", id="null"),
        pytest.param(time(11, 6), "is no date", id="a time"),
        pytest.param(["2021-10-10"], "is no date", id="a list"),
        pytest.param({"date": "2021-10-10"}, "is no date", id="a mapping"),
        pytest.param("1970-01-01T00:00:00Z", "programs write that know no date", id="the epoch"),
        pytest.param("1970-01-01", "programs write that know no date", id="its day"),
        pytest.param("1970-01-01 08:00", "programs write that know no date", id="the epoch here"),
        pytest.param("0099-12-31T23:59:59Z", "before the year 100", id="a year of two digits"),
        pytest.param(date(1, 1, 1), "is out of range", id="the first day of all"),
        pytest.param("9999-12-31T23:59:59-01:00", "is out of range", id="after the last day"),
    ],
)
def test_what_is_no_date_is_refused_with_what_is_wrong(value: object, what: str) -> None:
    with pytest.raises(ValueError, match=r"^.+; [a-z]") as refused:
        dates.moment(value, SHANGHAI)
    assert what in str(refused.value)


def test_the_refusal_of_a_date_says_what_to_write() -> None:
    with pytest.raises(ValueError, match="two ways") as refused:
        dates.moment("03/04/2022", SHANGHAI)
    assert str(refused.value) == (
        "'03/04/2022' can be read in two ways, as 2022-03-04 or 2022-04-03; write it as YYYY-MM-DD"
    )


@given(
    st.one_of(
        st.text(),
        st.from_regex(r"[0-9]{4}[-年][0-9]{1,2}[-月][0-9]{1,2}( [0-9:]{5,8})?", fullmatch=True),
    )
)
@settings(deadline=None)
def test_text_is_a_moment_or_a_value_error(value: str) -> None:
    try:
        found = dates.moment(value, SHANGHAI)
    except ValueError:
        return
    assert found.year >= 100


@pytest.mark.parametrize(
    ("value", "is_blank"),
    [
        pytest.param(None, True, id="null"),
        pytest.param("", True, id="nothing"),
        pytest.param("  ", True, id="spaces"),
        pytest.param("Invalid Date", True, id="JavaScript's Invalid Date"),
        pytest.param(" invalid date\n", True, id="in small letters"),
        pytest.param("undefined", True, id="JavaScript's undefined"),
        pytest.param("NaN", True, id="JavaScript's NaN"),
        pytest.param("None", True, id="Python's None"),
        pytest.param("NaT", True, id="pandas' NaT"),
        pytest.param("0000-00-00 00:00:00", True, id="the zero of databases"),
        pytest.param("0001-01-01T00:00:00Z", True, id="the zero of Go"),
        pytest.param("2021-10-10", False, id="a date"),
        pytest.param("invalid", False, id="another word"),
        pytest.param(f"null{'':300}x", False, id="a word and more after many spaces"),
        pytest.param(0, False, id="zero"),
        pytest.param(False, False, id="false"),
        pytest.param([], False, id="an empty list"),
    ],
)
def test_a_blank_stands_for_no_date(value: object, is_blank: bool) -> None:
    assert dates.is_blank(value) == is_blank


@pytest.mark.parametrize(
    ("value", "zone", "utc"),
    [
        ("2024-03-05 10:20 CST", "Asia/Shanghai", "02:20"),
        ("2024-03-05 10:20 CST", "Asia/Taipei", "02:20"),
        ("2024-03-05 10:20 CST", "Asia/Singapore", "02:20"),
        ("2024-03-05 10:20 CST", "America/Chicago", "16:20"),
        ("2024-03-05 10:20 CST", "America/New_York", "16:20"),
        ("2024-01-05 10:20 CST", "America/Havana", "15:20"),
        ("2024-07-05 10:20 CST", "Australia/Darwin", "00:50"),
        ("2024-03-05 10:20 IST", "Asia/Kolkata", "04:50"),
        ("2024-03-05 10:20 IST", "Asia/Jerusalem", "08:20"),
        ("2024-07-05 10:20 IST", "Europe/Dublin", "09:20"),
        ("2024-07-05 10:20 BST", "Europe/London", "09:20"),
        ("2024-03-05 10:20 BST", "Asia/Dhaka", "04:20"),
        ("2024-03-05 10:20 EST", "America/New_York", "15:20"),
        ("2024-03-05 10:20 EST", "Asia/Shanghai", "15:20"),
        ("2024-07-05 10:20 EST", "Australia/Sydney", "00:20"),
        ("2024-07-05 10:20 EST", "Australia/Brisbane", "00:20"),
        ("2024-01-05 09:20 EDT", "Australia/Sydney", "22:20"),
        ("2024-03-05 10:20 AST", "America/Halifax", "14:20"),
        ("2024-03-05 10:20 AST", "Asia/Riyadh", "07:20"),
        ("2024-03-05 10:20 PST", "America/Los_Angeles", "18:20"),
        ("2024-03-05 10:20 PST", "Asia/Manila", "02:20"),
        ("2024-11-03 01:30 EDT", "America/New_York", "05:30"),
        ("2024-11-03 01:30 EST", "America/New_York", "06:30"),
    ],
)
def test_a_name_of_several_zones_is_that_of_the_site(value: str, zone: str, utc: str) -> None:
    assert f"{dates.moment(value, ZoneInfo(zone)):%H:%M}" == utc


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("CST", "Europe/Berlin"),
        ("CST", "UTC"),
        ("CST", "Asia/Tokyo"),
        ("IST", "Asia/Shanghai"),
        ("IST", "America/New_York"),
        ("BST", "Europe/Berlin"),
        ("AST", "Europe/Berlin"),
        # Its summer has the name of its winter on many pages.
        ("EST", "Australia/Sydney"),
    ],
)
def test_a_name_of_several_zones_that_is_not_of_the_site_is_refused(name: str, zone: str) -> None:
    with pytest.raises(ValueError, match=r"no time zone that has one meaning.*write it as"):
        dates.moment(f"2024-01-05 10:20 {name}", ZoneInfo(zone))


def test_a_time_that_clocks_skip_is_refused_with_what_is_meant_perhaps() -> None:
    with pytest.raises(ValueError, match="went forward") as refused:
        dates.moment("2024-03-10 02:30", NEW_YORK)
    assert str(refused.value) == (
        "'2024-03-10 02:30' does not exist in America/New_York, where clocks went forward over that"
        " time; correct it, or write it with its zone: 2024-03-10T07:30:00Z"
    )


def test_a_time_that_was_twice_is_refused_with_both() -> None:
    with pytest.raises(ValueError, match="went back") as refused:
        dates.moment("2024-11-03 01:30", NEW_YORK)
    assert str(refused.value) == (
        "'2024-11-03 01:30' was twice in America/New_York, where clocks went back; write it with"
        " its zone: 2024-11-03T01:30:00-04:00 or 2024-11-03T01:30:00-05:00"
    )


@pytest.mark.parametrize("value", ["2024-11-03T01:30", datetime(2024, 11, 3, 1, 30)])
def test_a_local_time_of_toml_is_as_text_is(value: object) -> None:
    with pytest.raises(ValueError, match="was twice in"):
        dates.moment(value, NEW_YORK)


@pytest.mark.parametrize(
    ("zone", "value", "utc"),
    [
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00"),  # midnight was skipped
        ("America/Havana", "2023-11-05", "2023-11-05T04:00"),  # midnight was twice
        ("America/New_York", "2024-03-10", "2024-03-10T05:00"),
    ],
)
def test_a_day_begins_at_its_first_moment(zone: str, value: str, utc: str) -> None:
    assert f"{dates.moment(value, ZoneInfo(zone)):%Y-%m-%dT%H:%M}" == utc


def test_a_time_that_is_no_moment_of_the_site_may_be_one_of_the_zone_it_names() -> None:
    assert dates.moment("2024-03-10 02:30 Asia/Shanghai", NEW_YORK).hour == 18


# Each form of a part, of a moment to the minute; a form of a zone is of one distance from UTC.
_DAYS: Final = (
    "{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y.%m.%d}", "{0.year}. {0.month}. {0.day}.",
    "{0.year}-{0.month}-{0.day}", "{0:%G-W%V-%u}", "{0:%Y-%j}", "{0:%Y%m%d}", "{0:%d %b %Y}",
    "{0.day} {0:%B} {0.year}", "{0:%B} {0.day}, {0.year}", "{0:%b}. {0.day} {0.year}",
    "{0.day}th of {0:%B} {0.year}", "{0:%Y %B %d}", "{0:%d-%b-%Y}",
    "{0.year}年{0.month}月{0.day}日",
    "{0.year} 年 {0.month} 月 {0.day} 日", "{0.year}년 {0.month}월 {0.day}일",
)  # fmt: skip
_CLOCKS: Final = (
    "{0:%H:%M}", "{0.hour}:{0:%M}", "{0:%H:%M:%S}", "{0:%H:%M:%S}.123", "{0:%I:%M %p}",
    "{0:%I:%M:%S%p}", "{0.hour}时{0.minute}分", "{0.hour}時{0.minute}分{0.second}秒",
    "{1}{0:%I:%M}", "{2} {0:%I}시 {0.minute}분", "{0.hour}h{0:%M}",
)  # fmt: skip
_ZONED: Final = (
    (0, (" Z", " UTC", " GMT", "+00:00", " +0000 UTC", " GMT+0000 (Coordinated Universal Time)")),
    (480, ("+08:00", " +0800", "+08", " +8", " UTC+8", " (UTC+8)", " HKT", " +0800 CST",
           " Asia/Shanghai", "+08:00[Asia/Shanghai]", " GMT+0800 (中国标准时间)", " CST")),
    (-210, ("-03:30", " -0330", " UTC-3:30")),
    (540, (" JST", " (JST)", " Asia/Tokyo")),
    (-300, (" EST", "-5", " -0500 (EST)")),
)  # fmt: skip
_WEEKDAYS: Final = (
    ("", ""), ("{0:%a}, ", ""), ("{0:%A} ", ""), ("{0:%a} ", ""), ("", " {0:%a}"), ("", " 星期{3}"),
    ("", " 周{3}"), ("", " ({4})"), ("", " {4}曜日"), ("", " {5}요일"),
)  # fmt: skip
_PLACES_WITHOUT_CHANGE: Final = st.datetimes(datetime(1992, 1, 1), datetime(2099, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, datetime]:
    """Return a moment in one of all the forms that its parts can have together, and itself."""
    minutes, zones = draw(st.sampled_from(_ZONED))
    local = draw(_PLACES_WITHOUT_CHANGE)
    day, clock = draw(st.sampled_from(_DAYS)), draw(st.sampled_from(_CLOCKS))
    before, after = draw(st.sampled_from(_WEEKDAYS))
    if "%S" not in clock and "second" not in clock:
        local = local.replace(second=0)
    moment = local.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    number = local.weekday()
    morning = local.hour < 12
    order = draw(st.sampled_from(("{b}{d}{a} {c}{z}", "{b}{d} {c}{z}{a}", "{c}{z} {b}{d}{a}")))
    form = order.format(b=before, d=day, a=after, c=clock, z=draw(st.sampled_from(zones)))
    half = ("上午", "오전") if morning else ("下午", "오후")
    text = form.format(
        local, *half, "一二三四五六日"[number], "月火水木金土日"[number], "월화수목금토일"[number]
    )
    return text, moment


@given(written())
@settings(deadline=None, max_examples=1000)
def test_every_form_of_every_part_is_read_with_every_form_of_the_others(
    case: tuple[str, datetime],
) -> None:
    text, moment = case
    assert dates.moment(text, SHANGHAI) == moment


@given(written(), st.integers(1, 6))
@settings(deadline=None)
def test_a_weekday_that_is_not_that_of_the_day_is_never_read(
    case: tuple[str, datetime], later: int
) -> None:
    text, moment = case
    wrong = moment + timedelta(days=later)
    with pytest.raises(ValueError, match="; "):
        dates.moment(f"{wrong:%A}, {text}", SHANGHAI)


@given(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)).filter(lambda day: day != date(1970, 1, 1)),
    st.sampled_from("-/."),
    st.booleans(),
)
@settings(deadline=None)
def test_a_day_in_numbers_is_read_only_if_no_other_order_gives_another_day(
    day: date, mark: str, short: bool
) -> None:
    year = f"{day:%y}" if short else f"{day:%Y}"
    first, second = f"{day:%d}", f"{day:%m}"
    others = {(f"{day:%Y}", first, second)} | ({(f"20{first}", second, year)} if short else set())
    if short and int(first) >= 50:
        others = set()
    possible = {day}
    for of_year, of_month, of_day in others:
        try:
            possible.add(date(int(of_year), int(of_month), int(of_day)))
        except ValueError:
            continue
    text = f"{first}{mark}{second}{mark}{year}"
    if len(possible) > 1:
        with pytest.raises(ValueError, match="two ways"):
            dates.moment(text, SHANGHAI)
    else:
        assert dates.moment(text, SHANGHAI) == dates.moment(day, SHANGHAI)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000, "2024-" * 40_000, "mar " * 50_000, "(" * 100_000, "+1" * 50_000,
        "周" * 100_000, "a/" * 50_000, " ," * 90_000, "é" * 100_000,
    ],
)  # fmt: skip
def test_the_time_for_a_text_is_bounded(text: str) -> None:
    started = time_of_process()
    with pytest.raises(ValueError, match=r"is no date|no time zone"):
        for _ in range(20):
            dates.moment(text, SHANGHAI)
    assert time_of_process() - started < 0.5


@pytest.mark.parametrize(
    ("path", "day", "name"),
    [
        ("2024-01-31-name.md", "2024-01-31", "name"),
        ("2024-03-05-eight/index.md", "2024-03-05", "eight"),
        ("2024-03-05-eight/README.md", "2024-03-05", "eight"),
        ("blog/2024-03-05-trip/day two.md", "2024-03-05", "day two"),
        ("2024/03/05/six.md", "2024-03-05", "six"),
        ("posts/2024/3/5/six/index.md", "2024-3-5", "six"),
        ("2024/03/05-six.md", "2024-03-05", "six"),
        ("2024-03-05_two.md", "2024-03-05", "two"),
        ("2024_03_05_two.md", "2024-03-05", "two"),
        ("2024.03.05 two.md", "2024-03-05", "two"),
        ("2024-03-05.md", "2024-03-05", "2024-03-05"),
        ("20240305-three.md", "20240305", "three"),
        ("20240305.md", "20240305", "20240305"),
        ("202403051020 zettel.md", "2024-03-05 10:20:00", "zettel"),
        ("2024年3月5日 日记.md", "2024-3-5", "日记"),
        ("2023-01-01/2024-03-05-nearer.md", "2024-03-05", "nearer"),
        ("2024-13-45-slip.md", "2024-13-45", "slip"),
        ("2024-03-051-more.md", "", "2024-03-051-more"),
        ("12345678-parts.md", "", "12345678-parts"),
        ("20241305-no-day.md", "", "20241305-no-day"),
        ("2024/13/05/six.md", "", "six"),
        ("2024/03/six.md", "", "six"),
        ("1234/01/02/six.md", "", "six"),
        ("posts/six.md", "", "six"),
        ("posts/six/index.md", "", "six"),
        ("index.md", "", "index"),
        ("a-2024-03-05.md", "", "a-2024-03-05"),
    ],
)  # fmt: skip
def test_a_path_names_a_day(path: str, day: str, name: str) -> None:
    found = dates.dated_path(path)
    assert (found.day.replace("-0", "-"), found.name) == (_hyphened(day).replace("-0", "-"), name)


def _hyphened(day: str) -> str:
    return f"{day[:4]}-{day[4:6]}-{day[6:]}" if day.isdigit() else day


@given(
    st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)),
    st.sampled_from(
        (
            "{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%Y-%m-%dT%H:%M:%S}Z", "{0:%Y-%m-%d %H:%M}",
            "{0:%Y/%m/%d %H:%M:%S} +0530", "{0:%Y-%m-%dT%H:%M:%S}.125-07:00",
            "{0:%Y-%m-%d %H:%M:%S}.000001", "{0:%a, %d %b %Y %H:%M:%S} GMT",
            "{0:%Y%m%d}", "{0:%Y%m%dT%H%M%S}", "{0:%Y%m%dT%H%M%S}Z",
            "{0:%d %b %Y %H:%M} -0330", "{0:%a}, {0.day} {0:%b %Y %H:%M:%S} Z",
        )
    ),
)  # fmt: skip
@settings(deadline=None)
def test_what_is_read_at_once_is_what_the_grammar_reads(moment: datetime, form: str) -> None:
    text = form.replace("%Y", f"{moment.year:04}").format(moment)
    assert read_common(text) is not None
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(dates, "read_common", lambda _: None)
        slowly = _result_of(text)
    assert _result_of(text) == slowly


@pytest.mark.parametrize(
    "text",
    [
        "2021-02-31", "2021-10-10T25:00:00Z", "Mon, 10 Jun 2022 14:01:35 GMT", "2021-10-10x11:06",
        "2021-10-10+08:00", "2021-10/10", "٢٠٢١-١٠-١٠",
    ],
)  # fmt: skip
def test_what_is_wrong_or_odd_is_left_to_the_grammar(text: str) -> None:
    assert read_common(text) is None


def _result_of(text: str) -> datetime | str:
    try:
        return dates.moment(text, NEW_YORK)
    except ValueError as error:
        return str(error)
