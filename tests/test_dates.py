from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedpub import dates

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
    ],
)
def test_a_date_with_a_zone_is_that_moment(value: str, utc: str) -> None:
    assert dates.moment(value, NEW_YORK) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "local"),
    [
        pytest.param("2021-10-10 11:06:15", "2021-10-10T11:06:15", id="as scrapers write it"),
        pytest.param("  2021-10-10 \n 11:06:15 ", "2021-10-10T11:06:15", id="spaces around"),
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
    ],
)
def test_a_date_without_a_zone_is_in_that_of_the_site(value: str, local: str) -> None:
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
        pytest.param("2021-10-10T11:06:15+25:00", "does not exist", id="an offset of over a day"),
        pytest.param("0000-01-01", "does not exist", id="the year 0"),
        pytest.param("Thu, 10 Jun 2022", "(that day is a Fri)", id="another weekday"),
        pytest.param("Mon Oct 10 2021", "(that day is a Sun)", id="another weekday, JavaScript"),
        pytest.param("10 Jun 2022 14:01 CEST", "'CEST' is no time zone", id="an unknown zone"),
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
        pytest.param("1633835175", "is no date", id="seconds since 1970, as text"),
        pytest.param("2021-10-10 11:06 CST", "is no date", id="CST, America's or China's"),
        pytest.param("Fri, 10 Jun 2022 14:01:35 CST", "'CST' is no time zone that", id="CST again"),
        pytest.param("2021-10-10 11:06 PM", "is no date", id="PM"),
        pytest.param(1633835175, "is no date", id="seconds since 1970"),
        pytest.param(20211010.5, "is no date", id="a fraction"),
        pytest.param(True, "is no date", id="true"),
        pytest.param(None, "is no date", id="null"),
        pytest.param(time(11, 6), "is no date", id="a time"),
        pytest.param(["2021-10-10"], "is no date", id="a list"),
        pytest.param({"date": "2021-10-10"}, "is no date", id="a mapping"),
        pytest.param("1970-01-01T00:00:00Z", "is before 1990", id="the epoch"),
        pytest.param("1990-01-01 07:59", "is before 1990", id="still 1989 in UTC"),
        pytest.param("10 Jun 50", "is before 1990", id="50 is 1950"),
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
    assert str(refused.value) == "'03/04/2022' can be read in two ways; write it as YYYY-MM-DD"


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
    assert found.year >= 1990


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
        pytest.param("2021-10-10", False, id="a date"),
        pytest.param("invalid", False, id="another word"),
        pytest.param(0, False, id="zero"),
        pytest.param(False, False, id="false"),
        pytest.param([], False, id="an empty list"),
    ],
)
def test_a_blank_stands_for_no_date(value: object, is_blank: bool) -> None:
    assert dates.is_blank(value) == is_blank
