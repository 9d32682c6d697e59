"""What can be opened in the application: its modes, and the screens on top of them, each loaded when it is opened."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding
from textual.screen import Screen

from tui_app.domain.errors import DomainError
from tui_app.domain.records.action import Action
from tui_app.text.i18n import _
from tui_app.ui import keys
from tui_app.ui.shell.lock import SIGN_IN_MODE, LockController
from tui_app.ui.widgets.data_screen import DataScreen

if TYPE_CHECKING:
    from textual.app import App

    from tui_app.domain.accounts.records import PeopleFilter
    from tui_app.domain.records.person import Person
    from tui_app.ui.actions.acknowledgement_flows import AcknowledgementFlows
    from tui_app.ui.actions.flows import ActionFlows
    from tui_app.ui.conversations.flows import ConversationFlows
    from tui_app.ui.follow_up.flows import FollowUpFlows
    from tui_app.ui.people.flows import AccountFlows


def _team_screen() -> Screen[None]:
    from tui_app.ui.team.team_screen import TeamScreen

    return TeamScreen()


def _actions_screen() -> Screen[None]:
    from tui_app.ui.actions.actions_screen import ActionsScreen

    return ActionsScreen()


def _conversations_screen() -> Screen[None]:
    from tui_app.ui.conversations.conversations_screen import ConversationsScreen

    return ConversationsScreen()


def _own_page_screen() -> Screen[None]:
    from tui_app.ui.people.person_screen import PersonScreen

    return PersonScreen(None)


def _administration_screen() -> Screen[None]:
    from tui_app.ui.administration.administration_screen import AdministrationScreen

    return AdministrationScreen()


def _figures_screen() -> Screen[None]:
    from tui_app.ui.figures.figures_screen import FiguresScreen

    return FiguresScreen()


def _sign_in_screen() -> Screen[None]:
    from tui_app.ui.sign_in.sign_in_screen import SignInScreen

    return SignInScreen()


class Navigation(LockController):
    """The part of the application that knows its screens."""

    MODES: ClassVar[dict[str, Any]] = {
        "team": _team_screen,
        "actions": _actions_screen,
        "talks": _conversations_screen,
        "me": _own_page_screen,
        "figures": _figures_screen,
        "admin": _administration_screen,
        SIGN_IN_MODE: _sign_in_screen,
    }

    @property
    def administers(self) -> bool:
        """Whether whoever is signed in administers, and may do so here: not on a terminal that many use."""
        viewer = self._samtale.viewer
        return viewer is not None and viewer.is_administrator and not self.parts.is_kiosk

    def has_mode(self, mode: str) -> bool:
        """Whether whoever is signed in has something there: figures are for who leads or administers."""
        viewer = self._samtale.viewer
        if mode == "figures":
            return viewer is not None and (viewer.is_administrator or self.parts.home == "team")
        return mode != "admin" or self.administers

    def open_import(self) -> None:
        """Read a staff list."""
        from tui_app.ui.people.staff_import_screen import StaffImportScreen

        self.push_screen(StaffImportScreen())

    def open_retention(self) -> None:
        """Show how long things are kept."""
        from tui_app.ui.administration.retention_screen import RetentionScreen

        self.push_screen(RetentionScreen())

    def open_my_data(self) -> None:
        """Show what is kept about the signed-in person."""
        from tui_app.ui.my_data.my_data_screen import MyDataScreen

        self.push_screen(MyDataScreen())

    def agrees_here(self) -> bool:
        """Whether the key for a new action is the application's: where people work, and it is for nothing else."""
        screen = self._samtale.screen
        if self._samtale.viewer is None or not isinstance(screen, DataScreen):
            return False
        taken = any(isinstance(one, Binding) and one.key == keys.NEW_ACTION.key for one in type(screen).BINDINGS)
        return not (taken or hasattr(screen, "action_new_action"))

    def action_command_palette(self) -> None:
        """Search for what one wants to do, in the language in use."""
        from textual.command import CommandPalette

        if not CommandPalette.is_open(cast("App[object]", self)):
            self.push_screen(CommandPalette(placeholder=_("What do you want to do?"), id="--command-palette"))

    def action_new_action(self) -> None:
        """Agree an action from where one is."""
        from tui_app.ui.actions.new_action import new_action

        self._samtale.flow(new_action(self._samtale))

    def open_action(self, action: Action) -> None:
        """Show what stands behind an action."""
        from tui_app.ui.actions.action_details import ActionDetailsDialog

        self.push_screen(ActionDetailsDialog(action))

    def open_person(self, person_id: int, action_id: int = 0) -> None:
        """Show a person's page, with the cursor on one action if named."""
        from tui_app.ui.people.person_screen import PersonScreen

        self.push_screen(PersonScreen(person_id, action_id))

    def open_conversation(self, conversation_id: int) -> None:
        """Show the sheet of a conversation."""
        from tui_app.ui.conversations.view.screen import ConversationScreen

        self.push_screen(ConversationScreen(conversation_id))

    def open_rhythm(self, person_id: int = 0) -> None:
        """Show the team's rhythm, with the cursor on one person if named."""
        from tui_app.ui.follow_up.schedule_screen import FollowUpScheduleScreen

        self.push_screen(FollowUpScheduleScreen(person_id))

    def open_walk(self, person_id: int) -> None:
        """Walk through a person's open actions, or go on where it was interrupted."""
        from tui_app.ui.follow_up.session_screen import FollowUpSessionScreen

        self.push_screen(FollowUpSessionScreen(person_id))

    def open_team_walk(self) -> None:
        """Walk through the team's open actions in the order of need, or go on where it was interrupted."""
        self._samtale.flow(self.following.team())

    def open_timeline(self, person: Person) -> None:
        """Show what happened on a person's page."""
        from tui_app.ui.people.timeline_screen import TimelineScreen

        self.push_screen(TimelineScreen(person))

    async def show_news(self, *, asked: bool = False) -> None:
        """Show what others did since the last visit."""
        from tui_app.ui.shell.news_flows import show_news

        await show_news(self._samtale, asked=asked)

    async def tell_unfinished(self) -> None:
        """Say which forms wait to be finished, if any, and show what could not be saved."""
        from tui_app.ui.editing.form_draft import notify_open_drafts
        from tui_app.ui.editing.unsaved import show_unsaved_texts

        with suppress(DomainError):  # it can wait for the next time
            await notify_open_drafts(self._samtale)
            await show_unsaved_texts(self._samtale)

    def open_news(self) -> None:
        """Show what others did since the last visit, though nothing may be new."""
        self._samtale.flow(self.show_news(asked=True))

    @cached_property
    def doing(self) -> ActionFlows:
        """What can be done from anywhere; loaded when something is, and then the same: it knows what was done here."""
        from tui_app.ui.actions.flows import ActionFlows

        return ActionFlows(self._samtale)

    @property
    def answering(self) -> AcknowledgementFlows:
        """The flows between the two; loaded when one is used."""
        from tui_app.ui.actions.acknowledgement_flows import AcknowledgementFlows

        return AcknowledgementFlows(self._samtale)

    @property
    def following(self) -> FollowUpFlows:
        """The flows around following up; loaded when one is used."""
        from tui_app.ui.follow_up.flows import FollowUpFlows

        return FollowUpFlows(self._samtale)

    def open_people(self, which: PeopleFilter | None = None) -> None:
        """Show everybody with their accounts, or only some."""
        from tui_app.ui.people.people_screen import PeopleScreen

        self.push_screen(PeopleScreen(which))

    def open_stand_ins(self) -> None:
        """Show who stands in for whom."""
        from tui_app.ui.administration.stand_ins_screen import StandInsScreen

        self.push_screen(StandInsScreen())

    def open_forms(self) -> None:
        """Show the organisation's forms."""
        from tui_app.ui.forms.forms_screen import FormsScreen

        self.push_screen(FormsScreen())

    def open_log(self, *, whole: bool = False, conversation_id: int = 0) -> None:
        """Show who has done what: about the signed-in person, of one conversation if named, or the whole log."""
        from tui_app.ui.administration.audit_log_screen import AuditLogScreen

        self.push_screen(AuditLogScreen(whole=whole, conversation_id=conversation_id))

    @property
    def managing(self) -> AccountFlows:
        """The flows around people and accounts; loaded when one is used."""
        from tui_app.ui.people.flows import AccountFlows

        return AccountFlows(self._samtale)

    @property
    def planning(self) -> ConversationFlows:
        """The flows around conversations; loaded when one is used."""
        from tui_app.ui.conversations.flows import ConversationFlows

        return ConversationFlows(self._samtale)
