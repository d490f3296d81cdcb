import re

import pytest

from feedpub.model import Severity
from feedpub.validator import CODES, W3C
from tests.validator.reading import KINDS, changed, codes, found, place, text_at, whole
from tests.validator.rights import RIGHTS, Right
from tests.validator.wrongs import WRONGS, Wrong

ELSEWHERE = {"EncodingMismatch", "UnexpectedContentType", "rss-1"}  # in test_files


@pytest.mark.parametrize("kind", KINDS)
def test_a_feed_with_nothing_wrong_has_no_finding(kind: str) -> None:
    assert found(whole(kind), kind) == ()


@pytest.mark.parametrize("wrong", WRONGS, ids=lambda wrong: wrong.code)
def test_what_is_wrong_is_found(wrong: Wrong) -> None:
    assert wrong.code in codes(changed(wrong.kind, wrong.old, wrong.new), wrong.kind)


@pytest.mark.parametrize("right", RIGHTS, ids=lambda right: right.new[:40])
def test_what_is_right_is_not(right: Right) -> None:
    assert found(changed(right.kind, right.old, right.new), right.kind) == ()


def test_every_code_has_an_example() -> None:
    assert {wrong.code for wrong in WRONGS} | ELSEWHERE == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_message_says_what_is_wrong_and_what_to_do(code: str) -> None:
    for message in CODES[code].messages.values():
        # Not the semicolons of &#x26; and the like.
        assert len(re.findall(r"(?<!&#x..)(?<!&lt)(?<!&amp)(?<!…&gt); ", message)) == 1
        assert not message.endswith(".")
    assert code in W3C or code == code.lower()


@pytest.mark.parametrize("wrong", WRONGS, ids=lambda wrong: wrong.code)
def test_messages_leave_no_blank(wrong: Wrong) -> None:
    for finding in found(changed(wrong.kind, wrong.old, wrong.new), wrong.kind):
        assert not re.search(r"\{[a-z]*\}", finding.message)
        assert "<>" not in finding.message
        assert min(place(finding)) >= 1
        assert finding.severity in tuple(Severity)


def test_a_finding_says_where_it_is_and_of_which_entry() -> None:
    text = changed("rss", "<slash:comments>3", "<slash:comments>three")
    [finding] = found(text)
    assert finding.code == "InvalidNonNegativeInteger"
    assert text_at(text, finding).startswith("<slash:comments>")
    assert finding.element == "slash:comments"
    assert finding.entry == "urn:uuid:6e8161e2-5aae-42f7-b483-787a323a0e6e"
    assert str(finding) == (
        'feed:47:7: "three" in <slash:comments> is not a number from 0 on; write one'
        " (InvalidNonNegativeInteger)"
    )


def test_a_finding_of_atom_names_its_entry_and_one_of_the_feed_none() -> None:
    [finding] = found(changed("atom", 'length="9123456"', 'length="long"'), "atom")
    assert finding.entry == "https://example.org/tower"
    [finding] = found(changed("atom", 'title="The site"', 'title=""'), "atom")
    assert finding.entry is None


def test_a_finding_in_json_says_where_it_is() -> None:
    text = changed("json", '"audio/mpeg"', '"mp3"')
    [finding] = found(text, "json")
    assert text_at(text, finding).startswith('"mime_type": "mp3"')
    assert finding.element == "items[0].attachments[0].mime_type"
    assert finding.entry == "https://example.org/tower"


def test_the_second_of_two_with_one_id_is_to_blame() -> None:
    text = changed("rss", "<guid>https://example.org/lamp</guid>", "").replace(
        "<dc:date>",
        '<guid isPermaLink="false">urn:uuid:6e8161e2-5aae-42f7-b483-787a323a0e6e</guid><dc:date>',
    )
    [finding] = found(text)
    assert finding.code == "DuplicateValue"
    assert place(finding)[0] > 70


def test_columns_count_characters() -> None:
    text = changed("atom", "<summary>A tower", "<summary>灯塔</summary><x xmlns=''/><x><y>A")
    text = text.replace("</summary>\n", "</y></x>\n", 1)
    finding = next(f for f in found(text, "atom") if f.code == "UndeterminableVocabulary")
    assert text_at(text, finding).startswith("<x xmlns")
