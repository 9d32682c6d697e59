"""Following up: the walk's changes, the forms around rhythm and pauses, and the services behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.content import Content

from tui_app.domain.actions import ActionChange, Reword
from tui_app.domain.records import Action, Person
from tui_app.domain.refusals import ChangedElsewhere, Invalid, Refusal
from tui_app.domain.rhythm import Pause, PauseKind, Rhythm
from tui_app.domain.unfinished import FormKey, form_key
from tui_app.services import actions, rhythms
from tui_app.ui import rhythm_words
from tui_app.ui.language import _, told
from tui_app.ui.text import lit

if TYPE_CHECKING:
    from tui_app.services.marks import Receipt
    from tui_app.services.rhythms import Held, TeamRhythm
    from tui_app.ui.app import SamtaleApp
    from tui_app.ui.modals.form import Field, Submit


class FollowingUp:
    """Runs one thing from question to answer; each method is awaited in a flow of the application."""

    def __init__(self, app: SamtaleApp) -> None:
        self._app = app

    async def _form(
        self, title: str, fields: Sequence[Field], submit: Submit, about: Content, key: FormKey | None
    ) -> None:
        from tui_app.ui.modals.form import FormScreen

        await self._app.push_screen_wait(FormScreen(lit(title), fields, submit, about, unfinished=key))

    def _often(self, rhythm: Rhythm, *, required: bool) -> Field:
        from tui_app.ui.modals.form import Field

        hint = _("weeks, or days: 15.1, 1.9")
        return Field("often", _("Every"), value=rhythm_words.typed(rhythm), hint=hint, required=required)

    async def team(self) -> None:
        """Walk through the team in the order of need, or go on where it was interrupted."""
        from tui_app.services import walks
        from tui_app.ui.screens.walk import WalkScreen

        try:
            queue = await self._app.ask(walks.begin_team)
        except Refusal as refusal:
            self._app.tell_refusal(refusal)
            return
        if queue.is_over:
            self._app.tell(_("Nobody is left to follow up today."))
        else:
            self._app.push_screen(WalkScreen(queue.person_ids[queue.place], queue))

    async def change(self, action: Action, wanted: ActionChange) -> Receipt | None:
        """Change one action in a walk, without many words; None where it was left as it is."""
        async with self._app.changing:
            try:
                receipt = await self._app.doing.change([action], wanted)
            except ChangedElsewhere:
                return None  # left as it is now
            except Refusal as refusal:
                self._app.tell_refusal(refusal)
                self._app.refresh_screens()
                return None
            self._app.done(receipt)
            return receipt

    async def on_track(self, action: Action) -> Receipt | None:
        """Write down that an action is on track; None where that could not be done."""
        async with self._app.changing:
            try:
                receipt = await self._app.ask(actions.on_track, action.id)
            except Refusal as refusal:
                self._app.tell_refusal(refusal)
                return None
            self._app.done(receipt)
            return receipt

    async def hand_over(self, action: Action) -> bool:
        """Let somebody else be responsible; whether it was done."""
        from tui_app.ui.modals.form import Field, FormScreen, Kind

        done = False

        async def submit(values: Mapping[str, object]) -> None:
            nonlocal done
            who = values["responsible_id"]
            if not isinstance(who, int):
                raise Invalid({"responsible_id": "missing"})
            receipt = await self._app.doing.change([action], lambda now: [Reword(now.text, who, now.goal_id)])
            self._app.done(receipt)
            done = bool(receipt.batch)

        me = self._app.me
        known = [Person(action.person_id, action.person_name), Person(me.id, me.name)]
        nearby = tuple(one for one in known if one.id != action.responsible_id)
        fields = [Field("responsible_id", _("Who"), Kind.PERSON, nearby=nearby, required=True)]
        key = form_key("action-hand-over", action.id, about=action.person_id, words=action.text)
        about = lit(action.text, "bold")
        await self._app.push_screen_wait(FormScreen(lit(_("Hand over")), fields, submit, about, unfinished=key))
        return done

    async def team_rhythm(self, team: TeamRhythm) -> None:
        """How often a team is followed up and has its conversations."""
        from tui_app.ui.modals.form import Field

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts import RhythmDraft, checked

            draft = checked(RhythmDraft, values)
            receipt = await self._app.ask(rhythms.set_team, team.leader.id, team.rhythm.version, draft)
            self._app.done(receipt, _("The rhythm is set"))

        fields = [
            self._often(team.rhythm, required=True),
            Field("months", _("Conversation"), value=str(team.rhythm.months), hint=_("months between"), required=True),
        ]
        about = _("Weeks between follow-ups, or fixed days of the year; and months between conversations.")
        key = form_key("rhythm-team", team.leader.id, team.rhythm.version, about=team.leader.id)
        await self._form(_("The team's rhythm"), fields, submit, lit(about), key)

    async def own_rhythm(self, held: Held) -> None:
        """How often one person is followed up, where it is not as the rest of the team."""

        async def submit(values: Mapping[str, object]) -> None:
            await self._set_own(held, str(values["often"]))

        shown = held.rhythm if held.is_own else Rhythm(0, held.person.id, False, 0)
        about = _("Weeks between follow-ups, or fixed days of the year. Empty: as the rest of the team.")
        title = told(_("Rhythm for $name"), name=held.person.name)
        key = form_key("rhythm", held.person.id, held.own_version, about=held.person.id)
        await self._form(title, [self._often(shown, required=False)], submit, lit(about), key)

    async def _set_own(self, held: Held, often: str) -> None:
        from tui_app.domain.drafts import RhythmDraft, checked

        draft = checked(RhythmDraft, {"often": often})
        receipt = await self._app.ask(rhythms.set_own, held.person.id, held.own_version, draft)
        self._app.done(receipt, told(_("The rhythm is set for $name"), name=held.person.name))

    async def as_team(self, held: Held) -> None:
        """Follow one person up as the rest of the team again."""
        try:
            await self._set_own(held, "")
        except Refusal as refusal:
            self._app.tell_refusal(refusal)

    async def pause(self, person: Person, *, is_team: bool) -> None:
        """Days on which no follow-up falls due: a person's, or the whole team's."""
        from tui_app.ui.modals.form import Field, Kind

        async def submit(values: Mapping[str, object]) -> None:
            from tui_app.domain.drafts import PauseDraft, checked

            draft = checked(PauseDraft, values)
            receipt = await self._app.ask(partial(rhythms.pause, is_team=is_team), person.id, draft)
            self._app.done(receipt, _("The pause is set"))

        fields = [
            Field("first", _("First day"), Kind.DATE, hint=_("today, 22.12, week 28"), required=True),
            Field("last", _("Last day"), Kind.DATE, hint=_("4.1, +14"), required=True),
            Field(
                "kind",
                _("Kind"),
                Kind.CHOICE,
                PauseKind.HOLIDAY,
                tuple((kind, _(rhythm_words.PAUSES[kind])) for kind in PauseKind),
            ),
        ]
        title = _("A pause for the whole team") if is_team else told(_("A pause for $name"), name=person.name)
        about = _("Follow-ups that fall into it wait until the first working day after it.")
        key = form_key("pause-team" if is_team else "pause", person.id, about=person.id)
        await self._form(title, fields, submit, lit(about), key)

    async def withdraw(self, pause: Pause) -> None:
        """Take a pause away."""
        try:
            receipt = await self._app.ask(rhythms.withdraw_pause, pause.id, pause.version)
        except Refusal as refusal:
            self._app.tell_refusal(refusal)
            self._app.refresh_screens()
        else:
            self._app.done(receipt, _("The pause is gone"))
