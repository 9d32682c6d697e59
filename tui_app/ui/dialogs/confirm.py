"""Questions that are answered with a button."""

from __future__ import annotations

from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui_app.ui import keys
from tui_app.ui.content import dialog_title
from tui_app.ui.dialogs.buttons import DialogButtons
from tui_app.ui.textual_compat import AnswersOnce
from tui_app.ui.widgets.frame import KeyFooter

Result = TypeVar("Result")


LONG_QUESTION = 4
"""Lines of a question from which what is to be read before it takes less room."""
_LINE_WIDTH = 66


class ButtonDialog(ModalScreen[Result], AnswersOnce):
    """A question with buttons side by side as its answers. The buttons stay; what is above them scrolls."""

    def key_up(self) -> None:
        """Scroll up a line; from a button, which has no use for the key."""
        self._scroll(-1)

    def key_down(self) -> None:
        """Scroll down a line."""
        self._scroll(1)

    def key_pageup(self) -> None:
        """Scroll up a page."""
        self._scroll(-1, by_page=True)

    def key_pagedown(self) -> None:
        """Scroll down a page."""
        self._scroll(1, by_page=True)

    def _scroll(self, direction: int, *, by_page: bool = False) -> None:
        if not isinstance(self.focused, Button):
            return
        boxes = [*self.query(".reading"), *self.query(".dialog")]
        for box in boxes if direction > 0 else reversed(boxes):
            if box.scroll_y < box.max_scroll_y if direction > 0 else box.scroll_y > 0:
                lines = max(1, box.scrollable_content_region.height - 1) if by_page else 1
                box.scroll_to(y=box.scroll_y + direction * lines, animate=False)
                return

    def key_left(self) -> None:
        """Focus the button to the left."""
        self._focus_button(-1)

    def key_right(self) -> None:
        """Focus the button to the right."""
        self._focus_button(1)

    def _focus_button(self, step: int) -> None:
        """Go round the buttons. From a text to read only Tab leads to them: somebody may still be typing."""
        if isinstance(self.focused, Button):
            buttons = list(self.query(Button))
            self.set_focus(buttons[(buttons.index(self.focused) + step) % len(buttons)])


class ConfirmDialog(ButtonDialog[bool]):
    """A question with two answers. Escape gives the safe one, which is focused first unless the other was asked for.

    Attributes:
        key_labels: what Escape does, for the footer.
    """

    BINDINGS = keys.CONFIRM

    def __init__(
        self,
        title: str,
        question: Content,
        yes: str,
        no: str,
        reading: Content | None = None,
        *,
        is_asked_for: bool = False,
    ) -> None:
        """Take what is asked.

        Args:
            yes: the label of the other answer.
            no: the label of the safe answer.
            reading: what to read before one answers, however long it is.
            is_asked_for: focus the other answer: somebody pressed a key for just this, and it can be undone.
        """
        super().__init__()
        self._is_asked_for = is_asked_for
        self._title = title
        self._reading = reading
        self._question = question
        self._yes = yes
        self._no = no
        self.key_labels = {"cancel": no}

    def compose(self) -> ComposeResult:
        """The question and its two buttons."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = dialog_title(self._title)
            if self._reading is not None:
                question_lines = sum(1 + len(line) // _LINE_WIDTH for line in self._question.plain.split("\n"))
                with VerticalScroll(classes="reading first" + " short" * (question_lines >= LONG_QUESTION)):
                    yield Static(self._reading)
            yield Static(self._question, classes="about")
            primary = "yes" if self._is_asked_for else "no"
            yield DialogButtons(("yes", self._yes), way_out=("no", self._no), primary=primary)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Focus the answer that Enter gives."""
        self.set_focus(self.query_one("#yes" if self._is_asked_for else "#no"))

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if self.is_current:
            self.dismiss(event.button.id == "yes")

    def action_cancel(self) -> None:
        """Give the safe answer."""
        if self.is_current:
            self.dismiss(False)
