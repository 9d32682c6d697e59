"""The base of drills in which one chooses by a number first."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.content import Content
from textual.events import Key

from tui_app.text.i18n import _, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.practice.drill_screen import DrillScreen

Item = TypeVar("Item")


class NumberedDrill(DrillScreen[Item]):
    """A drill whose first step is to choose by a number; until then Enter says so.

    Attributes:
        choices: how many there are to choose from.
    """

    choices: ClassVar[int]

    def __init__(self) -> None:
        super().__init__()
        self._enter_came = False

    def may_go_on(self) -> bool:
        """Enter goes on once something is chosen."""
        return self.step > 0

    def choose(self) -> None:
        """Go on with what was chosen."""
        self._enter_came = False
        self.go_on()

    def number_hint(self) -> list[Content]:
        """What is said below the choices when Enter came instead of a number."""
        if not self._enter_came or self.step:
            return []
        message = format_message(_("Press a number from 1 to $last."), last=self.choices)
        return [plain(""), plain(message, f"bold {content.ACCENT}")]

    def on_key(self, event: Key) -> None:
        """Say what is missing where one looks, not at the edge."""
        if event.key == "enter" and self.item is not None and not self.may_go_on():
            event.stop()
            self._enter_came = True
            self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Numbers work while there is something to choose."""
        if action == "choose":
            return self.item is not None and self.step == 0
        if action == "next":
            return self.item is None or self.may_go_on()
        return super().check_action(action, parameters)
