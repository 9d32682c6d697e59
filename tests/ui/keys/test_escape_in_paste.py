"""A paste with escape characters in it is text, from its beginning to its end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import programs
from tests.ui.tty import Tty
from tui_app.storage.addresses import SqliteAddress
from tui_app.ui.textual_compat.pasted import END, START, PasteCleaner


@pytest.mark.parametrize(
    ("pasted", "shown"),
    [
        ("før \x1b etter", "før  etter"),
        ("rød \x1b[31mskrift\x1b[0m her", "rød [31mskrift[0m her"),
        ("a\x1b\x1bb", "ab"),
    ],
)
def test_it_keeps_its_order_and_closes_nothing(
    pasted: str, shown: str, set_up: SqliteAddress, home: dict[str, str]
) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")
        tty.settle(0.3)
        tty.type("a")
        tty.wait_for("New action for Ola Hansen")
        tty.type(f"{START}{pasted}{END}.")
        tty.wait_for(f"{shown}.")
        assert "New action for Ola Hansen" in tty.text()


READ = st.lists(st.sampled_from(["a", "\x1b", "\x1b[A", START, END, "[201~", "ø"]), max_size=12).map("".join)


@given(READ, st.lists(st.integers(0, 60), max_size=6))
@pytest.mark.hypothesis
def test_where_it_is_divided_changes_nothing(read: str, cuts: list[int]) -> None:
    places = sorted({0, len(read), *(cut for cut in cuts if cut < len(read))})
    cleaner, whole = PasteCleaner(), PasteCleaner().clean(read + END)
    parts = [cleaner.clean(read[one:other]) for one, other in pairwise(places)]
    assert "".join(parts) + cleaner.clean(END) == whole


def test_outside_of_a_paste_every_escape_is_a_key_at_once() -> None:
    cleaner = PasteCleaner()
    assert cleaner.clean("\x1b") == "\x1b"
    assert cleaner.clean("\x1b[A\x1b[20") == "\x1b[A\x1b[20"
    assert cleaner.clean(f"0~a\x1bb{END}\x1b") == f"0~ab{END}\x1b"
