"""What the application may ask of a screen, whichever it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from textual.message import Message

    from tui_app.ui.computer import HandOver


@runtime_checkable
class Reloadable(Protocol):
    """A screen that can read again what it shows."""

    def reload(self) -> None:
        """Read again."""


@runtime_checkable
class Resettable(Protocol):
    """A screen on which nothing that one person has typed is left for the next."""

    def reset(self) -> None:
        """Empty it."""


@runtime_checkable
class SavesText(Protocol):
    """A screen in which people write: it can save what was written."""

    @property
    def is_unsaved(self) -> bool:
        """Whether something was written that is not saved."""

    async def flush(self) -> None:
        """Save now, and wait for it."""

    async def put_aside(self) -> None:
        """Keep for its writer what can never be saved where it was written.

        Raises:
            Refusal: it cannot be kept just now.
        """


@runtime_checkable
class Reopenable(Protocol):
    """A screen that can be opened again where it was."""

    def reopen_request(self) -> Message:
        """What opens it again; holds numbers only, nothing of what it shows."""


@runtime_checkable
class KeepsBothTexts(Protocol):
    """A question about two texts, which can be answered by keeping both."""

    def keep_both_texts(self) -> None:
        """Answer so."""


@runtime_checkable
class OffersHandOver(Protocol):
    """A screen on which the keyboard may be handed to somebody."""

    @property
    def offered_hand_over(self) -> HandOver | None:
        """To whom; None when there is nobody."""


@runtime_checkable
class AboutPerson(Protocol):
    """A screen that knows, perhaps by its cursor, which person something new would be about."""

    @property
    def about_id(self) -> int:
        """The id of the person; 0 if there is none."""
