"""What somebody types finds names and texts, with the letters that their keyboard has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.search.matching import Rank, Wanted, loose


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ase", "Åse Lie"),
        ("aase", "Åse Lie"),
        ("Åse", "Aase Lie"),
        ("soren", "Søren"),
        ("oystein", "Øystein"),
        ("oeystein", "Øystein"),
        ("saebo", "Sæbø"),
        ("renee", "Renée"),
        ("obrien", "O'Brien"),
        ("o’brien", "O'Brien"),
        ("mette marit", "Mette-Marit Solbakken"),
        ("lukasz", "Łukasz"),
        ("LIE åse", "Åse Lie"),
    ],
)
def test_it_is_found(query: str, text: str) -> None:
    assert Wanted(query).rank(text)


@pytest.mark.parametrize(("query", "text"), [("", "Ola"), (" ", "Ola"), ("per", "Ola"), ("ola per", "Ola")])
def test_it_is_not(query: str, text: str) -> None:
    assert Wanted(query).rank(text) is Rank.NONE


def test_the_better_match_ranks_higher() -> None:
    texts = ["Kurs", "Kurs i ledelse", "Ta kurs", "Norskkurs"]
    assert [Wanted("kurs").rank(text) for text in texts] == [Rank.WHOLE, Rank.BEGINS, Rank.WORDS, Rank.INSIDE]


@given(st.text(), st.text())
def test_it_never_fails_and_a_text_is_found_by_itself(query: str, text: str) -> None:
    Wanted(query).rank(text)
    assert Wanted(text).rank(text) or not loose(text).split()
