"""What is expected of one conversation, kept beside the services, and how the services are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from msgspec.structs import replace

from tests.conftest import NOW, viewer_of
from tests.services.sample_conversations import FORM, Cast, plan_draft
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.drafts.base import validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, DomainError, NotFound
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import ConversationState
from tui_app.domain.records.person import Viewer
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning
from tui_app.services.people import people
from tui_app.storage.database import bypassing_row_security, proxy, reading, writing
from tui_app.storage.tables import registry as tables

S = ConversationState
WRITABLE = (S.DRAFTING, S.RETURNED)
WHO = st.sampled_from([*["leader", "employee"] * 3, "stranger", "administrator"])
TEXT = st.sampled_from(["", "Ett", "To", "Đorđe\nog Łukasz"])
SECTION = st.sampled_from([section.key for section in FORM.sections])
BEHIND = st.sampled_from([0, 0, 0, 1])
"""How many versions behind the writer's terminal is."""
SAVES = st.lists(st.tuples(TEXT, BEHIND), min_size=1, max_size=4)
"""Texts saved one after the other, each from a terminal that may be behind."""
REFUSED = object()


@dataclass
class Side:
    """What one side has prepared: question -> text and version."""

    answers: dict[str, tuple[str, int]] = field(default_factory=dict)
    shared: bool = False


@dataclass
class Draft:
    """Unsigned minutes: section -> text and version."""

    id: int
    number: int
    state: ConversationState = S.DRAFTING
    texts: dict[str, tuple[str, int]] = field(default_factory=dict)
    submitted: tuple[dict[str, str], list[str], list[str]] | None = None


@dataclass
class Batch:
    """What one key press did, and how to undo it in the model."""

    name: str
    by: str
    undoes: Callable[[], object]
    subject: tuple[str, int]
    is_of_form: bool = False
    undone: bool = False


