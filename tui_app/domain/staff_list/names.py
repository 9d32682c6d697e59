"""Compare names as a person would: order, initials, full stops and accents do not matter."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from tui_app.domain.text_normalization import folded

_ASCII_FORMS = (("å", "aa"), ("ä", "ae"), ("æ", "ae"), ("ö", "o"), ("ø", "o"), ("oe", "o"), ("aa", "a"))
"""Letters and how they are written where a keyboard lacks them."""
_HONORIFIC = re.compile(r"^(?:(?:mrs?|ms|miss|mx|dr|prof|herr|fru|frk)(?:\.\s*|\s+))+(?=\w+[,\s])", re.IGNORECASE)
"""What stands before a name, and is none of it."""
_DEGREE = re.compile(r"(?:ph\.?\s?d|m\.?d|mba|m\.?sc|b\.?sc|esq|rn|cpa|dr)\.?", re.IGNORECASE)
_TYPING_ERROR_LIKENESS = 0.85


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The form in which names are compared exactly."""
    return name.lower() if name.isascii() else folded(name)


@lru_cache(maxsize=65536)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name without full stops and accents; those written with a hyphen stay one word."""
    text = name_key(name)
    for letter, plain in _ASCII_FORMS:
        text = text.replace(letter, plain)
    return tuple("".join(c if c.isalnum() or c == "-" else " " for c in text.replace("'", "")).split())


def word_set_key(name: str) -> str:
    """The words of a name in alphabetical order: «Berg, Kari» is «Kari Berg»."""
    return " ".join(sorted(name_words(name)))


def first_and_last(name: str) -> str:
    """The first and the last word of a name; empty if it is one word."""
    words = name_words(name)
    return f"{words[0]} {words[-1]}" if len(words) > 1 else ""


def may_be_same_name(one: str, other: str) -> bool:
    """True if two ways of writing can be one person's name: a middle name may be missing or an initial."""
    words, others = name_words(one), name_words(other)
    if sorted(words) == sorted(others):
        return True
    if len(words) < 2 or len(others) < 2 or words[0] != others[0] or words[-1] != others[-1]:
        return False
    fewer, more = sorted((words[1:-1], others[1:-1]), key=len)
    rest = list(more)
    for word in fewer:
        match = next((m for m in rest if m == word or (m[0] == word[0] and 1 in (len(m), len(word)))), None)
        if match is None:
            return False
        rest.remove(match)
    return True


def shares_given_name(one: str, other: str) -> bool:
    """True if the first words are the same."""
    words, others = name_words(one), name_words(other)
    return bool(words and others) and words[0] == others[0]


def may_be_short_for(name: str, other: str) -> bool:
    """True if somebody may write their name the other way: «Kari», «Kari N.», «Kari Nordman» for Kari Nordmann."""
    words, others = name_words(name), name_words(other)
    if not words or not others or words[0] != others[0]:
        return is_spelt_alike(name, other)
    last, other_last = words[-1], others[-1]
    return len(others) == 1 or last.startswith(other_last) or other_last.startswith(last) or is_spelt_alike(name, other)


def shares_a_word(one: str, other: str) -> bool:
    """True if the names have a word in common."""
    return not {*name_words(one)}.isdisjoint(name_words(other))


def is_spelt_alike(one: str, other: str) -> bool:
    """True if one name is likely a typing error of the other."""
    first, second = " ".join(name_words(one)), " ".join(name_words(other))
    return SequenceMatcher(None, first, second).ratio() >= _TYPING_ERROR_LIKENESS


def first_name_first(name: str) -> str:
    """The name with the first name first, even if it is written «Etternavn, Fornavn»."""
    name = _HONORIFIC.sub("", name) or name
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and _DEGREE.fullmatch(first):
        return last
    if comma and last and first and "," not in first:
        return f"{first} {last}"
    return name.strip(" ,")


def join_names(first: str, middle: str, last: str) -> str:
    """The whole name, without a middle name that is only an initial or that the first or last name includes."""
    words, middle_words = {*name_words(f"{first} {last}")}, name_words(middle)
    is_left_out = words.issuperset(middle_words) or all(len(word) == 1 for word in middle_words)
    return " ".join(part for part in (first, "" if is_left_out else middle, last) if part)


def number_key(number: str) -> str:
    """The form in which employee numbers are compared: spreadsheets remove leading zeros."""
    if number.isdecimal():
        return number.lstrip("0") or "0"
    return name_key(number)


_WOMEN = (
    "agnieszka amanda amina amy ane anette angela anita anja ann anna anne annette ashley astrid aud barbara beate "
    "bente berit birgit bjørg brit britt camilla caroline carol cathrine cecilie charlotte cynthia deborah donna ebba "
    "elin elisabeth elise elizabeth ella ellen eli else emilie emily emma eva fatima frida gerd grete grethe gro gunn "
    "gunhild guro hanna hanne hedda hege heidi helen helena helene hilde ida inga inger ingeborg ingrid ingunn ingvild "
    "irene jennifer jenny jessica joanna johanne jorunn julie karen kari karin karina karoline katarzyna kate kathleen "
    "kathrine katrine kimberly kine kirsten kjersti kristin kristina kristine laila laura lea lena lene linda line "
    "linn lisa lisbeth lise liv maja malin maren margareth margit mari maria mariann marianne marie marit marita marte "
    "mary may melissa merete mette michelle mona monica monika nancy nina nora oda olivia patricia ragnhild rachel "
    "randi rebecca reidun rita ruth sandra sara sarah selma sharon sigrid signe silje siri sissel sofie solveig sonja "
    "stephanie stine susan susanne synne synnøve thea tina tiril tone tonje torill torunn tove trine turid tuva unni "
    "vibeke vigdis vilde wenche ylva åse åshild"
)
_MEN = (
    "aksel aleksander alexander alf anders andreas andrew andrzej are arild arne arvid asbjørn asgeir atle audun "
    "benjamin bjarne bjørn brian børge christian christoffer christopher dag daniel david edvard egil einar eirik "
    "eivind elias emil eric erik erlend eskil espen even finn frank fredrik frode geir gregory gunnar gustav halvor "
    "hans harald helge henrik håkon håvard ivar jacob jakob jan jarle jason jens jeffrey joakim johan john johannes "
    "jon jonas jonathan joshua justin jørgen karl kenneth kevin kjell kjetil knut kristian kristoffer krzysztof kurt "
    "kåre lars leif ludvig magne magnus marcin marius mathias matthew michael mikael mikkel morten nicholas nikolai "
    "nils odd oddvar ola olaf olav ole oliver oskar paul per peter petter philip piotr pål ragnar richard roald roar "
    "robert roger rolf ronald ronny rune ryan samuel sebastian sigurd simen sindre sivert snorre sondre stefan stein "
    "steinar stephen steven stian ståle svein sverre terje tobias tom tomasz tommy tor torbjørn tore torgeir trond "
    "trygve vegard vidar william yngve øystein øyvind åge"
)

GIVEN_NAMES = frozenset(name_words(f"{_WOMEN} {_MEN}"))
"""Common given names, as `name_words` writes them: they show whether a name has the surname first.

Those most used in Norway (Statistics Norway), with some from England, Poland and the Nordic countries; without those
that are just as often surnames, such as Thomas, Martin and Ali.
"""
