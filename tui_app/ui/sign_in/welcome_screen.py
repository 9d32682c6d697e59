"""The first start: language, name, and where to begin."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Button, Input, Static

from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Viewer
from tui_app.text.errors import error_message, field_error_message
from tui_app.text.i18n import INTERFACE_LANGUAGE_NAMES, _, current_language, set_language
from tui_app.ui.content import plain
from tui_app.ui.context import AppContext, HasContext
from tui_app.ui.messages import OpenImport, SetComputerUse
from tui_app.ui.sign_in import welcome_keys
from tui_app.ui.widgets.fields.choice import ChoiceField
from tui_app.ui.widgets.fields.line import LineInput
from tui_app.ui.widgets.frame import KeyFooter, TopBar


class WelcomeScreen(HasContext, Screen[None]):
    """Asks for language and name, creates the database, and shows three ways to continue."""

    BINDINGS = welcome_keys.WELCOME

    def __init__(self) -> None:
        super().__init__()
        self._is_beginning = False

    def compose(self) -> ComposeResult:
        """Yield a short text, the fields, and the ways to continue."""
        yield TopBar()
        with Vertical(id="welcome", classes="box"):
            yield Static(id="welcome-text")
            with Horizontal(classes="field-line"):
                yield Static(id="language-label", classes="label")
                yield ChoiceField(tuple(INTERFACE_LANGUAGE_NAMES.items()), current_language(), id="language")
            with Horizontal(classes="field-line", id="name-line"):
                yield Static(id="name-label", classes="label")
                yield LineInput(id="name", compact=True, max_length=120)
            yield Static(id="welcome-problem", classes="problem")
            with Horizontal(classes="field-line"):
                yield Static(id="use-label", classes="label")
                yield ChoiceField(self._use_options(), False, id="use")
            with Vertical(classes="ways"):
                yield Button("", id="by-hand", compact=True, variant="primary")
                yield Button("", id="import", compact=True)
                yield Button("", id="demo", compact=True)
        yield KeyFooter()

    def on_mount(self) -> None:
        """Focus the name."""
        self._set_texts()
        self.set_focus(self.query_one("#name"))
        self.ctx.drop_input()

    def _use_options(self) -> tuple[tuple[object, str], ...]:
        return ((False, _("only I use it")), (True, _("several take turns")))

    def _set_texts(self) -> None:
        """Show all texts in the language in use."""
        welcome = _(
            "Welcome. Samtale helps leaders and employees follow up what they agree on: who does what, "
            "by when. Everything stays in your own database, on this computer."
        )
        self.query_one("#welcome-text", Static).update(plain(welcome))
        self.query_one("#language-label", Static).update(plain(_("Language")))
        self.query_one("#name-label", Static).update(plain(_("Your name")))
        self.query_one("#use-label", Static).update(plain(_("This computer")))
        self.query_one("#use", ChoiceField).relabel(self._use_options())
        labels = {
            "by-hand": _("Add the people in my team manually"),
            "import": _("Import a staff list (CSV or Excel)"),
            "demo": _("Try the demonstration team first"),
        }
        for name, label in labels.items():
            self.query_one(f"#{name}", Button).label = plain(label)

    @on(ChoiceField.Changed, "#language")
    def _language_changed(self, event: ChoiceField.Changed) -> None:
        set_language(str(event.field.value))
        self._set_texts()
        self.refresh(layout=True)
        for line in (self.query_one(TopBar), self.query_one(KeyFooter)):
            line.refresh()

    @on(Input.Changed)
    def _name_changed(self) -> None:
        self.query_one("#welcome-problem", Static).update("")

    @on(Input.Submitted)
    def _name_submitted(self) -> None:
        self.set_focus(self.query_one("#by-hand"))

    @on(Button.Pressed)
    def _button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "demo":
            self.app.exit("demo")
        else:
            self._begin(event.button.id == "import")

    @work
    async def _begin(self, opens_import: bool) -> None:
        if self._is_beginning:  # a key that was pressed twice
            return
        self._is_beginning = True
        try:
            await self._create_database(opens_import)
        finally:
            self._is_beginning = False

    async def _create_database(self, opens_import: bool) -> None:
        ctx = self.ctx
        problem = self.query_one("#welcome-problem", Static)
        try:
            viewer = await ctx.run(ctx.setup.set_up, self.query_one(Input).value)
        except InvalidInput as invalid:
            field, code = next(iter(invalid.problems.items()))
            problem.update(plain(field_error_message(field, code)))
            self.query_one(Input).focus()
            return
        except DomainError as error:
            problem.update(plain(error_message(error)))
            return
        self._sign_in(viewer)
        self.dismiss(None)
        self.app.switch_mode("team")
        if self.query_one("#use", ChoiceField).value:
            ctx.spawn(_share_computer(ctx, opens_import=opens_import))
        elif opens_import:
            ctx.open(OpenImport())

    def _sign_in(self, viewer: Viewer) -> None:
        """Sign in the person who was just created, and remember whose computer this is."""
        computer = self.ctx.computer
        computer.sign_in(viewer, computer.own_session(viewer))
        computer.owner_id = viewer.id
        computer.mark_active()
        shares = bool(self.query_one("#use", ChoiceField).value)
        computer.remember(language=current_language(), sharing_wished=shares)

    def action_choose(self, step: int) -> None:
        """Go to the next field or way to continue, or to the one before."""
        if step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_back(self) -> None:
        """Do nothing: this is the first screen."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide the key for going back."""
        return False if action == "back" else super().check_action(action, parameters)


async def _share_computer(ctx: AppContext, *, opens_import: bool) -> None:
    """Ask for a password, so that several can take turns; only then open the import, which would cover the question."""
    await ctx.perform(SetComputerUse(several=True))
    if opens_import:
        ctx.open(OpenImport())
