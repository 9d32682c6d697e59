"""Two edits of one text put together: everything is there, and what they share is there once."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_app.domain.conversations.merging import merge_texts


@pytest.mark.parametrize(
    ("first", "second", "merged"),
    [
        ("There", "Here", "There\n\nHere"),
        ("Same.", "Same.", "Same."),
        ("", "Mine", "Mine"),
        ("Theirs", "", "Theirs"),
        ("We talked.", "We talked. And agreed.", "We talked. And agreed."),
        ("We talked. One.", "We talked. Two.", "We talked. One.\n\nTwo."),
        ("A. Theirs. Z.", "A. Mine. Z.", "A. Theirs. Mine. Z."),
        ("First\nTheirs\nLast", "First\nMine\nLast", "First\nTheirs\n\nMine\nLast"),
        ("The course", "The course is full", "The course is full"),
        ("Ja", "Jakob kommer", "Ja\n\nJakob kommer"),
        ("Kl. 9.30 i dag", "Kl. 9.30 i dag.", "Kl. 9.30 i dag."),
        ("Theirs. Shared.", "Shared. Mine.", "Theirs. Shared. Mine."),
        ("Shared. Theirs.", "Mine. Shared.", "Mine. Shared. Theirs."),
        ("Two  spaces.", "Two spaces. Mine.", "Two spaces. Mine."),
        ("一。二。", "一。三。二。", "一。三。二。"),
    ],
)
def test_what_is_shared_comes_once(first: str, second: str, merged: str) -> None:
    assert merge_texts(first, second) == merged


SENTENCES = st.lists(st.sampled_from(["En.", "To?", "Tre", "fire fem", "\n", "\n\n", "Seks! "]), max_size=8)


@given(SENTENCES, SENTENCES)
def test_every_word_of_both_is_there_in_order(first: list[str], second: list[str]) -> None:
    one, other = " ".join(first), " ".join(second)
    words = merge_texts(one, other).split()
    for text in (one, other):
        remaining = iter(words)
        assert all(word in remaining for word in text.split())


@given(st.text(alphabet="ab .\n", max_size=30), st.text(alphabet="ab .\n", max_size=30))
def test_a_text_and_its_continuation_are_never_doubled(text: str, more: str) -> None:
    assert len(merge_texts(text, text)) == len(text)
    assert len(merge_texts(text, text + more)) <= 2 * len(text) + len(more) + 2


def test_long_texts_are_put_together_at_once_and_share_what_they_share() -> None:
    lines = [f"Punkt {number}." for number in range(1200)]
    one, other = list(lines), list(lines)
    one[300], other[900] = "Nattevakter.", "Kurs i mai."
    apart = "\n".join("ab"[number % 3 == 0] for number in range(9000))
    begun = time.process_time()
    merged = merge_texts("\n\n".join(one), "\n\n".join(other))
    merge_texts(apart, "\n" * 9000 + apart[5:])
    assert time.process_time() - begun < 3
    assert merged.count("Punkt 5.") == merged.count("Nattevakter.") == merged.count("Kurs i mai.") == 1
    assert len(merged) < len("\n\n".join(lines)) + 60
