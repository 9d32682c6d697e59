"""The sign-in screen: name and password. While it is in front, no other screen is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from tui_app.domain.accounts.credentials import parse_code
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
from tui_app.ui.widgets.fields.person import PersonField
from tui_app.ui.widgets.frame import KeyFooter, TopBar

if TYPE_CHECKING:
    pass


class SignInScreen(HasContext, Screen[None]):
    """Two fields, and two more after a one-time code, to choose a password."""

    BINDINGS = keys.SIGN_IN
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._code = ""
        self._waits_until = 0.0
        self._counting: Timer | None = None
        self._is_made = False

    def compose(self) -> ComposeResult:
        """The name, the password, and what to do."""
        yield TopBar()
        with Vertical(id="door", classes="box"):
            yield Static(id="door-words")
            with Horizontal(classes="field-line"):
                yield Static(id="who-label", classes="label")
                yield PersonField(None, find=self._names, id="who")
            for name in ("secret", "new-secret", "again"):
                with Horizontal(classes="field-line", id=f"{name}-line"):
                    yield Static(id=f"{name}-label", classes="label")
                    yield Input(password=True, compact=True, max_length=400, id=name)
            yield Static(id="door-problem")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Focus the name."""
        self._is_made = True
        self.reset()

    def on_screen_resume(self) -> None:
        """Redraw, since the settings may have changed the language."""
        if self._is_made:
            self._word()

    def reset(self) -> None:
        """Prepare for the person who locked or who gets the keyboard; the screen may not be composed yet."""
        if not self._is_made:
            return
        self._code = ""
        expected = self._expected()
        self.query_one(PersonField).put(expected)
        for name in ("secret", "new-secret", "again"):
            self.query_one(f"#{name}", Input).value = ""
        self._say("")
        self._word()
        self._show_choosing(False)
        self.set_focus(self.query_one("#secret" if expected else "#who Input"))

    def _expected(self) -> Person | None:
        if self.ctx.computer.hand_over is not None:
            return Person(self.ctx.computer.hand_over.person_id, self.ctx.computer.hand_over.name)
        if self.ctx.computer.locked and not self.ctx.computer.is_locking:
            person_id, kept = list(self.ctx.computer.locked.items())[-1]
            return Person(person_id, kept.name)
        return None

    def _word(self) -> None:
        """Show all texts in the language in use."""
        if self.ctx.computer.is_locking:
            words = _("Locked. Saving what you have written …")
        elif self.ctx.computer.hand_over is not None:
            words = format_message(
                _("$name, it is your turn. Sign in and write your minutes."), name=self.ctx.computer.hand_over.name
            )
        elif self.ctx.computer.locked:
            names = ", ".join(kept.name for kept in self.ctx.computer.locked.values())
            words = format_message(
                _("Locked by $names. Enter your password to continue, or sign in as someone else."), names=names
            )
        else:
            words = _("Welcome. Who are you?")
        self.query_one("#door-words", Static).update(plain(words))
        labels = {
            "who": _("Who"),
            "secret": _("Password"),
            "new-secret": _("New password"),
            "again": _("Repeat"),
        }
        for name, label in labels.items():
            self.query_one(f"#{name}-label", Static).update(plain(label))
        self.query_one("#secret", Input).placeholder = _("password or one-time code")

    def _show_choosing(self, chooses: bool) -> None:
        for name in ("new-secret", "again"):
            self.query_one(f"#{name}-line").display = chooses
        self.query_one("#secret-line").display = not chooses

    async def _names(self, typed: str) -> Sequence[Person]:
        if not self.ctx.computer.settings.names_listed:
            return ()
        found: list[Person] = await self.ctx.run(sessions.suggest_people, self.ctx.now, typed)
        return found

    def _who(self) -> str | int:
        field = self.query_one(PersonField)
        return field.person.id if field.person else field.typed_text

    @on(PersonField.Picked)
    def _named(self, event: PersonField.Picked) -> None:
        if event.by_enter:
            self.set_focus(self.query_one("#secret"))

    @on(Input.Submitted, "#secret")
    def _entered(self, event: Input.Submitted) -> None:
        self._try(event.value)

    @on(Input.Submitted, "#new-secret")
    def _chosen(self) -> None:
        self.set_focus(self.query_one("#again"))

    @on(Input.Submitted, "#again")
    def _repeated(self, event: Input.Submitted) -> None:
        if self.query_one("#new-secret", Input).value != event.value:
            self._say(field_error_message("again", "not_the_same"))
            self.set_focus(self.query_one("#new-secret"))
            return
        self._choose(event.value)

    @work(exclusive=True)
    async def _try(self, secret: str) -> None:
        if self.ctx.computer.is_locking or not secret:
            return
        self._say(_("One moment …"), wrong=False)
        try:
            await self.query_one(PersonField).resolve()
            session = await self._opened(secret)
            if session is not None:
                self._enter(session)
        except DomainError as refusal:
            self._refused(refusal)

    async def _opened(self, secret: str) -> Session | None:
        """The session for the right password; None after a one-time code, when a password must be chosen."""
        ctx, who = self.ctx, self._who()
        kept = self.ctx.computer.locked.get(who) if isinstance(who, int) else None
        if kept is not None and parse_code(secret) is None:
            await ctx.run(sessions.unlock, ctx.now, ctx.hasher, kept.session, secret)
            return kept.session
        session = await ctx.run(sessions.sign_in, ctx.now, ctx.hasher, ctx.setup.terminal, who, secret)
        if session is None:
            self._code = secret
            self._say(
                _("Welcome. Now choose a password: at least 8 characters. A short sentence is good."),
                wrong=False,
            )
            self._show_choosing(True)
            self.set_focus(self.query_one("#new-secret"))
        return session

    @work(exclusive=True)
    async def _choose(self, secret: str) -> None:
        ctx = self.ctx
        self._say(_("One moment …"), wrong=False)
        try:
            session = await ctx.run(
                sessions.choose_password_with_code,
                ctx.now,
                ctx.hasher,
                ctx.setup.terminal,
                self._who(),
                self._code,
                secret,
            )
            self._enter(session)
        except InvalidInput as invalid:
            field, code = next(iter(invalid.problems.items()))
            self._say(field_error_message(field, code))
            for name in ("new-secret", "again"):
                self.query_one(f"#{name}", Input).value = ""
            self.set_focus(self.query_one("#new-secret"))
        except DomainError as refusal:
            self._refused(refusal)

    def _enter(self, session: Session) -> None:
        kept = self.ctx.computer.locked.get(session.person_id)
        if kept is not None and kept.session.id != session.id:
            del self.ctx.computer.locked[session.person_id]  # a new password was chosen: the old session has ended
        self.ctx.open(SignedIn(session))

    def _refused(self, refusal: DomainError) -> None:
        field = self.query_one("#secret", Input)
        field.value = ""
        self._say(error_message(refusal))
        if self.query_one("#new-secret-line").display:
            self.reset()
            self._say(error_message(refusal))
        self.set_focus(field)
        if refusal.code == "session_ended":
            self.ctx.computer.locked.pop(cast("int", self._who()), None)
        if seconds := int(str(refusal.values.get("seconds") or 0)):
            self._wait(seconds)

    def _wait(self, seconds: int) -> None:
        """Count down until the next attempt is allowed."""
        self._waits_until = self.ctx.setup.uptime() + seconds
        if self._counting is not None:
            self._counting.stop()
        self._counting = self.set_interval(1.0, self._count_down)
        self._count_down()

    def _count_down(self) -> None:
        left = round(self._waits_until - self.ctx.setup.uptime())
        if left > 0:
            self._say(format_message(_("Wrong name or password. Wait $count s and try again."), count=left))
        elif self._counting is not None:
            self._counting.stop()
            self._counting = None
            self._say("")

    def _say(self, words: str, *, wrong: bool = True) -> None:
        problem = self.query_one("#door-problem", Static)
        problem.update(plain(words))
        problem.set_class(wrong, "wrong")

    def action_back(self) -> None:
        """Start again with empty fields, for somebody else."""
        self.ctx.computer.hand_over = None
        self.reset()
        self.query_one(PersonField).put(None)
        self.set_focus(self.query_one("#who Input"))
