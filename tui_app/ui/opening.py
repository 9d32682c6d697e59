"""What can be opened in the application: its modes, and the screens on top of them, each loaded when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.screen import Screen

from tui_app.domain.records import Action
from tui_app.ui.locking import DOOR, Locking

if TYPE_CHECKING:
    from tui_app.ui.following_up import FollowingUp
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
        DOOR: _door_screen,
    }

    def open_import(self) -> None:
        """Read a staff list."""
        from tui_app.ui.screens.importing import ImportScreen

        self.push_screen(ImportScreen())

    def open_retention(self) -> None:
        """Show how long things are kept."""
        from tui_app.ui.screens.retention import RetentionScreen

        self.push_screen(RetentionScreen())

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

    @property
    def following(self) -> FollowingUp:
        """The flows around following up; loaded when one is used."""
        from tui_app.ui.following_up import FollowingUp

        return FollowingUp(self._samtale)

    @property
    def planning(self) -> Planning:
        """The flows around conversations; loaded when one is used."""
        from tui_app.ui.planning import Planning

        return Planning(self._samtale)
