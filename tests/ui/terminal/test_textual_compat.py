"""The private names of Textual that Samtale uses still exist, and still do what is built on them."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, MouseDown
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tui_app import ui
from tui_app.ui import textual_compat
from tui_app.ui.textual_compat import FastFocusScreen, PatchedApp
from tui_app.ui.textual_compat.driver import LenientParser, lenient_decoder

PRIVATE_NAMES: dict[type[Any], tuple[str, ...]] = {
    App: (
        "_begin_batch",
        "_check_bindings",
        "_close_all",
        "_closed",
        "_closing",
        "_display",
        "_driver",
        "_exit",
        "_flush_next_callbacks",
        "_message_queue",
        "_pending_message",
        "_batch_count",
        "_close_messages_no_wait",
        "_css_update_count",
        "_fatal_error",
        "_print_error_renderables",
        "_return_code",
        "_screen_stacks",
    ),
    Screen: ("_callbacks", "_compositor_refresh", "_css_update_count", "_on_timer_update", "_result_callbacks"),
    Widget: ("_component_styles", "_get_component_classes", "_size_updated"),
}


class TwoFields(FastFocusScreen):
    """Two fields, to move the focus between."""

    def compose(self) -> ComposeResult:
        yield Input(id="first")
        yield Input(id="second")


class Host(PatchedApp):
    """An application of two fields."""

    noted = 0

    def on_mount(self) -> None:
        """The fields in front."""
        self.push_screen(TwoFields())

    def note_crash(self) -> None:
        """Count the crashes."""
        self.noted += 1


@pytest.mark.parametrize("owner", PRIVATE_NAMES, ids=lambda owner: owner.__name__)
async def test_every_private_name_is_still_there(owner: type[Any]) -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.pause()
        samples: dict[type[Any], Any] = {App: app, Screen: app.screen, Widget: app.screen.query_one("#first")}
        sample = samples[owner]
        assert not [name for name in PRIVATE_NAMES[owner] if not hasattr(sample, name)]
        assert hasattr(app._message_queue, "ready_event")
        assert hasattr(app._message_queue.ready_event, "_waiters")
    assert hasattr(linux_driver, "getincrementaldecoder")
    assert hasattr(linux_driver, "WriterThread")
    assert hasattr(LinuxDriver, "_run_input_thread")


async def test_tab_moves_the_focus_and_the_screen_shows_it_at_once() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.action_focus_next()
        assert app.focused is app.screen.query_one("#second")
        await app.action_focus_previous()
        assert app.focused is app.screen.query_one("#first")


async def test_all_screens_are_found_those_below_too() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.push_screen(Screen())
        assert [type(screen) for screen in textual_compat.all_screens(app)][-2:] == [TwoFields, Screen]
        assert textual_compat.modes_with_screens(app) == [app.current_mode]


async def test_nothing_is_drawn_once_drawing_was_stopped() -> None:
    app = Host()
    async with app.run_test() as pilot:
        await pilot.pause()
        textual_compat.stop_drawing(app)
        assert app._batch_count == 1
        app._batch_count = 0  # so that the test can end


async def test_a_crash_is_noted_and_shows_no_trace(capsys: pytest.CaptureFixture[str]) -> None:
    class Crashing(Host):
        def on_mount(self) -> None:
            self.push_screen(Screen())
            self.set_timer(0.01, self._fail)

        def _fail(self) -> None:
            secret = "what somebody wrote"
            raise RuntimeError(secret)

    app = Crashing()
    with pytest.raises(RuntimeError):
        async with app.run_test() as pilot:
            await pilot.pause(0.1)
    assert app.noted == 1
    assert app.return_code == 1
    assert "what somebody wrote" not in capsys.readouterr().err


def test_bytes_that_are_not_utf_8_are_read_as_windows_1252() -> None:
    decode = lenient_decoder("utf-8")().decode
    assert decode("å".encode() + b"\xf8x") == "åøx"


async def test_textual_itself_still_lets_letters_overtake_a_tab() -> None:
    """Where this fails, `textual_compat/input_order.py` may no longer be needed (textual#6605)."""

    class Plain(App[None]):
        def compose(self) -> ComposeResult:
            yield Input(id="name")
            yield Input(id="password")

    app = Plain()
    async with app.run_test() as pilot:
        await pilot.pause()
        driver: Any = app._driver
        for key in ("a", "tab", "b"):
            driver.send_message(Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        assert app.query_one("#name", Input).value == "ab"


def test_textuals_own_writer_still_makes_one_wait_for_a_terminal_that_does_not_read() -> None:
    """Where this fails, `textual_compat/driver.py` need not replace it."""
    assert WriterThread(sys.__stderr__)._queue.maxsize > 0  # type: ignore[arg-type]


@pytest.mark.parametrize("sent", ["\x1b[97;1:3u", "\x1b[:3F", "\x1b[9999999u", "\x1b[0;;55296u", f"\x1b[{'9' * 30};1u"])
def test_what_is_no_key_is_left_out_and_the_next_key_counts(sent: str) -> None:
    parser = LenientParser()
    events = [*parser.feed(sent), *parser.feed("j")]
    assert [event.character for event in events if isinstance(event, Key)][-1:] == ["j"]
    assert all((event.character or "").isascii() for event in events if isinstance(event, Key))


@pytest.mark.parametrize("size", ["24;80;0;0", "0;0;0;0", "24;0;384;640"])
def test_the_mouse_counts_in_cells_where_the_size_in_pixels_is_unknown(size: str) -> None:
    parser = LenientParser()
    events = [*parser.feed(f"\x1b[48;{size}t"), *parser.feed("\x1b[<0;6;7M")]
    assert [(event.x, event.y) for event in events if isinstance(event, MouseDown)] == [(5, 6)]


def test_the_end_of_the_input_is_an_error() -> None:
    with pytest.raises(EOFError):
        lenient_decoder("utf-8")().decode(b"")


def _classes() -> Iterator[type[Any]]:
    for module in pkgutil.walk_packages(ui.__path__, "tui_app.ui."):
        found = importlib.import_module(module.name)
        for _, value in inspect.getmembers(found, inspect.isclass):
            if value.__module__ == module.name:
                yield value


def test_no_other_class_replaces_a_private_name_of_textual() -> None:
    told = []
    for one in _classes():
        above = [base for base in one.__mro__ if base.__module__.startswith("textual")]
        methods = [name for name, value in one.__dict__.items() if inspect.isfunction(value)]
        private = [name for name in methods if name.startswith("_") and not name.startswith("__")]
        told += [
            f"{one.__module__}.{one.__name__}.{name}" for name in private for base in above if name in base.__dict__
        ]
    assert not [name for name in told if not name.startswith("tui_app.ui.textual_compat.")]
