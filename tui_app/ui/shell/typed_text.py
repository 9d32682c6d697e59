"""What is done with a text that was typed where no field has the focus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Static

from tui_app.text.i18n import _, format_message
from tui_app.ui import keys
from tui_app.ui.content import MUTED, plain
from tui_app.ui.context import context_of
from tui_app.ui.dialogs.confirm import ButtonDialog
from tui_app.ui.screen_protocols import AboutPerson
from tui_app.ui.widgets.frame import KeyFooter

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui_app.ui.textual_compat import PatchedApp

SHOWN = 300
"""Characters of the text that are shown."""
OPENS_FIELD = frozenset(
    {"new_action", "comment", "new_goal", "new_topic", "filter", "edit", "new_person", "new_form", "new_question"}
    | {"new_section", "drop", "move", "thank", "end", "on_current('comment')", "on_current('drop')"}
)
"""Actions that begin with a field in which one writes."""


def watch_for_text(app: PatchedApp) -> None:
    """Let the application notice a text that is typed where no field has the focus."""
    app.text_astray.offer, app.text_astray.opens_field = partial(offer_text, app), partial(opens_field, app)


def opens_field(app: PatchedApp, key: str) -> bool:
    """True if a key opens a field now."""
    named = {"/": "slash"}.get(key, key)
    active = app.screen.active_bindings.get(named)
    return active is not None and active.enabled and active.binding.action in OPENS_FIELD


def offer_text(app: PatchedApp, text: str) -> None:
    """Ask what to do with a text; behind a dialog, or with nobody signed in, only say that it went nowhere."""
    ctx = context_of(app)
    if ctx.viewer is None:
        return  # it may be a password: it is not shown
    if app.screen.is_modal:
        said = format_message(_("No field has the focus, so “$text” was not used. Tab goes to one."), text=_short(text))
        ctx.notify(said)
        return
    places = _places(app)
    if places:
        app.push_screen(TypedTextDialog(text, places), lambda key: app.type_into(key, text) if key else None)


def _places(app: PatchedApp) -> list[tuple[str, str]]:
    """The keys that open a field for the text here, with what they are called; the most likely first."""
    screen, found = app.screen, list[tuple[str, str]]()
    knows_whom = hasattr(screen, "action_new_action") or (isinstance(screen, AboutPerson) and screen.about_id)
    labels = {"command_palette": _("Search for it")}
    if knows_whom:
        labels = {"new_action": _("New action"), "comment": _("Comment")} | labels
    for action, label in labels.items():
        key = _key_of(screen, action)
        if key:
            found.append((key, label))
    return found


def _key_of(screen: Screen[object], action: str) -> str:
    active = screen.active_bindings.items()
    return next((key for key, one in active if one.enabled and one.binding.action == action), "")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


class TypedTextDialog(ButtonDialog["str | None"]):
    """Asks where a text belongs. Its result is the key that opens the field, or None to throw the text away."""

    BINDINGS = keys.TYPED_TEXT

    def __init__(self, text: str, places: list[tuple[str, str]]) -> None:
        super().__init__()
        self._text = text
        self._places = places

    def compose(self) -> ComposeResult:
        """The text, and a button for each place."""
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(_("You typed a text"))
            yield Static(plain(_short(self._text), "bold"), classes="about")
            yield Static(
                plain(_("No field had the focus, so nothing was done with it. Where does it belong?"), MUTED),
                classes="about",
            )
            with Horizontal(classes="buttons"):
                for index, (key, label) in enumerate(self._places):
                    yield Button(
                        plain(label),
                        id=f"key-{key.replace('+', '-')}",
                        variant="default" if index else "primary",
                        compact=True,
                    )
                yield Button(plain(_("Throw it away")), id="none", compact=True)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Focus the most likely place."""
        self.set_focus(self.query(Button).first())

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        if self.is_current:
            buttons = list(self.query(Button))
            index = buttons.index(event.button)
            self.dismiss(self._places[index][0] if index < len(self._places) else None)

    def action_cancel(self) -> None:
        """Throw the text away."""
        if self.is_current:
            self.dismiss(None)
