"""One-time codes that are made for many people at once, and how they are handed out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from tui_app.domain.records.person import Person


class CodeScope(StrEnum):
    """For whom codes are made."""

    TEAM = "team"
    ALL = "all"


class WithoutPassword(Struct, frozen=True):
    """A person who has not chosen a password yet.

    Attributes:
        code_until: how long their unused one-time code lasts; None if they have none.
    """

    person: Person
    code_until: datetime | None = None


class IssuedCode(Struct, frozen=True):
    """A person, and their one-time code: it is nowhere else."""

    person: Person
    code: str


class IssuedCodes(Struct, frozen=True):
    """Codes that were made together, by the names of the people, and when they expire."""

    until: datetime
    codes: tuple[IssuedCode, ...] = ()


class CodeSlip(Struct, frozen=True):
    """The words about one person's code.

    Attributes:
        about: what tells them from somebody with the same name; may be empty.
    """

    name: str
    about: str
    code: str


class CodeHandout(Struct, frozen=True):
    """Codes on paper: a page for each person to be handed out, or a list.

    Attributes:
        one_each: a page for each person.
        until: how long the codes last, as a sentence.
        steps: how to start and sign in, one after the other.
        keep: what to do with it.
        headings: the headings of the list: who, and the code.
        language: the code of the language that it is in.
    """

    title: str
    slips: Sequence[CodeSlip]
    until: str
    steps: Sequence[str]
    keep: str
    headings: tuple[str, str]
    made_at: datetime
    language: str = ""
    one_each: bool = False
