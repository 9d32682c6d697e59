"""The sign-in screen: name and password. While it is in front, no other screen is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_app.domain.accounts.credentials import PASSWORD_MIN_LENGTH, parse_code
from tui_app.domain.accounts.records import Session
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Person
from tui_app.services.accounts import sessions
from tui_app.text.errors import error_message, field_error_message
from tui_app.text.i18n import _, format_message
from tui_app.ui import keys
from tui_app.ui.app_messages import SignedIn
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.sign_in.greeting import code_hint, expected_person, greeting
from tui_app.ui.sign_in.password_rules import password_echo, repeat_echo
from tui_app.ui.started import SUBMIT_SECONDS
from tui_app.ui.widgets.fields.line import NameInput, SecretInput
from tui_app.ui.widgets.fields.person import PersonField
from tui_app.ui.widgets.frame import KeyFooter, TopBar

PASSWORD_FIELDS = ("password", "new-password", "again")
"""The ids of the fields for the password or code, and for a new password."""
MAX_PASSWORD_LENGTH = 400


class NameField(PersonField):
    """The field for who signs in."""

    INPUT = NameInput


class SignInScreen(HasContext, Screen[None]):
    """Asks for name and password. After a one-time code, two more fields ask for a new password."""

    BINDINGS = keys.SIGN_IN
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._code = ""
        self._wait_until = 0.0
        self._countdown: Timer | None = None
        self._is_composed = False
        self._is_checking = False

    def compose(self) -> ComposeResult:
        """Yield a text, the fields, and the message."""
        yield TopBar()
        with Vertical(id="sign-in", classes="box"):
            yield Static(id="sign-in-intro")
            with Horizontal(classes="field-line"):
                yield Static(id="who-label", classes="label")
                yield NameField(None, find=self._find_people, id="who")
            for name in PASSWORD_FIELDS:
                with Horizontal(classes="field-line", id=f"{name}-line"):
                    yield Static(id=f"{name}-label", classes="label")
                    yield SecretInput(max_length=MAX_PASSWORD_LENGTH, id=name)
            yield Static(id="sign-in-problem")
            yield Static(id="sign-in-hint")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Focus the name; a password that was typed too early must not be read in its field."""
        self._is_composed = True
        self.reset()
        first = self.focused
        self.set_focus(None)  # no field takes a key before it can be seen
        self.call_after_refresh(_take_keys, self, first)

    def on_screen_resume(self) -> None:
        """Set the texts: the settings may have changed the language."""
        if self._is_composed:
            self._set_texts()

    def reset(self) -> None:
        """Prepare for the person who locked or who gets the keyboard; the screen may not be composed yet."""
        if not self._is_composed:
            return
        self._code = ""
        person = expected_person(self.ctx.computer)
        self.query_one(PersonField).put(person)
        for name in PASSWORD_FIELDS:
            self._input(name).value = ""
        self._show_message("")
        self._set_texts()
        self._ask_for_new_password(False)
        self.set_focus(self._input("password") if person else self.query_one("#who Input"))

    def _input(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)

    def _set_texts(self) -> None:
        """Show all texts in the language in use."""
        self.query_one("#sign-in-intro", Static).update(plain(greeting(self.ctx.computer)))
        labels = {
            "who": _("Who"),
            "password": _("Password"),
            "new-password": _("New password"),
            "again": _("Repeat"),
        }
        for name, label in labels.items():
            self.query_one(f"#{name}-label", Static).update(plain(label))
        self.query_one("#sign-in-hint", Static).update(plain(code_hint()))
        has_locked = bool(self.ctx.computer.locked)
        placeholder = _("password, PIN or one-time code") if has_locked else _("password or one-time code")
        self._input("password").placeholder = placeholder

    def _ask_for_new_password(self, is_asking: bool) -> None:
        for name in ("new-password", "again"):
            self.query_one(f"#{name}-line").display = is_asking
        self.query_one("#password-line").display = self.query_one("#sign-in-hint").display = not is_asking

    @property
    def enter_label(self) -> str:
        """What Enter does in the field that has the focus."""
        is_last = self.focused is not None and self.focused.id in ("password", "again")
        return _("Sign in") if is_last else _("Next field")

    async def _find_people(self, typed: str) -> Sequence[Person]:
        if not self.ctx.computer.settings.names_listed:
            return ()
        found: list[Person] = await self.ctx.run(sessions.suggest_people, self.ctx.now, typed)
        return found

    def _person_id_or_name(self) -> str | int:
        """The id of the chosen person, or what was typed."""
        field = self.query_one(PersonField)
        return field.person.id if field.person else field.typed_text

    @on(PersonField.Entered)
    def _name_entered(self) -> None:
        """Go on at once: while a slow search for the name lasts, the password must not go into the name's field."""
        self.set_focus(self._input("password"))

    @on(NameInput.PastedMore)
    def _pasted_more(self, event: NameInput.PastedMore) -> None:
        """Put what was pasted after the name where it cannot be read."""
        if self.query_one("#password-line").display:
            field = self._input("password")
            field.value = event.text[:MAX_PASSWORD_LENGTH]
            self.set_focus(field)

    @on(Input.Submitted, "#password")
    def _password_submitted(self, event: Input.Submitted) -> None:
        self._sign_in(event.value)

    @on(Input.Changed, "#new-password,#again")
    def _new_password_changed(self) -> None:
        """Say whether the new password is long enough, and repeated right, as it is typed."""
        new, again = self._input("new-password").value, self._input("again").value
        if not (new or again):
            return  # as the fields are at first, and after the form was cleared
        try:
            self._show_message(" ".join(filter(None, (password_echo(new), repeat_echo(again, new)))), is_error=False)
        except InvalidInput as invalid:
            self._show_message(error_message(invalid))

    @on(Input.Submitted, "#new-password,#again")
    def _new_password_submitted(self, event: Input.Submitted) -> None:
        """Go on from the first field to the second, and sign in once both are filled in and the same."""
        problem = _new_password_problem(self._input("new-password").value, self._input("again").value)
        field = "new-password" if problem == "password_too_short" else "again"
        if problem is not None:
            self._show_message(field_error_message(field, problem))
            self.set_focus(self._input(field))
        elif self._input("again").value:
            self._set_password(event.value)
        else:
            self.set_focus(self._input("again"))

    @work
    async def _sign_in(self, password: str) -> None:
        if self.ctx.computer.is_locking or self._is_checking or not password:
            return
        self._show_message(_("One moment …"), is_error=False)
        self._is_checking = True
        try:
            with self.ctx.started.work(SUBMIT_SECONDS):
                await self.query_one(PersonField).resolve()
                session = await self._open_session(password)
                if session is not None:
                    self._start_session(session)
        except DomainError as error:
            self._show_error(error)
        finally:
            self._is_checking = False

    async def _open_session(self, password: str) -> Session | None:
        """Return the session for the right password; None after a one-time code, when a password must be chosen.

        Raises:
            DomainError: the password or the code is wrong, or another attempt is not allowed yet.
        """
        ctx, who = self.ctx, self._person_id_or_name()
        locked = ctx.computer.locked.get(who) if isinstance(who, int) else None
        if locked is not None and parse_code(password) is None:
            await ctx.run(sessions.unlock, ctx.now, ctx.hasher, locked.session, password)
            return locked.session
        session = await ctx.run(sessions.sign_in, ctx.now, ctx.hasher, ctx.setup.terminal, who, password)
        if session is None:
            self._code = password
            message = _("Welcome. Now choose a password: at least 8 characters. A short sentence is good.")
            self._show_message(message, is_error=False)
            self._ask_for_new_password(True)
            self.set_focus(self._input("new-password"))
        return session

    @work(exclusive=True)
    async def _set_password(self, password: str) -> None:
        ctx, who = self.ctx, self._person_id_or_name()
        self._show_message(_("One moment …"), is_error=False)
        use_case = sessions.choose_password_with_code
        try:
            session = await ctx.run(use_case, ctx.now, ctx.hasher, ctx.setup.terminal, who, self._code, password)
            self._start_session(session)
        except InvalidInput as invalid:
            field, code = next(iter(invalid.problems.items()))
            self._show_message(field_error_message(field, code))
            for name in ("new-password", "again"):
                self._input(name).value = ""
            self.set_focus(self._input("new-password"))
        except DomainError as error:
            self._show_error(error)

    def _start_session(self, session: Session) -> None:
        locked = self.ctx.computer.locked.get(session.person_id)
        if locked is not None and locked.session.id != session.id:
            del self.ctx.computer.locked[session.person_id]  # a new password was chosen: the old session has ended
        self.ctx.open(SignedIn(session))

    def _show_error(self, error: DomainError) -> None:
        field = self._input("password")
        field.value = ""
        if self.query_one("#new-password-line").display:
            self.reset()
        self._show_message(error_message(error))
        self.set_focus(field)
        if error.code == "session_ended":
            self.ctx.computer.locked.pop(cast("int", self._person_id_or_name()), None)
        if seconds := int(str(error.values.get("seconds") or 0)):
            self._count_down_from(seconds)

    def _count_down_from(self, seconds: int) -> None:
        """Count down until the next attempt is allowed."""
        self._wait_until = self.ctx.setup.monotonic() + seconds
        if self._countdown is not None:
            self._countdown.stop()
        self._countdown = self.set_interval(1.0, self._show_remaining_seconds)
        self._show_remaining_seconds()

    def _show_remaining_seconds(self) -> None:
        remaining = round(self._wait_until - self.ctx.setup.monotonic())
        if remaining > 0:
            message = _("Wrong name or password. Wait $count s and try again.")
            self._show_message(format_message(message, count=remaining))
        elif self._countdown is not None:
            self._countdown.stop()
            self._countdown = None
            self._show_message("")

    def _show_message(self, text: str, *, is_error: bool = True) -> None:
        message = self.query_one("#sign-in-problem", Static)
        message.update(plain(text))
        message.set_class(is_error, "wrong")

    def action_back(self) -> None:
        """Start again with empty fields, for somebody else."""
        self.ctx.computer.hand_over = None
        self.reset()
        self.query_one(PersonField).put(None)
        self.set_focus(self.query_one("#who Input"))


def _new_password_problem(new: str, again: str) -> str | None:
    """What is wrong with a new password and its repetition, as far as this screen can tell."""
    if len(new) < PASSWORD_MIN_LENGTH:
        return "password_too_short"
    return "not_the_same" if again and new != again else None


def _take_keys(screen: SignInScreen, first: Widget | None) -> None:
    """Drop what was typed too early, and let the first field take keys."""
    screen.ctx.drop_input()
    if screen.focused is None:
        screen.set_focus(first)
