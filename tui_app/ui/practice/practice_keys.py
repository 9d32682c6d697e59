"""The keys of the practice screens."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui_app.text.i18n import N_
from tui_app.ui.key_changes.ids import named_binding

PRACTICE: list[BindingType] = [
    named_binding("p", "invite", N_("Invite")),
    named_binding("y", "put_aside", N_("Mark as seen")),
    named_binding("X", "erase", N_("Erase my practice")),
    Binding("escape", "back", N_("Back"), show=False),
]
DRILL: list[BindingType] = [
    # before the field, which would keep it
    Binding("enter", "next", N_("Go on"), priority=True),
    Binding("escape", "back", N_("Leave")),
]
"""A format: Enter begins and goes on, Esc leaves."""


def _numbers(last: int) -> list[BindingType]:
    """The keys from 1 on, of which the footer shows one."""
    first = Binding("1", "choose(1)", N_("Choose"), key_display=f"1–{last}")
    rest = [Binding(str(one), f"choose({one})", N_("Choose"), show=False) for one in range(2, last + 1)]
    return [first, *rest]


SORT: list[BindingType] = [*_numbers(5), *DRILL]
MIRROR: list[BindingType] = [*_numbers(4), *DRILL]
WARM_UP: list[BindingType] = [
    named_binding("space", "choose_question", N_("Choose")),
    named_binding("a", "own_words", N_("Own words")),
    Binding("enter", "next", N_("Go on")),
    Binding("escape", "back", N_("Leave")),
]
