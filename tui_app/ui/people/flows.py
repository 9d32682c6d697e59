"""People and their accounts: the forms, the services behind them, and what is said before something is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain import access
from tui_app.domain.accounts.credentials import CODE_VALID_FOR
from tui_app.domain.accounts.records import AccountState
from tui_app.domain.errors import DomainError, InvalidInput
from tui_app.domain.form_drafts import FormDraftKey, form_draft_key
from tui_app.domain.records.person import Person, StandIn
from tui_app.services.accounts import accounts
from tui_app.services.administration import stand_ins
from tui_app.services.people import people
from tui_app.text import people as people_module
from tui_app.text.i18n import _, format_message
from tui_app.text.people import person_field_text
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.editing.conflicts import save_edit
from tui_app.ui.people.person_fields import PERSON_FIELDS, person_fields

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp
    from tui_app.ui.dialogs.fields import FormField
    from tui_app.ui.dialogs.form import SubmitForm


class AccountFlows:
    """Runs one thing from question to answer; each method is awaited in a flow of the application."""

    def __init__(self, app: SamtaleApp) -> None:
        self._app = app

    async def _form(
        self,
        title: str,
        fields: Sequence[FormField],
        submit: SubmitForm,
        about: Content | None = None,
        *,
        key: FormDraftKey | None = None,
    ) -> bool:
        from tui_app.ui.dialogs.form import FormDialog

        screen = FormDialog(plain(title), fields, submit, about, unfinished=key)
        answer: bool | None = await self._app.push_screen_wait(screen)
        return bool(answer)

    async def _meant(self, title: str, question: str, yes: str) -> bool:
        from tui_app.ui.dialogs.confirm import ConfirmDialog

        answer: bool | None = await self._app.push_screen_wait(
            ConfirmDialog(title, plain(question), yes, _("Leave as is"))
        )
        return bool(answer)

    async def _done(self, use_case: Callable[..., object], *args: object, said: str) -> None:
        try:
            await self._app.ask(use_case, *args)
        except DomainError as refusal:
            self._app.tell_refusal(refusal)
        else:
            self._app.tell(said)
        self._app.refresh_screens()

    async def new_code(self, person: Person) -> None:
        """Make a one-time code and show it, once."""
        from tui_app.ui.people.one_time_code import OneTimeCodeDialog

        try:
            state = await self._app.ask(accounts.state_of, person.id)
            if not await self._new_one_is_meant(person, state):
                return
            code = await self._app.ask(accounts.issue_code, self._app.parts.smith, person.id)
        except DomainError as refusal:
            self._app.tell_refusal(refusal)
            return
        await self._app.push_screen_wait(OneTimeCodeDialog(person.name, code, self._app.moment + CODE_VALID_FOR))
        self._app.refresh_screens()

    async def _new_one_is_meant(self, person: Person, state: AccountState) -> bool:
        """Whether it is, where somebody has a secret or a code already."""
        waits = state.code_until is not None and state.code_until > self._app.moment
        if not (state.has_secret or waits):
            return True
        if waits:
            question = _("$name has an unused code. It stops working when you make a new one.")
        else:
            question = _(
                "$name already has a password. A new code lets them choose another; until then the old one works."
            )
        return await self._meant(_("New one-time code"), format_message(question, name=person.name), _("Make new code"))

    async def new_code_for_somebody(self) -> None:
        """Ask whom the code is for, then make it."""
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        chosen: list[Person] = []
        try:
            known = await self._app.ask(people.visible_people)
        except DomainError as refusal:
            self._app.tell_refusal(refusal)
            return

        async def submit(values: Mapping[str, object]) -> None:
            if values["person_id"] is None:
                raise InvalidInput({"person_id": "unknown_person"})
            chosen.append(await self._app.ask(people.get_for_editing, values["person_id"]))

        nearby = tuple(one for one in known if access.may_create_code(self._app.me, one))
        fields = [FormField("person_id", _("For"), FieldKind.PERSON, nearby=nearby, required=True)]
        if await self._form(_("One-time code"), fields, submit):
            await self.new_code(chosen[0])

    async def new_person(self, then: Callable[[Person], None]) -> None:
        """Add somebody, under any leader or none.

        Args:
            then: what to do with whoever was added.
        """

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.base import validate_draft
            from tui_app.domain.drafts.people import PersonDraft

            draft = validate_draft(PersonDraft, values)
            if draft.leader_id is None:
                await self._agreed(
                    _("Without a leader"), format_message(_no_leader_label(), name=draft.name), _("Save")
                )
            added = await self._app.ask(people.add, draft, True)
            self._app.tell(
                format_message(_("$name has been added. Press d for a one-time code to sign in with."), name=added.name)
            )
            then(added)
            self._app.refresh_screens()

        await self._form(_("New person"), self._person_fields(None), submit, key=form_draft_key("person-new"))

    async def edit_person(self, person: Person) -> None:
        """Change name, title, dates or leader; what another leader means is said before."""

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts.base import validate_draft
            from tui_app.domain.drafts.people import PersonDraft

            draft = validate_draft(PersonDraft, values)
            if draft.leader_id is None and person.leader_id is not None:
                await self._agreed(
                    _("Without a leader"), format_message(_no_leader_label(), name=draft.name), _("Save")
                )
            elif draft.leader_id is not None and draft.leader_id != person.leader_id:
                await self._another_leader(person, draft.leader_id)
            await save_edit(self._app, people.edit, person, draft, PERSON_FIELDS, person_field_text)
            self._app.refresh_screens()

        key = form_draft_key("person-edit", person.id, person.version, about=person.id)
        await self._form(person.name, self._person_fields(person), submit, key=key)

    async def _another_leader(self, person: Person, leader_id: int) -> None:
        leader = await self._app.ask(people.get_for_editing, leader_id)
        question = _(
            "$leader now sees $name's open goals and actions. Older minutes only if $first shows them; "
            "planned conversations move to $leader, unsigned ones when $first hands them over."
        )
        said = format_message(
            question, leader=leader.name, name=person.name, first=people_module.first_name(person.name)
        )
        await self._agreed(_("New leader"), said, _("Change leader"))

    async def _agreed(self, title: str, question: str, yes: str) -> None:
        """Ask before something is saved.

        Raises:
            DomainError: `not_saved`, when it is not meant so.
        """
        if not await self._meant(title, question, yes):
            raise DomainError("not_saved")

    def _person_fields(self, person: Person | None) -> list[FormField]:
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        leader = Person(person.leader_id, person.leader_name) if person and person.leader_id else None
        name, *others = person_fields(person)
        return [name, FormField("leader_id", _("Leader"), FieldKind.PERSON, leader), *others]

    async def set_open(self, person: Person, *, is_open: bool) -> None:
        """Open an account; or close it, when that is meant."""
        if is_open:
            said = format_message(_("$name's account is open."), name=person.name)
            await self._done(partial(accounts.set_open, is_open=True), person.id, said=said)
            return
        question = _("$name cannot sign in until you reopen the account. Open sessions end now; their work is saved.")
        if await self._meant(
            _("Close the account"), format_message(question, name=person.name), _("Close the account")
        ):
            said = format_message(_("$name's account is closed."), name=person.name)
            await self._done(partial(accounts.set_open, is_open=False), person.id, said=said)

    async def end_sessions(self, person: Person) -> None:
        """End what somebody has open anywhere, when that is meant."""
        question = format_message(
            _("All of $name's sessions end now, on every terminal. Anything written is saved."), name=person.name
        )
        if await self._meant(_("End sessions"), question, _("End all")):
            said = format_message(_("$name has no open sessions now."), name=person.name)
            await self._done(accounts.end_sessions, person.id, said=said)

    async def set_administrator(self, person: Person) -> None:
        """Let somebody administer, or no longer, when that is meant."""
        administers = not person.is_administrator
        if administers:
            title, yes = _("Administrator"), _("Make administrator")
            question = _("$name manages people, accounts, forms and the log, and never sees what others discuss.")
        else:
            title, yes = _("Remove administrator"), _("Remove rights")
            question = _("$name no longer manages people, accounts and forms.")
        if await self._meant(title, format_message(question, name=person.name), yes):
            said = _("$name is an administrator.") if administers else _("$name is no longer an administrator.")
            use_case = partial(accounts.set_administrator, administers=administers)
            await self._done(use_case, person.id, said=format_message(said, name=person.name))

    async def new_stand_in(self) -> None:
        """Let somebody lead a team while its leader is away."""
        from tui_app.ui.dialogs.fields import FieldKind, FormField

        async def submit(values: Mapping[str, object]) -> None:
            if missing := {name: "missing" for name, value in values.items() if value is None}:
                raise InvalidInput(missing)
            await self._app.ask(
                stand_ins.add,
                *(values[name] for name in ("leader_id", "stand_in_id", "first", "last")),
            )
            self._app.refresh_screens()

        hint = _("Friday, 15.3, +14, week 12")
        fields = [
            FormField("leader_id", _("Away"), FieldKind.PERSON, required=True),
            FormField("stand_in_id", _("Stand-in"), FieldKind.PERSON, required=True),
            FormField("first", _("From"), FieldKind.DATE, self._app.today, hint=hint, required=True),
            FormField("last", _("Last day"), FieldKind.DATE, hint=hint, required=True),
        ]
        about = _(
            "On these days the stand-in leads the team: same page, same actions. Conversations stay "
            "with the two who held them."
        )
        key = form_draft_key("stand-in-new")
        await self._form(_("New stand-in"), fields, submit, plain(about, content.MUTED), key=key)

    async def end_stand_in(self, one: StandIn) -> None:
        """Let somebody stand in no longer, when that is meant."""
        question = format_message(
            _("$name no longer covers for $leader."), name=one.stand_in_name, leader=one.leader_name
        )
        if await self._meant(_("End now"), question, _("End now")):
            await self._done(stand_ins.end, one.id, said=_("Ended."))


def _no_leader_label() -> str:
    return _(
        "Then $name has no leader: no one plans conversations or follows up. That is right only for the top leader."
    )
