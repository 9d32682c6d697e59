"""Keys that arrive together, as after a stalled line, a fast typist or a barcode reader: in the order they came."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from tests import programs
from tests.services.hasher import PASSWORD
from tests.ui.tty import Tty
from tui_app.storage.addresses import SqliteAddress
from tui_app.ui.textual_compat import FastFocusScreen, PatchedApp

HOME, LEFT, DELETE, BACKSPACE = "\x1b[H", "\x1b[D", "\x1b[3~", "\x7f"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (f"ab{HOME}c", "cab"),
        (f"ab{BACKSPACE}{BACKSPACE}cd", "cd"),
        (f"abd{LEFT}c", "abcd"),
        (f"xab{HOME}{DELETE}", "ab"),
    ],
)
def test_in_a_form_the_keys_of_a_line_keep_their_order(
    typed: str, shown: str, set_up: SqliteAddress, home: dict[str, str]
) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")
        tty.settle(0.3)
        tty.type(f"a{typed}")  # the dialog opens meanwhile
        tty.wait_for("New action for Ola Hansen")
        tty.settle(0.5)
        (line,) = [line for line in tty.text().splitlines() if "What" in line]
        assert line.split("What", 1)[1].strip(" │*").split("  ")[0] == shown


def test_a_form_is_opened_filled_and_saved_in_one_packet(set_up: SqliteAddress, home: dict[str, str]) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Ola Hansen")
        tty.settle(0.3)
        tty.type("aRing legen\rfredag\x132w")
        tty.wait_for("My team's")
        tty.wait_for("Ring legen")
        assert "fredag" not in tty.text()


@pytest.mark.parametrize("between", ["\t", "\r"])
def test_at_the_sign_in_the_password_goes_where_it_belongs(
    between: str, shared_terminal: SqliteAddress, home: dict[str, str]
) -> None:
    with Tty(programs.COMMAND, env=home) as tty:
        tty.wait_for("Who are you?")
        tty.settle(0.3)
        tty.type(f"ola{between}{PASSWORD}\r")
        tty.wait_for("Ola Hansen")
        tty.wait_for("My page")
        assert PASSWORD.encode() not in tty.raw
        assert PASSWORD[:4].encode() not in tty.raw


class Dialog(ModalScreen[None], FastFocusScreen):
    """A line, and a key that closes the dialog."""

    BINDINGS = [Binding("escape,enter", "close")]

    def compose(self) -> ComposeResult:
        yield Input(id="asked")

    def on_input_submitted(self) -> None:
        """Close, as Enter does in a form of one line."""
        self.action_close()

    def action_close(self) -> None:
        """Leave what was typed with the application."""
        if self.is_current:
            self.app.heard.append(self.query_one(Input).value)  # type: ignore[attr-defined]
            self.dismiss(None)


class Fields(FastFocusScreen):
    """Two lines and a text; a key that opens a dialog, and one that is not typed anywhere."""

    BINDINGS = [Binding("f2", "ask")]

    def compose(self) -> ComposeResult:
        yield Input(id="first")
        yield Input(id="second")
        yield TextArea(id="third", tab_behavior="focus")

    def action_ask(self) -> None:
        """Open the dialog."""
        self.app.push_screen(Dialog())


class Host(PatchedApp):
    """An application of three fields."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def on_mount(self) -> None:
        """The fields in front."""
        self.push_screen(Fields())


KEYS = st.sampled_from(["a", "b", "c", "home", "end", "left", "backspace", "tab", "shift+tab", "f2", "escape", "enter"])


async def _typed(keys: Sequence[str], *, together: bool) -> tuple[list[str], list[str]]:
    """What stands in the fields, and what the dialogs heard."""
    app = Host()
    async with app.run_test() as pilot:
        await pilot.pause()
        if together:
            driver: Any = app._driver
            for key in keys:
                event = Key(key, key if len(key) == 1 else None)
                event.set_sender(app)
                driver.send_message(event)
            await asyncio.sleep(0)
            await pilot.pause()
            await app.input_handled()
        else:
            for key in keys:
                await pilot.press(key)
                await app.input_handled()
        await pilot.pause()
        (fields,) = [screen for screen in app.screen_stack if isinstance(screen, Fields)]
        values = [*(one.value for one in fields.query(Input)), fields.query_one(TextArea).text]
        return values, app.heard + [one.query_one(Input).value for one in app.screen_stack if isinstance(one, Dialog)]


@given(st.lists(KEYS, max_size=25))
@pytest.mark.hypothesis
def test_keys_that_come_together_do_what_they_do_one_by_one(keys: list[str]) -> None:
    assert asyncio.run(_typed(keys, together=True)) == asyncio.run(_typed(keys, together=False))
