"""Typed dates that are not understood or do not exist are rejected at once, with a clean text."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.domain.dates.test_spoken_dates import BOKMAL, ENGLISH, NYNORSK
from tests.domain.dates.typed_dates import TODAY, each, on, reading
from tui_app.domain.dates.parsing import FIRST_YEAR, LAST_YEAR, MAX_DATE_LENGTH
from tui_app.domain.errors import DomainError


@pytest.mark.parametrize(
    "text",
    each(
        "31.2|31/2|30. februar|feb 30|31.2.2027|29.2.2027|32.1|15.13|12.30|0.0|00.00.2027|310227|20270230",
        "2027-02-30|2027-13-01|uke 54|uke 0|week 99|uke 53 2027|uke 54 2026|tirsdag 15. mars 2027",
        "15.3.1899|15.3.2200|2200-01-01|0000-01-01|15.03.0000|slutten av mars 1066",
        "+99999|+99999å|om 99999 måneder|-99999|-99999å|om 99999 uker",
    ),
)
def test_days_that_do_not_exist(text: str) -> None:
    assert reading(text, TODAY) == "date_does_not_exist"


@pytest.mark.parametrize(
    "text",
    each(
        "abc|q|7 9 11 x|an|a|m|d|so|to|on|om|in|en|neste|next|på|den|the|15|1503|14:30|12:00",
        "Q5|5. kvartal|H3|tredje halvår|før|innen|før katten|midten av|midten av x|early|13. kvartal",
        "fredag 13|fredag x|neste 15.3|neste fredag 15.3|i|i i dag|dag|kurs i mars|ring 15.3",
        "uke|uke x|uke 123|u|om uker|om 2|om to|om en|om 3 katter|for 3 dager|om 3 dager siden|to d|en m",
        "+|-|+x|++3|+-3|--3|+1.5|1,5u|+123456|1.2.3|1.2.3.4|15.3.207|15.3.20277|15..3|15.3..27|2027-03",
        "2027-3-15-1|2027.3-15|1 mars 2 mars|15. mars 2027 2028|slutten av|slutten av x",
        "\u0663|\u00b2|\u0661\u0665.\u0663|1\u00b2.3|+\u0663|uke \u00b2|\uff11\uff15.\uff13|om \u0662 uker",
        "!|.|/|\U0001f4c5|\\2|(15.3)|[b]15.3[/b]",
    ),
)
def test_what_is_not_a_date_is_refused_with_the_text(text: str) -> None:
    with pytest.raises(DomainError) as refused:
        on(text)
    assert refused.value.code == "date_not_understood"
    assert refused.value.values == {"text": text}


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u200b", "\u00a0", "\x00", "\ud800"])
def test_nothing_typed(text: str) -> None:
    assert reading(text, TODAY) == "date_empty"


def test_a_refusal_carries_text_that_is_short_and_clean() -> None:
    with pytest.raises(DomainError) as refused:
        on("\x1b]0;x\x07" + "y" * 10_000)
    shown = str(refused.value.values["text"])
    assert len(shown) <= MAX_DATE_LENGTH + 1
    assert shown.startswith("]0;xy")
    assert shown.endswith("…")


@pytest.mark.parametrize(
    "text",
    each(
        "mars|innen mars|i mars 2027|jul|påske|til høsten|snart|i vår|så snart som mulig|nyttår|2027|innen 2027",
        "om noen uker|etter ferien|nå|innan mars|til hausten|så snart som råd|om nokre veker|no",
        "in March|Easter|soon|when possible|as soon as possible|ASAP|in a few weeks|now",
        "tidlig neste år|utpå nyåret|i løpet av våren|fellesferien|skolestart|senere i uka|kommende uke|ukene før jul",
        "i nær fremtid|uke 50-51|uke 26/27|om halvannen uke|mars neste år|tidleg neste år|halvtanna veke",
        "next spring|early next year|in the new year|half term|later this month|the coming week|weeks 50 and 51",
    ),
)
def test_a_time_that_is_no_day_is_told_apart(text: str) -> None:
    assert reading(text, TODAY) == "date_vague"


@pytest.mark.parametrize(
    "text",
    each(
        "hver fredag|annenhver uke|hver måned|kvar fredag|annakvar veke|every Friday|each month|Fridays|weekly|ukentlig"
    ),
)
def test_many_days_are_told_apart(text: str) -> None:
    assert reading(text, TODAY) == "date_repeated"


@pytest.mark.parametrize(
    ("text", "right"),
    [("12/25/2026", "25/12/2026"), ("12/25", "25/12"), ("1-31-27", "31-1-27"), ("innen 12/25", "25/12")],
)
def test_a_month_in_the_first_place_is_told_the_right_order(text: str, right: str) -> None:
    with pytest.raises(DomainError) as refused:
        on(text)
    assert (refused.value.code, refused.value.values) == ("date_month_first", {"day": right})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("fredag kl 9", "fredag"),
        ("i morgon klokka 09.30", "i morgon"),
        ("Friday at 9", "friday"),
        ("15.3, 9am", "15.3"),
    ],
)
def test_a_day_with_a_time_is_told_to_be_the_day_alone(text: str, day: str) -> None:
    with pytest.raises(DomainError) as refused:
        on(text)
    assert (refused.value.code, refused.value.values) == ("date_with_time", {"day": day})


UNDERSTOOD = st.sampled_from([way for ways, _ in (*BOKMAL, *NYNORSK, *ENGLISH) for way in each(ways)])
UNKNOWN = st.sampled_from(each("katter|kurs|møte|xyz|budget|hund|ø|?|#"))


@given(UNDERSTOOD, UNKNOWN, st.integers(0, 12))
def test_no_date_is_taken_out_of_words_that_are_not_understood(understood: str, unknown: str, place: int) -> None:
    words = understood.split(" ")
    words.insert(place % (len(words) + 1), unknown)
    assert isinstance(reading(" ".join(words), TODAY), str)


REFUSALS = {"date_empty", "date_not_understood", "date_does_not_exist", "date_vague", "date_repeated", "date_with_time"}

# Words and signs of dates in any order find more than random text does.
PIECES = st.sampled_from(
    each(
        "0|1|2|12|15|31|53|99|2027|150327|00000|.|,|/|-|+|\u2212|:|om|in|en|et|par|to|uke|u|w|week|d|m|å|y|år",
        "måneder|dager|siden|ago|for|neste|next|slutten|av|end|of|the|i|dag|morgen|på|fredag|fri|mars|feb|sept",
        "kvartal|quarter|q|h|halvår|første|midten av|mid|early|før|etter|before|after|jul|påske|summer|tid|ca.",
        "den|innen|1st|th|\u0663|\u00b2|\u216b|\u0130|\u212a|ß|\u0000|\ud800|\u200d|\u202e",
    )
)
NEARLY_DATES = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "  "])), max_size=8).map(
    lambda pieces: "".join(piece + space for piece, space in pieces)
)


@given(st.one_of(st.text(), NEARLY_DATES), st.dates())
@example("+1", date.max)
@example("-1", date.min)
@example("uke 1", date.min)
@example("fredag", date.max)
@example("neste måned", date.max)
@example("15.3", date.min)
def test_any_text_on_any_day_gives_a_date_or_a_refusal(text: str, today: date) -> None:
    found = reading(text, today)
    if isinstance(found, str):
        assert found in {*REFUSALS, "date_month_first"}
    else:
        assert FIRST_YEAR <= found.year <= LAST_YEAR


@pytest.mark.parametrize(
    "text",
    [
        "1" * 10_000,
        "1." * 5_000,
        "a " * 5_000,
        "om " * 3_000,
        "the " * 3_000,
        " " * 10_000 + "x" + " " * 10_000,
        "the " * 20,
        "end of " * 11,
        "1 " * 40,
        "siden " * 13,
    ],
)
def test_garbage_is_refused_at_once(text: str) -> None:
    began = perf_counter()
    assert reading(text, TODAY) == "date_not_understood"
    assert perf_counter() - began < 0.5
