"""What the application can ask of any screen."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from textual.message import Message

    from tui_app.ui.computer import HandOver


@runtime_checkable
class Reloadable(Protocol):
    """A screen that can read its data again."""

    def reload(self) -> None:
        """Read the data again."""

    def is_about_any(self, people: frozenset[int]) -> bool:
        """True if the screen may show something of these people's pages."""


@runtime_checkable
class NamesPeople(Protocol):
    """Data of a screen that knows on whose pages all of it is."""

    @property
    def person_ids(self) -> Collection[int]:
        """The ids of these people."""


@runtime_checkable
class Resettable(Protocol):
    """A screen that must be empty for the next person."""

    def reset(self) -> None:
        """Clear what was typed."""


@runtime_checkable
class HoldsConversation(Protocol):
    """A screen that people talk at, without many keys."""

    @property
    def is_being_held(self) -> bool:
        """True while the conversation is under way."""


@runtime_checkable
class SavesText(Protocol):
    """A screen in which people write."""

    @property
    def is_unsaved(self) -> bool:
        """True if something is not saved."""

    async def flush(self) -> None:
        """Save now, and wait until it is saved."""

    async def put_aside(self) -> None:
        """Set aside, for its writer, what can never be saved where it was written.

        Raises:
            DomainError: it cannot be saved now.
        """


@runtime_checkable
class Reopenable(Protocol):
    """A screen that can be opened again at the same place."""

    def reopen_request(self) -> Message:
        """The request that opens it again; it holds only ids, no content."""


@runtime_checkable
class NamesKeys(Protocol):
    """A screen in which a key does one thing now and another later.

    Attributes:
        key_labels: action -> what its key does now, in place of its usual name.
    """

    key_labels: dict[str, str]


@runtime_checkable
class ExplainsKeys(Protocol):
    """A screen that knows why one of its keys can do nothing now."""

    def why_not(self, action: str) -> str:
        """The reason, in a few words; empty if there is none to tell."""


@runtime_checkable
class KeepsBothTexts(Protocol):
    """A dialog about two texts, of which both can be kept."""

    def keep_both_texts(self) -> None:
        """Close the dialog, and keep both texts."""


@runtime_checkable
class OffersHandOver(Protocol):
    """A screen that offers the keyboard to another person."""

    @property
    def offered_hand_over(self) -> HandOver | None:
        """The person who is offered the keyboard, or None."""


@runtime_checkable
class AboutPerson(Protocol):
    """A screen that knows, perhaps by its cursor, which person something new would be about."""

    @property
    def about_id(self) -> int:
        """The id of the person; 0 if there is none."""
