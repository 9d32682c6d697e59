"""The command palette: find people, conversations, actions and commands by a few letters."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import cast

from textual.app import ComposeResult
from textual.command import CommandInput, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.message import Message

from tui_app.domain.accounts.codes import CodeScope
from tui_app.domain.errors import DomainError
from tui_app.domain.practice.sessions import FORMATS
from tui_app.domain.records.conversation import Role
from tui_app.domain.records.person import Person
from tui_app.domain.text_normalization import folded
from tui_app.services.search import SearchResults, search
from tui_app.text import dates, people
from tui_app.text.conversations import labels
from tui_app.text.i18n import _
from tui_app.text.practice.formats import FORMAT_NAMES
from tui_app.ui import app_messages, messages
from tui_app.ui.account_messages import OpenCodes
from tui_app.ui.content import plain
from tui_app.ui.context import HasContext
from tui_app.ui.widgets.fields.line import LineInput


class PaletteInput(CommandInput, LineInput):
    """Textual's own line of the palette takes only the first of several lines that are pasted."""


class Palette(CommandPalette):
    """The command palette, with a line as everywhere."""

    def compose(self) -> ComposeResult:
        """Textual's palette, with our line."""
        for widget in super().compose():
            is_line = isinstance(widget, CommandInput)
            yield PaletteInput(placeholder=self._placeholder, select_on_focus=False) if is_line else widget


def _hit_help(text: str) -> str | None:
    """The second line of a hit. The palette would parse a string as markup, but takes Content as it is."""
    return cast("str", plain(text)) if text else None


def _do_nothing() -> None:
    """Close the palette."""


