"""The command palette: people, conversations, actions and commands by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui_app.domain.errors import DomainError
from tui_app.domain.text_normalization import folded
from tui_app.services.search import SearchResults, search
from tui_app.text import dates, people
from tui_app.text.conversations import labels
from tui_app.text.i18n import _
from tui_app.ui.content import plain

if TYPE_CHECKING:
    from tui_app.ui.app import SamtaleApp


def _hit_help(text: str) -> str | None:
    """The second line of a hit. The palette parses a string as markup; Content, which it also takes, stays text."""
    return cast("str", plain(text)) if text else None


class PaletteProvider(Provider):
    """Finds what the signed-in person may open."""

    @property
    def _samtale(self) -> SamtaleApp:
        return cast("SamtaleApp", self.app)

    async def _found(self, typed: str) -> SearchResults:
        try:
            return await self._samtale.ask(search, typed)
        except DomainError as refusal:
            self._samtale.tell_refusal(refusal)
            return SearchResults((), (), (), has_reports=False)

    def _for_administrators(self) -> Iterator[tuple[str, Callable[[], object]]]:
        from tui_app.ui.administration.reminder_settings import edit_organisation_reminders

        app = self._samtale
        yield _("Administration"), partial(app.action_go, "admin")
        yield _("People and accounts"), app.open_people
        yield _("Stand-ins"), app.open_stand_ins
        yield _("Audit log"), partial(app.open_log, whole=True)
        yield _("Import a staff list"), app.open_import
        yield _("Forms"), app.open_forms
        yield _("Retention"), app.open_retention
        yield _("Everyone's reminders and calendars"), lambda: app.flow(edit_organisation_reminders(app))

    def _commands(self, *, leads: bool) -> Iterator[tuple[str, Callable[[], object]]]:
        from tui_app.ui.sign_in.credentials import choose_password, choose_pin
        from tui_app.ui.theme import THEMES

        app = self._samtale
        yield _("Team"), partial(app.action_go, "team")
        yield _("Actions"), partial(app.action_go, "actions")
        yield _("Conversations"), partial(app.action_go, "talks")
        yield _("My page"), partial(app.action_go, "me")
        if app.has_mode("figures"):
            yield _("Figures"), partial(app.action_go, "figures")
        if leads or app.me.is_administrator:
            yield _("Add a person to my team"), lambda: app.flow(app.doing.new_person())
        if leads:
            yield _("New action"), app.action_new_action
        yield _("New action for me"), lambda: app.flow(app.doing.new_action_for_me())
        yield _("Follow up my team"), app.open_team_walk
        yield _("Schedule"), app.open_rhythm
        yield _("Plan a conversation"), lambda: app.flow(app.planning.plan(None))
        yield _("Plan a round"), lambda: app.flow(app.planning.round())
        yield _("Make a one-time code"), lambda: app.flow(app.managing.new_code_for_somebody())
        yield _("Access log"), app.open_log
        yield _("My data"), app.open_my_data
        yield _("What's new"), app.open_news
        yield _("Ask for a follow-up"), lambda: app.flow(app.answering.ask_for_follow_up())
        if app.administers:
            yield from self._for_administrators()
        yield _("Undo the last change"), app.action_undo
        yield _("Lock"), app.action_lock
        yield _("Reminders and calendar"), app.action_reminders
        yield _("Choose a password"), lambda: app.flow(choose_password(app))
        yield _("Choose a PIN"), lambda: app.flow(choose_pin(app))
        yield _("Settings: language and theme"), app.action_settings
        for name, label in THEMES.items():
            yield _("Theme") + f": {_(label)}", partial(app.use_theme, name)
        yield _("Help: keys on this screen"), app.action_help
        yield (_("Finish") if app.takes_turns else _("Quit")), app.quit_soon

    async def discover(self) -> Hits:
        """Before anything is typed: the commands, then the people."""
        found = await self._found("")
        for label, command in self._commands(leads=found.has_reports):
            yield DiscoveryHit(Content(label), command, text=label)
        for person in found.people:
            yield DiscoveryHit(Content(person.name), partial(self._samtale.open_person, person.id), text=person.name)

    async def search(self, query: str) -> Hits:
        """People first, then conversations and actions, then commands."""
        found = await self._found(query)
        for person in found.people:
            open_it = partial(self._samtale.open_person, person.id)
            shown = self._shown(person.name, query)
            yield Hit(3.0, shown, open_it, text=person.name, help=_hit_help(people.title_and_unit(person)))
        for talk in found.conversations:
            name = talk.leader_name if talk.person_id == self._samtale.me.id else talk.person_name
            title = f"{name}: {labels.conversation_title(talk)}"
            about = f"{labels.conversation_time(talk, self._samtale.moment)} · {_(labels.CONVERSATION_STATE_LABELS[talk.state])}"
            open_it = partial(self._samtale.planning.open, talk)
            yield Hit(2.5, self._shown(title, query), open_it, text=title, help=_hit_help(about))
        for action in found.actions:
            open_it = partial(self._samtale.open_action, action)
            about = f"{action.person_name} · {dates.table_date(action.due, self._samtale.today)}"
            yield Hit(2.0, self._shown(action.text, query), open_it, text=action.text, help=_hit_help(about))
        matcher = self.matcher(query)
        for label, command in self._commands(leads=found.has_reports):
            if (score := matcher.match(label)) > 0:
                yield Hit(min(score, 1.0), self._shown(label, query), command, text=label)

    def _shown(self, text: str, query: str) -> Content:
        """The text with the found letters underlined; never parsed as markup."""
        content = plain(text)
        lowered = folded(text)
        for word in folded(query).split():
            at = lowered.find(word)
            if at >= 0:
                content = content.stylize("underline", at, at + len(word))
        return content
