"""What is said beside the fields of a form, for as long as it is so."""

from __future__ import annotations

from textual.screen import ModalScreen
from textual.widgets import Static

from tui_app.ui.content import plain

ABOUT_SEVERAL = frozenset({"last_before_first", "ends_before", "same_person", "not_above", "too_many_steps"})
"""Problems that are told beside one field, and may be corrected in another one."""


class FieldMessages(ModalScreen[bool]):
    """The lines below the fields."""

    def __init__(self) -> None:
        super().__init__()
        self._about_several: set[str] = set()

    def _show_problem(self, key: str, text: str, *, good: bool = False, code: str = "") -> None:
        """Show a text below a field, in place of the one that is there.

        Args:
            good: it is no problem, but what was understood.
            code: of the problem.
        """
        self._about_several.discard(key)
        if code in ABOUT_SEVERAL:
            self._about_several.add(key)
        message = self.query_one(f"#problem-{key}", Static)
        message.update(plain(text))
        message.set_class(good, "good")
        message.display = bool(text)

    def _take_back_about_several(self) -> None:
        """Take back what was wrong between fields, since one of them has changed."""
        for key in tuple(self._about_several):
            self._show_problem(key, "")
