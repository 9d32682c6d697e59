"""Accounts: one-time codes, opening and closing, who administers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from tui_app.domain import access
from tui_app.domain.accounts.credentials import CODE_VALID_FOR
from tui_app.domain.accounts.records import AccountState
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.records.person import Person
from tui_app.services.accounts import accounts
from tui_app.services.people import people
from tui_app.text.i18n import _, format_message
from tui_app.ui.dialogs.flow import confirm, show_form

if TYPE_CHECKING:
    from tui_app.ui.context import AppContext


class AccountFlows:
    """Runs one thing with an account from question to answer; each method is awaited in a flow."""

    def __init__(self, ctx: AppContext) -> None:
        self._ctx = ctx

    async def _call_and_notify(self, use_case: Callable[..., object], *args: object, done: str) -> None:
        try:
            await self._ctx.call(use_case, *args)
        except DomainError as refusal:
            self._ctx.notify_error(refusal)
        else:
            self._ctx.notify(done)
        self._ctx.refresh()

    async def new_code(self, person: Person | None) -> None:
        """Make a one-time code and show it, once; without a person ask for whom."""
        if person is None:
            await self._choose_for_code()
        else:
            await self._new_code(person)

    async def _new_code(self, person: Person) -> None:
        from tui_app.ui.people.one_time_code import OneTimeCodeDialog

        try:
            state = await self._ctx.call(accounts.state_of, person.id)
            if not await self._confirm_new_code(person, state):
                return
            code = await self._ctx.call(accounts.issue_code, self._ctx.hasher, person.id)
        except DomainError as refusal:
            self._ctx.notify_error(refusal)
            return
        await self._ctx.ask(OneTimeCodeDialog(person.name, code, self._ctx.now + CODE_VALID_FOR))
        self._ctx.refresh()

    async def _confirm_new_code(self, person: Person, state: AccountState) -> bool:
        """Whether it is, where somebody has a secret or a code already."""
        waits = state.code_until is not None and state.code_until > self._ctx.now
        if not (state.has_secret or waits):
            return True
        if waits:
            question = _("$name has an unused code. It stops working when you make a new one.")
        else:
            question = _(
                "$name already has a password. A new code lets them choose another; until then the old one works."
            )
        return await confirm(
            self._ctx, _("New one-time code"), format_message(question, name=person.name), _("Make new code")
        )

    async def _choose_for_code(self) -> None:
        """Ask whom the code is for, then make it."""
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        chosen: list[Person] = []
        try:
            known = await self._ctx.call(people.visible_people)
        except DomainError as refusal:
            self._ctx.notify_error(refusal)
            return

        async def submit(values: Mapping[str, object]) -> None:
            if values["person_id"] is None:
                raise InvalidInput({"person_id": "unknown_person"})
            chosen.append(await self._ctx.call(people.get_for_editing, values["person_id"]))

        nearby = tuple(one for one in known if access.may_create_code(self._ctx.me, one))
        fields = [FormField("person_id", _("For"), FieldKind.PERSON, nearby=nearby, required=True)]
        if await show_form(self._ctx, _("One-time code"), fields, submit):
            await self._new_code(chosen[0])

    async def set_open(self, person: Person, *, is_open: bool) -> None:
        """Open an account; or close it, when that is meant."""
        if is_open:
            said = format_message(_("$name's account is open."), name=person.name)
            await self._call_and_notify(partial(accounts.set_open, is_open=True), person.id, done=said)
            return
        question = _("$name cannot sign in until you reopen the account. Open sessions end now; their work is saved.")
        if await confirm(
            self._ctx, _("Close the account"), format_message(question, name=person.name), _("Close the account")
        ):
            said = format_message(_("$name's account is closed."), name=person.name)
            await self._call_and_notify(partial(accounts.set_open, is_open=False), person.id, done=said)

    async def end_sessions(self, person: Person) -> None:
        """End what somebody has open anywhere, when that is meant."""
        question = format_message(
            _("All of $name's sessions end now, on every terminal. Anything written is saved."), name=person.name
        )
        if await confirm(self._ctx, _("End sessions"), question, _("End all")):
            said = format_message(_("$name has no open sessions now."), name=person.name)
            await self._call_and_notify(accounts.end_sessions, person.id, done=said)

    async def set_administrator(self, person: Person) -> None:
        """Let somebody administer, or no longer, when that is meant."""
        administers = not person.is_administrator
        if administers:
            title, yes = _("Administrator"), _("Make administrator")
            question = _("$name manages people, accounts, forms and the log, and never sees what others discuss.")
        else:
            title, yes = _("Remove administrator"), _("End")
            question = _("$name no longer manages people, accounts and forms.")
        if await confirm(self._ctx, title, format_message(question, name=person.name), yes):
            said = _("$name is an administrator.") if administers else _("$name is no longer an administrator.")
            use_case = partial(accounts.set_administrator, administers=administers)
            await self._call_and_notify(use_case, person.id, done=format_message(said, name=person.name))