class ConversationModel(RuleBasedStateMachine):
    """The model beside the services."""

    everybody: Cast

    def __init__(self) -> None:
        super().__init__()
        with writing():  # what earlier examples erased must not decide with which versions this one begins
            proxy.execute_sql("delete from version_floor")
        self.now = NOW
        self.templates = {one.key: one.id for one in templates.published(self.everybody.leader, NOW)}
        draft = validate_draft(PersonDraft, {"name": "Ola Hansen", "leader_id": self.everybody.leader.id})
        employee = people.add(self.everybody.administrator, NOW, draft)
        self.cast = replace(self.everybody, employee=viewer_of(employee))
        self.plan()

    def plan(self) -> None:
        """A new, empty conversation."""
        self.state, self.shows, self.place, self.form = S.PLANNED, False, "", FORM
        self.changed = True
        self.sides = {"leader": Side(), "employee": Side()}
        self.draft: Draft | None = None
        self.signed: list[tuple[str, str]] = []
        self.statements = 0
        self.signed_ids: list[int] = []
        self.comments: dict[str, tuple[str, int]] = {}
        self.unsaid: dict[str, tuple[str, int]] = {}
        self.agreed: dict[int, str] = {}
        self.goals: dict[int, str] = {}
        self.batches: list[Batch] = []
        self.story: list[tuple[ChangeKind, str, datetime, object, object]] = []
        self.minutes_stories: dict[int, list[tuple[str, datetime, object, object]]] = {}
        self.standing: dict[tuple[str, int], list[str]] = {}
        receipt = planning.plan(self.cast.leader, self.now, self.cast.employee.id, plan_draft(self.cast))
        self.conversation_id = receipt.subject_id
        self.uid = conversation_view.get(self.cast.leader, self.now, self.conversation_id).uid
        self.wrote(ChangeKind.CREATED, "leader", "", S.PLANNED)
        self.did("leader", receipt.batch, self.gone, self.conversation, of_form=True)

    @property
    def conversation(self) -> tuple[str, int]:
        """The conversation as the subject of a change."""
        return "conversation", self.conversation_id

    def viewer(self, who: str) -> Viewer:
        """One of the four people."""
        viewer: Viewer = getattr(self.cast, who)
        return viewer

    def wrote(self, kind: ChangeKind, who: str, before: object, after: object) -> None:
        """Expect a row in the history of the conversation."""
        self.story.append((kind, self.viewer(who).name, self.now, before, after))
        if kind is not ChangeKind.UNDONE:
            self.standing.setdefault(self.conversation, []).append(f"{kind} {len(self.story)}")

    def did(
        self, who: str, batch: str, undoes: Callable[[], object], subject: tuple[str, int], *, of_form: bool = False
    ) -> None:
        """Remember something that can be undone."""
        self.standing.setdefault(subject, [])
        if subject == self.conversation:
            self.standing[subject][-1] = batch
        else:
            self.standing[subject].append(batch)
        self.batches.append(Batch(batch, who, undoes, subject, of_form))

    def gone(self) -> None:
        """The plan was undone: nobody finds it any more, and a new one is made."""
        for who in ("leader", "employee", "stranger", "administrator"):
            with pytest.raises(NotFound):
                conversation_view.get_view(self.viewer(who), self.now, self.conversation_id)
        self.plan()

    def outcome(self, who: str, call: Callable[[Viewer], Any], *refusals: tuple[bool, str]) -> Any:
        """Call a service as one of the four people.

        It succeeds unless one of the reasons applies; then it is refused for that reason.
        """
        self.now += timedelta(minutes=1)
        codes = {code for applies, code in refusals if applies}
        if who not in self.sides:
            codes = {"not_allowed"} | (codes & {"invalid"})
        try:
            result = call(self.viewer(who))
        except DomainError as refusal:
            if refusal.code not in codes:
                raise AssertionError(f"{refusal.code!r} instead of {codes or 'success'}") from refusal
            self.current = refusal.current if isinstance(refusal, ConflictError) else None
            return REFUSED
        assert not codes, f"succeeded instead of {codes}"
        self.changed = True
        return result

    def version(self) -> int:
        """The current version of the conversation."""
        return conversation_view.get(self.cast.leader, self.now, self.conversation_id).version

    def is_prepared(self) -> bool:
        """True if anybody has answered anything."""
        return any(side.answers for side in self.sides.values())

    def is_writable(self) -> bool:
        """True unless something agreed here is part of submitted or signed minutes."""
        return self.draft.state in WRITABLE if self.draft else self.state not in (S.SUBMITTED, S.SIGNED)

    def lacks(self, section: str) -> bool:
        """True if the form of the conversation lacks a section; "" is the minutes as a whole."""
        return bool(section) and all(one.key != section for one in self.form.sections)

    def step(self, who: str, state: ConversationState) -> None:
        """The conversation has taken a step."""
        self.wrote(ChangeKind.STEP, who, self.state, state)
        self.state = state

    def minutes_step(self, who: str, state: ConversationState) -> None:
        """The minutes have taken a step, and the conversation with the first ones."""
        assert self.draft is not None
        row = (self.viewer(who).name, self.now, self.draft.state, state)
        self.minutes_stories[self.draft.id].append(row)
        self.draft.state = state
        if self.draft.number == 1:
            self.step(who, state)

    def newest_minutes(self) -> int:
        """The id of the newest minutes."""
        with reading(), bypassing_row_security():
            table = tables.Minutes
            ids = table.select(table.id).where(table.conversation == self.conversation_id).order_by(table.number.desc())
            newest: int = ids.scalar()
        self.minutes_stories[newest] = []
        return newest

    def newest_batch(self, subject: ChangeSubject, subject_id: int) -> str:
        """The batch in which something was created."""
        with reading(), bypassing_row_security():
            table = tables.History
            query = table.select(table.batch).where(table.subject == subject, table.subject_id == subject_id)
            batch: str = query.order_by(table.id.desc()).scalar()
        return batch

    def check_saved(self, saved: Any, text: str, stands: str, version: int, *, conflict: bool) -> None:
        """Check the result of a save, or of its conflict."""
        if saved is not REFUSED:
            assert saved.value == text
            if version:
                assert saved.version == (version if conflict else version + 1)
            else:  # a new text goes on after the versions of those that were erased
                assert saved.version > 0
        elif self.current is not None:
            assert isinstance(self.current, Versioned)
            assert (self.current.value, self.current.version) == (stands, version)

    @staticmethod
    def written(texts: Any) -> dict[str, tuple[str, int]]:
        """Texts with their versions."""
        return {key: (one.value, one.version) for key, one in texts.items()}
