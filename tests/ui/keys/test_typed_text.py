"""A text that arrives where no field has the focus is offered as text, and never runs as keys."""

from __future__ import annotations

import pytest

from tests import programs
from tests.ui.tty import Tty
from tui_app.storage.addresses import SqliteAddress
from tui_app.ui.textual_compat.typed_text import Burst, Reads, reads_as_text

PASTE = "\x1b[200~{}\x1b[201~"


@pytest.mark.parametrize(
    ("typed", "is_text"),
    [
        ("Ring legen", True),
        ("avtale kurs", True),  # though `a` is a key here
        ("jjjjjjjj", False),
        ("12jjkk", False),
        ("xxxx", False),
        ("aRing legen\rfredag\r", False),  # typed ahead: the key opens a form
        ("jj3aRing legen", False),
        ("/legen", False),
        ("a15.3 kurs", False),
        ("axab\x1b[H", False),
        ("\x1b[Amye", False),
        ("\x1b[?2026;2$yhei du", True),
        ("2\rRing legen", False),  # the first row is one key; the next is judged when its turn comes
        ("20 000 000", False),
    ],
)
def test_what_is_a_text(typed: str, is_text: bool) -> None:
    run, place = Burst(0, 0, typed).next_run()
    assert reads_as_text(run, place, lambda key: key in "a/") == is_text


def test_what_follows_a_line_break_is_judged_by_itself() -> None:
    burst = Burst(0, 0, "2\rRing legen")
    burst.next_run()
    assert burst.next_run() == ("Ring legen", 0)


def test_a_key_that_opened_nothing_does_not_excuse_the_rest() -> None:
    assert reads_as_text("aRing legen", 1, lambda key: key == "a")


def test_reads_that_follow_at_once_are_one_burst(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([1.0, 1.005, 2.0])
    monkeypatch.setattr("time.monotonic", lambda: next(moments))
    reads = Reads()
    for text in ("Ri", "ng", "x"):
        reads.note(text)
    first, last = reads.burst_of(1.5), reads.burst_of(2.5)
    assert (first and first.text, last and last.text) == ("Ring", "x")
    assert reads.burst_of(0.5) is None


def as_kitty(text: str) -> str:
    """What terminals with Kitty's protocol send for each letter."""
    return "".join(f"\x1b[{ord(letter.lower())};{2 if letter.isupper() else 1};{ord(letter)}u" for letter in text)


def test_letters_that_come_as_numbers_are_letters() -> None:
    burst = Burst(0, 0, as_kitty("Ring Åse") + "\x1b[13u" + as_kitty("j"))
    assert burst.next_run() == ("Ring Åse", 0)
    for _ in range(7):
        burst.next_run()
    assert burst.next_run() == ("j", 0)


@pytest.mark.parametrize(
    "sent",
    [
        as_kitty("avtale kurs for hele teamet"),
        "avtale kurs for hele teamet\r",
        PASTE.format("avtale kurs\nfor hele teamet"),
    ],
)
def test_a_text_becomes_an_action_with_enter(sent: str, set_up: SqliteAddress, home: dict[str, str]) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")
        tty.settle(0.3)
        tty.type(sent)
        tty.wait_for("You typed a text")
        assert "avtale kurs for hele teamet" in tty.text()
        tty.settle(0.3)
        tty.type("\r")
        tty.wait_for("New action for Ola Hansen")
        tty.wait_for("avtale kurs for hele teamet")
        tty.settle(0.3)
        tty.type("\rfredag\x13")
        tty.wait_for("Agreed: “avtale kurs for hele teamet”")


def test_a_text_is_thrown_away_or_searched_for(set_up: SqliteAddress, home: dict[str, str]) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")
        tty.settle(0.3)
        tty.type("xueqdispatch\x1b[A")
        tty.wait_for("xueqdispatch")
        tty.settle(0.3)
        tty.type("\x1b")
        tty.settle(0.3)
        assert "You typed a text" not in tty.text()
        tty.type("3")
        tty.wait_for("No conversations yet")
        tty.type("hansen ola")
        tty.wait_for("Search for it")
        tty.settle(0.3)
        tty.type("\r")
        tty.settle(0.3)
        assert "hansen ola" in tty.text()


def test_a_dialog_says_that_a_text_went_nowhere(set_up: SqliteAddress, home: dict[str, str]) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")
        tty.settle(0.3)
        tty.type("\x1bOP")
        tty.wait_for("Everywhere")
        tty.type("avtale kurs")
        tty.wait_for("No field has the focus")


def test_what_may_be_a_password_is_not_shown(set_up: SqliteAddress, home: dict[str, str]) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")
        tty.settle(0.3)
        tty.type("\x10")
        tty.settle(0.3)
        tty.type("choose a password")
        tty.settle(0.3)
        tty.type("\r")
        tty.wait_for("Repeat")
        tty.settle(0.3)
        tty.type("\t\t\t")  # to a button
        tty.settle(0.3)
        tty.type("mitt hemmelige ord")
        tty.wait_for("No field has the focus")
        assert b"hemmelige" not in tty.raw


def test_letters_one_after_the_other_are_keys(set_up: SqliteAddress, home: dict[str, str]) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")
        tty.settle(0.3)
        for key in "jkog":
            tty.type(key)
            tty.settle(0.05)
        assert "You typed a text" not in tty.text()
