"""What is still open for somebody who leaves."""

from __future__ import annotations

from msgspec import Struct


class OpenItems(Struct, frozen=True):
    """Numbers alone: whoever sets a last day may not read what the items are about.

    Attributes:
        name: whose they are.
        reports: names of the people they lead.
        promised: open actions on other people's pages that they are responsible for.
        own: open actions on their own page.
        planned: planned conversations, as employee or as leader.
        unsigned: held conversations whose minutes are not signed, as employee or as leader.
        stand_ins: stand-ins of today or later, for them or by them.
    """

    name: str
    reports: tuple[str, ...] = ()
    promised: int = 0
    own: int = 0
    planned: int = 0
    unsigned: int = 0
    stand_ins: int = 0

    @property
    def is_empty(self) -> bool:
        """True if nothing is open."""
        return self == OpenItems(self.name)
