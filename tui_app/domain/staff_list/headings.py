"""Find out from the headings of a staff list what its columns contain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tui_app.domain.staff_list.heading_words import (
    CODE_TEXTS,
    FILLERS,
    HEADINGS,
    LEADER_FILLERS,
    LEADER_PARTS,
    LEADER_WORDS,
    LOGIN_HEADINGS,
    PRIVATE_WORDS,
    WEAK_HEADINGS,
    StaffField,
)
from tui_app.domain.text_normalization import folded

GROUP_SEPARATOR = " / "
"""Stands between the heading of a group of columns and that of a column below it."""

_CODE_TEXT = re.compile(r"\s*\(T\)\s*$")
_BRACKETED = re.compile(r"[(\[]([^)\]]*)[)\]]")
_WORD_BREAK = re.compile(r"(?<=[a-zæøå])(?=[A-ZÆØÅ])|(?<=[A-ZÆØÅ])(?=[A-ZÆØÅ][a-zæøå])|[\W_]+")
_QUESTION_WORDS = frozenset({"er", "is", "har", "has", "antall", "number", "count", "ja", "nei"})


def heading_key(heading: str) -> str:
    """The heading without case, spaces and punctuation; # means number ("Employee #"), and % stays."""
    return "".join(c for c in folded(heading).replace("#", "no") if c.isalnum() or c == "%")


def _keys(words: str) -> Iterator[str]:
    return map(heading_key, words.split())


_FIELD_BY_KEY: dict[str, StaffField] = {}
for _field, _words in HEADINGS.items():
    for _key in _keys(_words):
        _FIELD_BY_KEY.setdefault(_key, _field)
_WEAK_FIELD_BY_KEY = {key: field for field, words in WEAK_HEADINGS.items() for key in _keys(words)}
_LEADER_KEYS = frozenset(map(heading_key, LEADER_WORDS))
_LEADER_PART_KEYS = {heading_key(word): field for word, field in LEADER_PARTS.items()}
_FILLER_KEYS = frozenset(map(heading_key, FILLERS))
_LEADER_FILLER_KEYS = frozenset(map(heading_key, LEADER_FILLERS))
_EMAIL_ENDINGS = ("epost", "epostadresse", "email", "emailaddress")


def is_login_heading(heading: str) -> bool:
    """True if the column has what people sign in with; its cells decide whether that is an e-mail address."""
    return heading_key(heading) in LOGIN_HEADINGS or heading_key(_BRACKETED.sub("", heading)) in LOGIN_HEADINGS


def _words_of(heading: str) -> list[str]:
    return [key for word in _WORD_BREAK.split(heading.replace("#", " no ")) if (key := heading_key(word))]


def _strip_genitive(word: str) -> str:
    for ending in ("ens", "s"):
        if word.endswith(ending) and word[: -len(ending)] in _LEADER_KEYS:
            return word[: -len(ending)]
    return word


def _leader_field(heading: str) -> StaffField | None:
    """The detail of the leader that a heading names; `IGNORE` for another detail; None if it names no leader."""
    words = [_strip_genitive(word) for word in _words_of(heading)]
    rest, leaders = [], 0
    position = 0
    while position < len(words):
        size = next((n for n in (3, 2, 1) if "".join(words[position : position + n]) in _LEADER_KEYS), 0)
        leaders += bool(size)
        if not size:
            rest.append(words[position])
        position += size or 1
    if not leaders:
        return _glued_leader_field(heading_key(heading))
    if leaders > 1 and "/" in heading:
        # in two languages, or below a heading of its own
        parts = [
            field for part in heading.split("/") if (field := _leader_field(part)) not in (None, StaffField.IGNORE)
        ]
        return parts[-1] if parts else StaffField.IGNORE
    if leaders > 1 or not _QUESTION_WORDS.isdisjoint(rest[:1]) or any(word.isdigit() for word in rest):
        return StaffField.IGNORE
    rest = [word for word in rest if word not in _LEADER_FILLER_KEYS]
    return _LEADER_PART_KEYS.get("".join(rest), StaffField.IGNORE) if rest else StaffField.LEADER


def _glued_leader_field(key: str) -> StaffField | None:
    """The field of «lederansattnr» or «managerid», written as one word."""
    for leader in _LEADER_KEYS:
        if key.startswith(leader) or key.endswith(leader):
            rest = key.removeprefix(leader) if key.startswith(leader) else key.removesuffix(leader)
            for part in (rest, rest.removeprefix("ens"), rest.removeprefix("s")):
                for word in (part, *(part.removesuffix(of) for of in ("til", "på", "for", "of"))):
                    if word in _LEADER_PART_KEYS:
                        return _LEADER_PART_KEYS[word]
    return None


def _plain_field(heading: str) -> StaffField | None:
    key = heading_key(heading)
    if key in _FIELD_BY_KEY or key in _WEAK_FIELD_BY_KEY:
        return _FIELD_BY_KEY.get(key) or _WEAK_FIELD_BY_KEY[key]
    words = _words_of(heading)
    private = not PRIVATE_WORDS.isdisjoint(words)
    rest = "".join(word for word in words if word not in _FILLER_KEYS)
    if rest != key and rest in _FIELD_BY_KEY:
        return _FIELD_BY_KEY[rest]
    if key.endswith(_EMAIL_ENDINGS) and not private:
        return StaffField.EMAIL
    return None


def field_of_heading(heading: str) -> StaffField:
    """What a column with this heading contains."""
    if is_login_heading(heading):
        inside = _BRACKETED.search(heading)
        found = _plain_field(inside[1]) if inside else None
        return found if found is StaffField.EMAIL else StaffField.IGNORE
    if _CODE_TEXT.search(heading) and (key := heading_key(_CODE_TEXT.sub("", heading))) in CODE_TEXTS:
        return CODE_TEXTS[key]
    if (leader := _leader_field(_BRACKETED.sub("", heading))) is not None:
        return leader
    for text in (heading, _BRACKETED.sub("", heading), *reversed(heading.split("/"))):
        if (plain := _plain_field(text)) is not None:
            return plain
    return StaffField.IGNORE


def is_weak_heading(heading: str, field: StaffField) -> bool:
    """True if a heading means this only where no other column does."""
    weak = {key for key, of in _WEAK_FIELD_BY_KEY.items() if of is field}
    return heading_key(heading.rpartition(GROUP_SEPARATOR)[2]) in weak and heading_key(heading) not in (
        _FIELD_BY_KEY.keys() - weak
    )


def recognise_columns(headings: Sequence[str]) -> tuple[StaffField, ...]:
    """What each column contains, by common Norwegian and English headings.

    Case, spaces and punctuation do not matter, and text in brackets may be ignored: «Startdato (dd.mm.åååå)». Each
    meaning is given to one column: the leftmost whose heading says it plainly, otherwise the leftmost. The others are
    `IGNORE`.
    """
    fields = [field_of_heading(heading) for heading in headings]
    chosen: dict[StaffField, int] = {}
    for index, field in enumerate(fields):
        if field not in chosen or (
            is_weak_heading(headings[chosen[field]], field) and not is_weak_heading(headings[index], field)
        ):
            chosen[field] = index
    return tuple(field if chosen[field] == index else StaffField.IGNORE for index, field in enumerate(fields))


def recognised_count(headings: Sequence[str]) -> int:
    """The number of headings that are known."""
    return sum(field is not StaffField.IGNORE for field in recognise_columns(headings))
