"""Who is signed in at this computer, and whether it has one user or several who take turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from tui_app.domain.accounts.records import Session
from tui_app.domain.errors import DomainError, naming_no_place
from tui_app.domain.records.person import Viewer

if TYPE_CHECKING:
    from textual.message import Message

    from tui_app.ui.setup import AppSetup


class LockedSession(Struct, frozen=True):
    """Where a person was when they locked: enough to open it again from the database, without any content.

    Attributes:
        reopen: the request that opens the same screen again; None for the first screen of the mode.
    """

    session: Session
    name: str
    mode: str
    reopen: Message | None = None


class HandOver(Struct, frozen=True):
    """The person who gets the keyboard, and the conversation they continue with."""

    person_id: int
    name: str
    conversation_id: int


class Rights(Struct, frozen=True):
    """What a person may do beyond their own page.

    Attributes:
        leads: None while an administrator's is not known.
        stands_in_for: the leaders whose teams they lead today.
    """

    is_administrator: bool
    leads: bool | None
    stands_in_for: frozenset[int]


class Computer:
    """The signed-in person, the locked sessions and the settings of this computer.

    Attributes:
        settings: this computer's settings, a frozen dataclass.
        session: as whom use cases are called; None while nobody is signed in.
        home: the mode shown first: a leader's team, or one's own page.
        owner_id: whose computer this is; 0 while nobody has said.
        has_password: whether the signed-in person has a password.
        is_locking: whether what was written is being saved behind the sign-in screen.
        locked: sessions that wait to be unlocked here, by person.
        hand_over: who gets the keyboard, while they are to sign in.
        is_invited: whether somebody has invited the signed-in person to practise, as far as was read.
        returned: whose minutes were returned to the person, as far as they were told; None before it is looked up.
        conversation_minutes: minutes without a key until it locks while a conversation is being held.
    """

    def __init__(self, setup: AppSetup, report: Callable[[DomainError], None]) -> None:
        """Connect the setup, and the function that shows why settings cannot be saved."""
        self._setup = setup
        self._report = report
        self.settings: Any = setup.settings
        self.session = setup.session
        self.home = setup.home
        self.owner_id = setup.owner_id
        self.has_password = False
        self.is_locking = False
        self.locked: dict[int, LockedSession] = {}
        self.hand_over: HandOver | None = None
        self.conversation_minutes = 0
        self.is_invited = False
        self.returned: Mapping[int, str] | None = None
        self._viewer = setup.viewer
        self._leads: bool | None = None
        """Whether the person leads anybody; None while an administrator's has not been looked up."""
        self._active_at = setup.monotonic()

    @property
    def viewer(self) -> Viewer | None:
        """The signed-in person; None at the first start and on the sign-in screen."""
        return None if self.is_locking else self._viewer

    @property
    def me(self) -> Viewer:
        """The signed-in person; raises `session_ended` for a screen that is about to close."""
        if self._viewer is None:
            raise DomainError("session_ended")
        return self._viewer

    def sign_in(self, viewer: Viewer | None, session: Session | None) -> None:
        """Call use cases as this person from now on; None signs out."""
        self._viewer, self.session = viewer, session
        self.returned = None
        self._leads = None
        self.is_invited = False

    def take_rights(self, viewer: Viewer, *, leads: bool) -> Rights:
        """Take over the signed-in person's rights as they are now, and return the earlier ones."""
        before = self.rights
        self._viewer = viewer
        self.home = "team" if leads or viewer.is_administrator else "me"
        self._leads = leads
        return before

    @property
    def rights(self) -> Rights:
        """What the signed-in person may do here."""
        is_administrator = self._viewer is not None and self._viewer.is_administrator
        stands_in_for = self._viewer.stands_in_for if self._viewer else frozenset()
        leads = self._leads if self._leads is not None or is_administrator else self.home == "team"
        return Rights(is_administrator, leads, stands_in_for)

    def own_session(self, viewer: Viewer) -> Session:
        """A session for somebody at their own computer."""
        return Session(viewer.id, terminal=self._setup.terminal)

    def claim(self) -> None:
        """Make this the signed-in person's own computer."""
        self.session = self.own_session(self.me)
        self.owner_id = self.me.id
        self.remember(several=False, codes_told=self._setup.now().isoformat())

    def remember(self, **changed: Any) -> None:
        """Save a setting, and whose computer this is, for the next start; show why if that fails."""
        self.settings = replace(self.settings, **changed)
        try:
            with naming_no_place(self._setup.is_kiosk):
                self._setup.remember(self.settings, self.owner_id)
        except DomainError as error:
            self._report(error)

    @property
    def administers(self) -> bool:
        """True if the signed-in person is an administrator and can be one here, which they cannot on a kiosk."""
        return self.viewer is not None and self.viewer.is_administrator and not self._setup.is_kiosk

    @property
    def takes_turns(self) -> bool:
        """True if the sign-in screen comes back when the person has finished."""
        return self.session is not None and bool(self.session.id)

    @property
    def decides_here(self) -> bool:
        """True if the person can change how this computer is used: its owner, a leader or an administrator."""
        if self.viewer is None or self._setup.is_kiosk or self._setup.is_demo:
            return False
        return self.viewer.is_administrator or self.home == "team" or not self.takes_turns

    def has_mode(self, mode: str) -> bool:
        """True if a mode is for the signed-in person.

        Team and figures are for leaders and administrators, practice for leaders and for those whom they invite.
        """
        if mode == "practice":
            leads = self.home == "team" and self.rights.leads is not False
            return self.viewer is not None and (leads or self.is_invited)
        if mode in ("team", "figures"):
            return self.viewer is not None and (self.viewer.is_administrator or self.home == "team")
        return mode != "admin" or self.administers

    @property
    def lock_seconds(self) -> int:
        """Seconds without a key until this computer locks itself."""
        return int(self.settings.lock_shared if self.is_shared else self.settings.lock_own)

    @property
    def is_shared(self) -> bool:
        """True if several people take turns at this computer."""
        return bool(self.settings.several or self.takes_turns)

    def mark_active(self) -> None:
        """Start the idle time again: somebody is there."""
        self._active_at = self._setup.monotonic()

    @property
    def idle_seconds(self) -> float:
        """Seconds since the last key."""
        return self._setup.monotonic() - self._active_at
