"""The words of typed dates, in bokmål, nynorsk and English."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tui_app.domain.text_normalization import folded

_KEYBOARD_TRANSLATION = str.maketrans("åøöä\u2212\u2013\u2014", "aooa---")
_EIGHTEENTH = re.compile(r"\batt[ae]nde\b")
"""The 18th, or the 8th (åttende) on a keyboard without å: nobody knows."""


def simplify(text: str) -> str:
    """`text` without case and accents, with a and o for å and ø, and with a hyphen for every dash.

    Not every keyboard has å and ø. Where that would make one number of two, the word is lost instead.
    """
    return _EIGHTEENTH.sub("?", folded(text)).translate(_KEYBOARD_TRANSLATION)


def _meaning_by_word(rows: Mapping[int, str]) -> dict[str, int]:
    return {word: meaning for meaning, words in rows.items() for word in _word_set(words)}


def _word_set(words: str) -> frozenset[str]:
    return frozenset(map(simplify, words.split(", ")))


# Each row: the meaning, and every way to say it (bokmål, nynorsk, English).
WEEKDAYS = _meaning_by_word(
    {
        0: "mandag, man, måndag, mån, monday, mon",
        1: "tirsdag, tirs, tir, tysdag, tys, tuesday, tues, tue",
        2: "onsdag, ons, wednesday, wed",
        3: "torsdag, tors, tor, thursday, thurs, thur, thu",
        4: "fredag, fre, friday, fri",
        5: "lørdag, lør, laurdag, lau, saturday, sat",
        6: "søndag, søn, sundag, sunday, sun",
    }
)

MONTHS = _meaning_by_word(
    {
        1: "januar, january, jan",
        2: "februar, february, feb",
        3: "mars, march, mar",
        4: "april, apr",
        5: "mai, may",
        6: "juni, june, jun",
        7: "juli, july, jul",
        8: "august, aug",
        9: "september, sept, sep",
        10: "oktober, october, okt, oct",
        11: "november, nov",
        12: "desember, december, des, dec",
    }
)

DAYS_FROM_TODAY = _meaning_by_word(
    {
        -2: "i forgårs, i førgår",
        -1: "i går, igår, yesterday",
        0: "i dag, idag, today, i kveld, i ettermiddag, i formiddag, tonight, this evening, this afternoon",
        7: "a week today, today week",
        8: "a week tomorrow, tomorrow week",
        14: "a fortnight today",
        1: "i morgen, imorgen, i morgon, imorgon, i morra, imorra, tomorrow",
        2: "i overmorgen, overmorgen, i overmorgon, overmorgon, the day after tomorrow, day after tomorrow",
    }
)

NUMBER_WORDS = _meaning_by_word(
    {
        1: "en, ei, et, ett, ein, eit, eitt, a, an, one",
        2: "to, et par, eit par, two, a couple of",
        3: "tre, three",
        4: "fire, four",
        5: "fem, five",
        6: "seks, six",
        7: "sju, syv, seven",
        8: "åtte, eight",
        9: "ni, nine",
        10: "ti, ten",
        12: "tolv, twelve",
        14: "fjorten, fourteen",
    }
)

HOUR_WORDS = _meaning_by_word(
    {
        1: "ett, eitt, one",
        2: "to, two",
        3: "tre, three",
        4: "fire, four",
        5: "fem, five",
        6: "seks, six",
        7: "sju, syv, seven",
        8: "åtte, eight",
        9: "ni, nine",
        10: "ti, ten",
        11: "elleve, eleven",
        12: "tolv, twelve",
    }
)
MINUTE_WORDS = HOUR_WORDS | _meaning_by_word({15: "kvart, et kvarter, quarter", 20: "tjue, tyve, twenty", 30: "half"})

UNITS_IN_DAYS = _meaning_by_word(
    {1: "dag, dager, dagar, day, days", 7: "uke, uker, veke, veker, week, weeks", 14: "fortnight, fortnights"}
)

UNITS_IN_MONTHS = _meaning_by_word(
    {
        1: "måned, måneder, månad, månader, mnd, month, months",
        6: "halvår, halvt år",
        12: "år, year, years",
    }
)

WHOLE_SPANS_IN_MONTHS = _meaning_by_word(
    {
        3: "et kvartal, eit kvartal, a quarter, one quarter",
        6: "half a year, a half year",
        18: "halvannet år, halvanna år, halvtanna år, a year and a half, one and a half years, eitt og eit halvt år",
    }
)

UNIT_LETTERS_IN_DAYS = _meaning_by_word({1: "d", 7: "u, v, w"})
UNIT_LETTERS_IN_MONTHS = _meaning_by_word({1: "m", 12: "å, y"})

WEEKS_FROM_THIS = _meaning_by_word(
    {
        0: "denne uken, denne uka, denne veka, slutten av uken, slutten av uka, slutten av veka, "
        "i løpet av uken, i løpet av uka, i løpet av veka, this week, end of week, end of the week, end of this week, "
        "eow",
        1: "neste uke, neste veke, next week, slutten av neste uke, slutten av neste veke, end of next week",
    }
)

MONTHS_FROM_THIS = _meaning_by_word(
    {
        0: "denne måneden, denne månaden, slutten av måneden, slutten av månaden, utgangen av måneden, "
        "i løpet av måneden, i løpet av månaden, "
        "this month, end of month, end of the month, month end, month-end, månedsslutt, månadsslutt, "
        "end of this month, eom, "
        "siste dag i måneden, siste dagen i månaden, last day of the month, månedsskiftet, månadsskiftet",
        1: "neste måned, neste månad, i neste måned, i neste månad, slutten av neste måned, slutten av neste månad, "
        "next month, end of next month, "
        "siste dag i neste måned, siste dagen i neste månad, last day of next month",
    }
)

END_OF_YEAR = _word_set(
    "slutten av året, utgangen av året, end of year, end of the year, eoy, årsslutt, ved årets slutt, ved årsslutt, "
    "året er omme, før året er omme, year end, year-end, by year end"
)
END_OF = _word_set(
    "slutten av, i slutten av, utgangen av, i utgangen av, end of, siste dag i, siste dagen i, last day of, last day in"
)
DURING = ("i lopet av ", "during ", "within ")
"""Simplified words: what follows is over before the day."""
WEEK_WORDS = _word_set("uke, uka, uken, u, veke, veka, v, week, wk, w")
WEEKENDS_FROM_THIS = _meaning_by_word(
    {
        0: "helg, helga, helgen, denne helga, denne helgen, weekend, this weekend",
        1: "neste helg, next weekend",
    }
)
NEXT_WORDS = _word_set("neste, next")
COMING_WORDS = _word_set(
    "på, on, til, denne, nå, no, this, the, coming, kommende, førstkommende, komande, førstkomande"
)


def _units(rows: Mapping[tuple[str, int], str]) -> dict[str, tuple[str, int]]:
    return {word: meaning for meaning, words in rows.items() for word in _word_set(words)}


# Intervals. Each unit: days (d), weeks (w) or months (m), and how many of them.
INTERVAL_UNITS = _units(
    {
        ("d", 1): "dag, dagen, dager, dagar, døgn, døgnet, day, days",
        ("w", 1): "uke, uka, uken, uker, veke, veka, veker, vekene, week, weeks, wk, wks",
        ("w", 2): "fortnight, fortnights",
        ("m", 1): "måned, måneden, måneder, månad, månaden, månader, mnd, mnd., mnder, md, month, months, mth, mths",
        ("m", 3): "kvartal, kvartalet, kvartaler, quarter, quarters",
        ("m", 4): "tertial, tertialet, tertialer",
        ("m", 6): "halvår, halvåret, halve år, halvt år, half year, half-year, half a year, half years, half-years",
        ("m", 12): "år, året, year, years, yr, yrs",
    }
)
INTERVAL_UNIT_LETTERS = {
    simplify(letter): unit
    for unit, letters in {"dag": "d", "uke": "uvw", "maned": "m", "ar": "åy"}.items()
    for letter in letters
}
INTERVAL_ADVERBS = {
    word: simplify(unit)
    for unit, words in {
        "dag": "daglig, dagleg, daily",
        "uke": "ukentlig, vekentleg, vekesvis, ukesvis, weekly",
        "fortnight": "fortnightly, fjortendaglig, fjortendagleg, 14-daglig, 14-dagleg",
        "måned": "månedlig, månadleg, månedsvis, månadsvis, monthly",
        "kvartal": "kvartalsvis, kvartalsvist, kvartalvis, quarterly",
        "tertial": "tertialsvis, tertialvis",
        "halvår": "halvårlig, halvårleg, halvårsvis, half-yearly, halfyearly, semiannually, semi-annually",
        "år": "årlig, årleg, årsvis, yearly, annually",
    }.items()
    for word in _word_set(words)
}
EVERY_WORDS = _word_set("hver, hvert, kvar, kvart, every, each, per, pr, pr.")
EVERY_OTHER_WORDS = _word_set(
    "annenhver, annahver, annethvert, annenhvert, annankvar, annakvar, annankvart, annakvart, annakvar, "
    "hver annen, hvert annet, hver andre, hvert andre, kvar andre, kvart andre, kvar annan, kvart anna, "
    "every other, every second, every alternate, each other, each second"
)
ORDINAL_WORDS = _meaning_by_word(
    {
        1: "første, fyrste, first",
        2: "annen, annet, andre, annan, anna, second",
        3: "tredje, third",
        4: "fjerde, fourth",
        5: "femte, fifth",
        6: "sjette, sixth",
        7: "sjuende, syvende, sjuande, seventh",
        8: "åttende, åttande, eighth",
        9: "niende, niande, ninth",
        10: "tiende, tiande, tenth",
        12: "tolvte, twelfth",
        14: "fjortende, fjortande, fourteenth",
    }
)
TIMES_WORDS = _meaning_by_word(
    {
        1: "en gang, én gang, ein gong, éin gong, 1 gang, 1 gong, once, one time",
        2: "to ganger, to gonger, to gongar, twice, two times",
        3: "tre ganger, tre gonger, thrice, three times",
    }
)
PER_WORDS = _word_set("i, per, pr, pr., om, a, an, each, every, hver, hvert, kvar, kvart, in a")
HALF_WORDS = _word_set("et halvt år, eit halvt år, half a year, a half year")
FILLER_WORDS = _word_set("den, innen, innan, senest, seinast, til, the, by")


def weekday_of(word: str) -> int | None:
    """The number of a weekday, Monday 0, also with its article (*fredagen*); None for another word."""
    return WEEKDAYS.get(re.sub(r"dagen$", "dag", word))


def strip_first_word(words: frozenset[str], text: str) -> str:
    """`text` without its first word, if that is one of `words` and more follows."""
    first, _, rest = text.partition(" ")
    return rest if rest and first in words else text


def strip_fillers(text: str) -> str:
    """`text` without the words before it that change nothing."""
    while text not in DAYS_FROM_TODAY and (rest := strip_first_word(FILLER_WORDS, text)) != text:
        text = rest
    return text