class PaletteProvider(HasContext, Provider):
    """Finds what the signed-in person can open."""

    async def _found(self, typed: str) -> SearchResults:
        try:
            return await self.ctx.call(search, typed)
        except DomainError as refusal:
            self.ctx.notify_error(refusal)
            return SearchResults((), (), (), has_reports=False)

    def _for_administrators(self) -> Iterator[tuple[str, Message]]:
        yield _("Administration"), app_messages.GoToMode("admin")
        yield _("People and accounts"), messages.OpenPeople()
        yield _("Make one-time codes for everybody"), OpenCodes(CodeScope.ALL)
        yield _("Stand-ins"), messages.OpenStandIns()
        yield _("Audit log"), messages.OpenAuditLog(whole=True)
        yield _("Import a staff list"), messages.OpenImport()
        yield _("Forms"), messages.OpenForms()
        yield _("Retention"), messages.OpenRetention()
        yield _("Everyone's reminders and calendars"), messages.SetOrganisationReminders()

    def _for_everybody(self, *, leads: bool) -> Iterator[tuple[str, Message]]:
        yield _("Team"), app_messages.GoToMode("team")
        yield _("Actions"), app_messages.GoToMode("actions")
        yield _("Conversations"), app_messages.GoToMode("conversations")
        yield _("My page"), app_messages.GoToMode("me")
        if self.ctx.computer.has_mode("figures"):
            yield _("Figures"), app_messages.GoToMode("figures")
        if self.ctx.computer.has_mode("practice"):
            yield _("Practice"), app_messages.GoToMode("practice")
            for one, facts in FORMATS.items():
                if not facts.is_shared:
                    yield f"{_('Practice')}: {_(FORMAT_NAMES[one])}", messages.OpenPractice(one)
        if leads or self.ctx.me.is_administrator:
            yield _("Add a person to my team"), messages.NewTeamMember()
        if leads:
            yield _("New action"), messages.NewAction(None, about_id=getattr(self.screen, "about_id", 0))
        yield _("New action for me"), messages.NewAction(Person(self.ctx.me.id, self.ctx.me.name))
        yield _("Follow up my team"), messages.FollowUpTeam()
        yield _("Schedule"), messages.OpenSchedule()
        yield _("Plan a conversation"), messages.PlanConversation()
        yield _("Plan a round"), messages.PlanRound()
        yield _("Make a one-time code"), messages.NewCode()
        if leads:
            yield _("Make one-time codes for my team"), OpenCodes(CodeScope.TEAM)
        yield _("Access log"), messages.OpenAuditLog()
        yield _("My data"), messages.OpenMyData()
        yield _("What's new"), app_messages.ShowNews()
        yield _("Ask for a follow-up"), messages.AskForFollowUp()

    def _commands(self, *, leads: bool) -> Iterator[tuple[str, Message]]:
        from tui_app.ui.theme import THEMES

        yield from self._for_everybody(leads=leads)
        if self.ctx.computer.administers:
            yield from self._for_administrators()
        yield _("Undo the last change"), app_messages.UndoLastChange()
        yield _("Lock"), app_messages.LockNow()
        yield _("Reminders and calendar"), messages.ChooseReminders()
        yield _("Choose a password"), messages.ChoosePassword()
        yield _("Choose a PIN"), messages.ChoosePin()
        yield _("Settings: language and theme"), app_messages.ShowSettings()
        for name, label in THEMES.items():
            yield _("Theme") + f": {_(label)}", app_messages.ChangeTheme(name)
        yield _("Help: keys on this screen"), app_messages.ShowHelp()
        yield (_("Finish") if self.ctx.computer.takes_turns else _("Quit")), app_messages.Quit()

    async def discover(self) -> Hits:
        """List the commands, then the people, before anything is typed."""
        found = await self._found("")
        for label, command in self._commands(leads=found.has_reports):
            yield DiscoveryHit(Content(label), partial(self.ctx.open, command), text=label)
        for person in found.people:
            yield DiscoveryHit(
                Content(person.name), partial(self.ctx.open, messages.OpenPerson(person.id)), text=person.name
            )

    async def search(self, query: str) -> Hits:
        """List people first, then conversations and actions, then commands; say so if there is nothing."""
        found = await self._found(query)
        hits = [*self._records(found, query), *self._matching_commands(query, leads=found.has_reports)]
        for hit in hits or [Hit(1.0, plain(_("No matches.")), _do_nothing)]:  # Textual says this in English
            yield hit

    def _records(self, found: SearchResults, query: str) -> Iterator[Hit]:
        for person in found.people:
            open_it = partial(self.ctx.open, messages.OpenPerson(person.id))
            shown = self._shown(person.name, query)
            yield Hit(3.0, shown, open_it, text=person.name, help=_hit_help(people.title_and_unit(person)))
        for talk in found.conversations:
            role = Role.EMPLOYEE if talk.person_id == self.ctx.me.id else Role.LEADER
            name = labels.other_party(talk, role, self.ctx.today)
            title = f"{name}: {labels.conversation_title(talk)}"
            about = (
                f"{labels.conversation_time(talk, self.ctx.now)} · {_(labels.CONVERSATION_STATE_LABELS[talk.state])}"
            )
            open_it = partial(self.ctx.open, messages.ReadConversation(talk))
            yield Hit(2.5, self._shown(title, query), open_it, text=title, help=_hit_help(about))
        for action in found.actions:
            open_it = partial(self.ctx.open, messages.OpenAction(action))
            name = people.name_with_status(action.person_name, action.person_end, self.ctx.today)
            about = f"{name} · {dates.short_date(action.due, self.ctx.today)}"
            yield Hit(2.0, self._shown(action.text, query), open_it, text=action.text, help=_hit_help(about))

    def _matching_commands(self, query: str, *, leads: bool) -> Iterator[Hit]:
        matcher = self.matcher(query)
        for label, command in self._commands(leads=leads):
            if (score := matcher.match(label)) > 0:
                yield Hit(min(score, 1.0), self._shown(label, query), partial(self.ctx.open, command), text=label)

    def _shown(self, text: str, query: str) -> Content:
        """The text with the matching letters underlined; never parsed as markup."""
        content = plain(text)
        lowered = folded(text)
        for word in folded(query).split():
            at = lowered.find(word)
            if at >= 0:
                content = content.stylize("underline", at, at + len(word))
        return content
