"""What can be opened in the application: its modes, and the screens on top of them, each loaded when it is opened."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding
from textual.screen import Screen

from tui_app.domain.records import Action
from tui_app.domain.refusals import Refusal
from tui_app.ui import keys
from tui_app.ui.language import _
from tui_app.ui.locking import DOOR, Locking
from tui_app.ui.screens.base import DataScreen

if TYPE_CHECKING:
    from textual.app import App

    from tui_app.domain.accounts import Which
    from tui_app.domain.records import Person
    from tui_app.ui.answering import Answering
    from tui_app.ui.doing import Doing
    from tui_app.ui.following_up import FollowingUp
    from tui_app.ui.managing import Managing
    from tui_app.ui.planning import Planning


def _team_screen() -> Screen[None]:
    from tui_app.ui.screens.team import TeamScreen

    return TeamScreen()


def _actions_screen() -> Screen[None]:
    from tui_app.ui.screens.actions import ActionsScreen

    return ActionsScreen()


def _talks_screen() -> Screen[None]:
    from tui_app.ui.screens.conversations import ConversationsScreen

    return ConversationsScreen()


def _my_screen() -> Screen[None]:
    from tui_app.ui.screens.person import PersonScreen

    return PersonScreen(None)


def _administration_screen() -> Screen[None]:
    from tui_app.ui.screens.administration import AdministrationScreen

    return AdministrationScreen()


def _figures_screen() -> Screen[None]:
    from tui_app.ui.screens.figures import FiguresScreen

    return FiguresScreen()


def _door_screen() -> Screen[None]:
    from tui_app.ui.screens.door import DoorScreen

    return DoorScreen()


class Opening(Locking):
    """The part of the application that knows its screens."""

    MODES: ClassVar[dict[str, Any]] = {
        "team": _team_screen,
        "actions": _actions_screen,
        "talks": _talks_screen,
        "me": _my_screen,
        "figures": _figures_screen,
        "admin": _administration_screen,
        DOOR: _door_screen,
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
        from tui_app.ui.screens.importing import ImportScreen

        self.push_screen(ImportScreen())

    def open_retention(self) -> None:
        """Show how long things are kept."""
        from tui_app.ui.screens.retention import RetentionScreen

        self.push_screen(RetentionScreen())

    def open_my_data(self) -> None:
        """Show what is kept about the signed-in person."""
        from tui_app.ui.screens.my_data import MyDataScreen

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
        from tui_app.ui.agreeing import new_action

        self._samtale.flow(new_action(self._samtale))

    def open_action(self, action: Action) -> None:
        """Show what stands behind an action."""
        from tui_app.ui.modals.details import DetailsScreen

        self.push_screen(DetailsScreen(action))

    def open_person(self, person_id: int, action_id: int = 0) -> None:
        """Show a person's page, with the cursor on one action if named."""
        from tui_app.ui.screens.person import PersonScreen

        self.push_screen(PersonScreen(person_id, action_id))

    def open_conversation(self, conversation_id: int) -> None:
        """Show the sheet of a conversation."""
        from tui_app.ui.screens.sheet import SheetScreen

        self.push_screen(SheetScreen(conversation_id))

    def open_rhythm(self, person_id: int = 0) -> None:
        """Show the team's rhythm, with the cursor on one person if named."""
        from tui_app.ui.screens.rhythm import RhythmScreen

        self.push_screen(RhythmScreen(person_id))

    def open_walk(self, person_id: int) -> None:
        """Walk through a person's open actions, or go on where it was interrupted."""
        from tui_app.ui.screens.walk import WalkScreen

        self.push_screen(WalkScreen(person_id))

    def open_team_walk(self) -> None:
        """Walk through the team's open actions in the order of need, or go on where it was interrupted."""
        self._samtale.flow(self.following.team())

    def open_timeline(self, person: Person) -> None:
        """Show what happened on a person's page."""
        from tui_app.ui.screens.timeline import TimelineScreen

        self.push_screen(TimelineScreen(person))

    async def show_news(self, *, asked: bool = False) -> None:
        """Show what others did since the last visit."""
        from tui_app.ui.modals.news import show_news

        await show_news(self._samtale, asked=asked)

    async def tell_unfinished(self) -> None:
        """Say which forms wait to be finished, if any, and show what could not be saved."""
        from tui_app.ui.unfinished import show_not_saved, tell_unfinished

        with suppress(Refusal):  # it can wait for the next time
            await tell_unfinished(self._samtale)
            await show_not_saved(self._samtale)

    def open_news(self) -> None:
        """Show what others did since the last visit, though nothing may be new."""
        self._samtale.flow(self.show_news(asked=True))

    @cached_property
    def doing(self) -> Doing:
        """What can be done from anywhere; loaded when something is, and then the same: it knows what was done here."""
        from tui_app.ui.doing import Doing

        return Doing(self._samtale)

    @property
    def answering(self) -> Answering:
        """The flows between the two; loaded when one is used."""
        from tui_app.ui.answering import Answering

        return Answering(self._samtale)

    @property
    def following(self) -> FollowingUp:
        """The flows around following up; loaded when one is used."""
        from tui_app.ui.following_up import FollowingUp

        return FollowingUp(self._samtale)

    def open_people(self, which: Which | None = None) -> None:
        """Show everybody with their accounts, or only some."""
        from tui_app.ui.screens.people import PeopleScreen

        self.push_screen(PeopleScreen(which))

    def open_stand_ins(self) -> None:
        """Show who stands in for whom."""
        from tui_app.ui.screens.stand_ins import StandInsScreen

        self.push_screen(StandInsScreen())

    def open_forms(self) -> None:
        """Show the organisation's forms."""
        from tui_app.ui.screens.templates import TemplatesScreen

        self.push_screen(TemplatesScreen())

    def open_log(self, *, whole: bool = False, conversation_id: int = 0) -> None:
        """Show who has done what: about the signed-in person, of one conversation if named, or the whole log."""
        from tui_app.ui.screens.log import LogScreen

        self.push_screen(LogScreen(whole=whole, conversation_id=conversation_id))

    @property
    def managing(self) -> Managing:
        """The flows around people and accounts; loaded when one is used."""
        from tui_app.ui.managing import Managing

        return Managing(self._samtale)

    @property
    def planning(self) -> Planning:
        """The flows around conversations; loaded when one is used."""
        from tui_app.ui.planning import Planning

        return Planning(self._samtale)
