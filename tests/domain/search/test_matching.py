"""What somebody types finds names and texts, with the letters that their keyboard has."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.search.matching import Rank, SearchQuery, search_key


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
    assert SearchQuery(query).rank(text)


@pytest.mark.parametrize(("query", "text"), [("", "Ola"), (" ", "Ola"), ("per", "Ola"), ("ola per", "Ola")])
def test_it_is_not(query: str, text: str) -> None:
    assert SearchQuery(query).rank(text) is Rank.NONE


def test_the_better_match_ranks_higher() -> None:
    texts = ["Kurs", "Kurs i ledelse", "Ta kurs", "Norskkurs"]
    assert [SearchQuery("kurs").rank(text) for text in texts] == [Rank.WHOLE, Rank.BEGINS, Rank.WORDS, Rank.INSIDE]


@given(st.text(), st.text())
def test_it_never_fails_and_a_text_is_found_by_itself(query: str, text: str) -> None:
    SearchQuery(query).rank(text)
    assert SearchQuery(text).rank(text) or not search_key(text).split()
