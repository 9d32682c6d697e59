"""One conversation, with events by anybody in any order: what succeeds, what is refused and what is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.conftest import NOW, viewer_of
from tests.services import sample_conversations as conversations
from tests.services.sample_conversations import DAY, FORM, OTHER_FORM, Cast, plan_draft
from tui_app.domain.actions.changes import EditAction
from tui_app.domain.conversations.versioned import Versioned
from tui_app.domain.conversations.wished_questions import with_wished_questions
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.drafts.people import PersonDraft
from tui_app.domain.errors import ConflictError, DomainError, NotAllowed, NotFound
from tui_app.domain.forms.form import Form
from tui_app.domain.minutes.signed_minutes import canonical_json, sha256_hex
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.conversation import ConversationState, Role
from tui_app.domain.records.person import Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.administration import templates
from tui_app.services.conversations import conversation_view, planning, preparation
from tui_app.services.minutes import amendments, comments, drafting, export, signing, statements, submission
from tui_app.services.people import people
from tui_app.services.undo import undo
from tui_app.storage.addresses import PostgresAddress
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


class Conversations(RuleBasedStateMachine):
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

    @initialize(
        preparing=st.sets(st.sampled_from(["leader", "employee"])), agreeing=st.booleans(), steps=st.integers(0, 6)
    )
    def already_on_its_way(self, preparing: set[str], agreeing: bool, steps: int) -> None:
        """Start in a later state, so that every state is met early and often, with content."""
        for who in sorted(preparing):
            self.answer(who, "how", f"Svaret til {who}", 0)
        if agreeing:
            self.agree("leader")
        for _ in range(steps):
            self.the_right_one_goes_on()

    # Planning

    @rule(who=WHO, behind=BEHIND, days=st.integers(0, 2), form=st.sampled_from([FORM, FORM, OTHER_FORM]))
    def move(self, who: str, behind: int, days: int, form: Form) -> None:
        place, seen, stood = f"Rom {days}", self.version() - behind, (self.place, self.form)
        same, of_form = (place, form) == stood, form is not self.form
        draft = plan_draft(self.cast, on=DAY, place=place, template_id=self.templates[form.key])
        receipt = self.outcome(
            who,
            lambda me: planning.edit(me, self.now, self.conversation_id, seen, draft),
            (who == "employee", "not_allowed"),
            (self.state is not S.PLANNED, "not_planned_any_more"),
            (of_form and self.is_prepared(), "invalid"),
            (behind > 0 and not same, "changed_elsewhere"),
        )
        if receipt is not REFUSED and not same:
            self.stands_as(place, form)
            self.wrote(ChangeKind.EDITED, who, "", "")
            self.did(who, receipt.batch, lambda: self.stands_as(*stood), self.conversation, of_form=of_form)

    def stands_as(self, place: str, form: Form) -> None:
        """The plan is this one from now on."""
        self.place, self.form = place, form

    def is_prepared(self) -> bool:
        """True if anybody has answered anything."""
        return any(side.answers for side in self.sides.values())

    @rule(who=WHO, behind=BEHIND)
    def cancel(self, who: str, behind: int) -> None:
        seen = self.version() - behind
        draft = validate_draft(ReasonDraft, {"reason": "Syk"})
        receipt = self.outcome(
            who,
            lambda me: planning.cancel(me, self.now, self.conversation_id, seen, draft),
            (who == "employee", "not_allowed"),
            (self.state is not S.PLANNED, "not_planned_any_more"),
            (behind > 0, "changed_elsewhere"),
        )
        if receipt is not REFUSED:
            self.state = S.CANCELLED
            self.wrote(ChangeKind.STATUS, who, S.PLANNED, S.CANCELLED)
            self.did(who, receipt.batch, lambda: setattr(self, "state", S.PLANNED), self.conversation)

    @rule(who=WHO)
    def begin(self, who: str) -> None:
        result = self.outcome(
            who,
            lambda me: planning.start(me, self.now, self.conversation_id),
            (self.state is S.CANCELLED, "step_impossible"),
        )
        if result is not REFUSED and self.state is S.PLANNED:
            self.step(who, S.HELD)

    def step(self, who: str, state: ConversationState) -> None:
        """The conversation has taken a step."""
        self.wrote(ChangeKind.STEP, who, self.state, state)
        self.state = state

    # Preparing

    @rule(who=WHO, question=st.sampled_from(["how", "proud", "seen"]), saves=SAVES)
    def prepare(self, who: str, question: str, saves: list[tuple[str, int]]) -> None:
        for text, behind in saves:
            self.answer(who, question, text, behind)

    def answer(self, who: str, question: str, text: str, behind: int) -> None:
        """Save one answer."""
        stands, version = self.sides[who].answers.get(question, ("", 0)) if who in self.sides else ("", 0)
        seen = max(version - behind, 0)
        conflict = seen != version
        saved = self.outcome(
            who,
            lambda me: preparation.save_answer(me, self.now, self.conversation_id, question, text, seen),
            (question == {"leader": "proud", "employee": "seen"}.get(who), "not_found"),
            (self.state in (S.SIGNED, S.CANCELLED), "preparation_is_closed"),
            (conflict and stands != text, "changed_elsewhere"),
        )
        self.check_saved(saved, text, stands, version, conflict=conflict)
        if saved is not REFUSED:
            self.sides[who].answers[question] = (text, saved.version)

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

    @rule(who=WHO, shared=st.booleans())
    def share(self, who: str, shared: bool) -> None:
        result = self.outcome(
            who,
            lambda me: preparation.share(me, self.now, self.conversation_id, shared=shared),
            (not shared and self.state is not S.PLANNED, "already_held"),
        )
        if result is not REFUSED and self.sides[who].shared != shared:
            self.sides[who].shared = shared
            self.wrote(ChangeKind.STEP, who, *(("", "shared") if shared else ("shared", "")))

    # Writing

    @rule(who=WHO, section=SECTION, saves=SAVES)
    def write_on(self, who: str, section: str, saves: list[tuple[str, int]]) -> None:
        for text, behind in saves:
            self.write(who, section, text, behind)

    def write(self, who: str, section: str, text: str, behind: int) -> None:
        """Save one text."""
        begins = self.state is S.HELD
        draft = self.draft
        stands, version = draft.texts.get(section, ("", 0)) if draft else ("", 0)
        seen = max(version - behind, 0)
        conflict = seen != version
        saved = self.outcome(
            who,
            lambda me: drafting.save_section(me, self.now, self.conversation_id, section, text, seen),
            (self.lacks(section), "not_found"),
            (who == "leader", "not_allowed"),
            (draft is None and self.state in (S.PLANNED, S.CANCELLED), "step_impossible"),
            (draft is None and self.state is S.SIGNED, "minutes_are_closed"),
            (draft is not None and draft.state not in WRITABLE, "minutes_are_closed"),
            (conflict and stands != text, "changed_elsewhere"),
        )
        self.check_saved(saved, text, stands, version, conflict=conflict)
        if saved is not REFUSED:
            if begins:
                self.step(who, S.DRAFTING)
                self.draft = Draft(self.newest_minutes(), 1)
            assert self.draft is not None
            self.draft.texts[section] = (text, saved.version)

    def lacks(self, section: str) -> bool:
        """True if the form of the conversation lacks a section; "" is the minutes as a whole."""
        return bool(section) and all(one.key != section for one in self.form.sections)

    def newest_minutes(self) -> int:
        """The id of the newest minutes."""
        with reading(), bypassing_row_security():
            table = tables.Minutes
            ids = table.select(table.id).where(table.conversation == self.conversation_id).order_by(table.number.desc())
            newest: int = ids.scalar()
        self.minutes_stories[newest] = []
        return newest

    @rule(who=WHO, shown=st.booleans())
    def show_draft(self, who: str, shown: bool) -> None:
        result = self.outcome(
            who,
            lambda me: drafting.share_draft(me, self.now, self.conversation_id, shared=shown),
            (who == "leader", "not_allowed"),
        )
        if result is not REFUSED and shown != self.shows:
            self.shows = shown
            self.wrote(ChangeKind.STEP, who, "", "")

    @rule(who=WHO)
    def agree(self, who: str) -> None:
        text = f"Tiltak {len(self.agreed)}"
        new = self.agree_in(
            who, lambda me: conversations.agree_action(self.cast, self.now, self.conversation_id, me, text)
        )
        if new is not REFUSED:
            self.agreed[new] = text
            self.did(who, self.newest_batch(ChangeSubject.ACTION, new), lambda: self.agreed.pop(new), ("action", new))

    @rule(who=WHO)
    def agree_goal(self, who: str) -> None:
        text = f"Mål {len(self.goals)}"
        new = self.agree_in(
            who, lambda me: conversations.agree_goal(self.cast, self.now, self.conversation_id, me, text)
        )
        if new is not REFUSED:
            self.goals[new] = text
            self.did(who, self.newest_batch(ChangeSubject.GOAL, new), lambda: self.goals.pop(new), ("goal", new))

    def agree_in(self, who: str, call: Callable[[Viewer], int]) -> Any:
        """Agree something; refused once the minutes are closed."""
        is_open = self.draft.state in WRITABLE if self.draft else self.state in (S.PLANNED, S.HELD)
        return self.outcome(who, call, (not is_open, "minutes_are_closed"))

    def newest_batch(self, subject: ChangeSubject, subject_id: int) -> str:
        """The batch in which something was created."""
        with reading(), bypassing_row_security():
            table = tables.History
            query = table.select(table.batch).where(table.subject == subject, table.subject_id == subject_id)
            batch: str = query.order_by(table.id.desc()).scalar()
        return batch

    @precondition(lambda self: self.agreed)
    @rule(who=st.sampled_from(["leader", "employee"]))
    def reword_what_was_agreed(self, who: str) -> None:
        me = self.viewer(who)
        action = actions.get(me, self.now, min(self.agreed))
        text = f"{action.text}!"
        wanted = EditAction({"text": text})
        receipt = actions.change(me, self.now, [ActionVersion(action.id, action.version)], wanted)
        self.agreed[action.id] = text
        self.changed = True
        self.did(who, receipt.batch, lambda: self.agreed.update({action.id: action.text}), ("action", action.id))

    # Steps

    @rule(who=WHO)
    def submit(self, who: str) -> None:
        begins, draft = self.state is S.HELD, self.draft
        writable = draft.state in WRITABLE if draft else begins
        result = self.outcome(
            who,
            lambda me: submission.submit(me, self.now, self.conversation_id, "nb"),
            (who == "leader", "not_allowed"),
            (not writable, "step_impossible"),
        )
        if result is not REFUSED:
            if begins:
                self.step(who, S.DRAFTING)
            draft = self.draft = draft or Draft(self.newest_minutes(), 1)
            texts = {section.key: draft.texts.get(section.key, ("", 0))[0] for section in self.form.sections}
            draft.submitted = (texts, sorted(self.agreed.values()), sorted(self.goals.values()))
            self.minutes_step(who, S.SUBMITTED)

    def minutes_step(self, who: str, state: ConversationState) -> None:
        """The minutes have taken a step, and the conversation with the first ones."""
        assert self.draft is not None
        row = (self.viewer(who).name, self.now, self.draft.state, state)
        self.minutes_stories[self.draft.id].append(row)
        self.draft.state = state
        if self.draft.number == 1:
            self.step(who, state)

    @rule(who=WHO, section=st.one_of(SECTION, st.just("")), text=TEXT, behind=BEHIND)
    def comment(self, who: str, section: str, text: str, behind: int) -> None:
        waits = self.draft is not None and self.draft.state in (S.SUBMITTED, S.RETURNED)
        stands, version = self.comments.get(section, ("", 0))
        seen = max(version - behind, 0)
        saved = self.outcome(
            who,
            lambda me: comments.save_comment(me, self.now, self.conversation_id, section, text, seen),
            (self.lacks(section), "not_found"),
            (who == "employee", "not_allowed"),
            (not waits, "step_impossible"),
            (seen != version and stands != text, "changed_elsewhere"),
        )
        self.check_saved(saved, text, stands, version, conflict=seen != version)
        if saved is not REFUSED:
            self.comments[section] = (text, saved.version)

    @rule(who=WHO)
    def give_back(self, who: str) -> None:
        waits = self.draft is not None and self.draft.state is S.SUBMITTED
        commented = any(text for text, _ in self.comments.values())
        result = self.outcome(
            who,
            lambda me: signing.return_minutes(me, self.now, self.conversation_id),
            (waits and not commented, "invalid"),
            (who == "employee", "not_allowed"),
            (not waits, "step_impossible"),
        )
        if result is not REFUSED:
            self.comments = {}
            self.minutes_step(who, S.RETURNED)

    @rule(who=WHO)
    def sign(self, who: str) -> None:
        draft = self.draft
        waits = draft is not None and draft.state is S.SUBMITTED
        signed = self.outcome(
            who,
            lambda me: signing.sign(me, self.now, self.conversation_id),
            (who == "employee", "not_allowed"),
            (not waits, "step_impossible"),
        )
        if signed is not REFUSED:
            assert draft is not None
            self.minutes_step(who, S.SIGNED)
            self.signed_ids.append(draft.id)
            self.comments = {}
            for side in self.sides.values():  # the preparations are erased at signing
                side.answers, side.shared = {}, False
            document = signed.document
            texts = {section.key: section.text for section in document.sections}
            agreed = sorted(action.text for action in document.actions)
            assert (texts, agreed, sorted(goal.text for goal in document.goals)) == draft.submitted
            amends = self.signed[-1][1] if self.signed else ""
            assert (document.number, document.conversation, document.amends) == (draft.number, self.uid, amends)
            text = canonical_json(document)
            assert signed.sha256 == sha256_hex(text)
            self.signed.append((text, signed.sha256))
            self.draft = None

    @rule(who=WHO)
    def amend(self, who: str) -> None:
        possible = bool(self.signed) and self.draft is None
        result = self.outcome(
            who, lambda me: amendments.start(me, self.now, self.conversation_id), (not possible, "step_impossible")
        )
        if result is not REFUSED:
            if self.shows:  # that was about the draft before
                self.shows = False
                self.wrote(ChangeKind.STEP, who, "", "")
            self.draft = Draft(self.newest_minutes(), len(self.signed) + 1)
            self.minutes_stories[self.draft.id].append((self.viewer(who).name, self.now, "", S.DRAFTING))
            seen = conversation_view.get_view(self.cast.employee, self.now, self.conversation_id).draft
            assert seen is not None
            self.draft.texts = {section: (str(one.value), one.version) for section, one in seen.texts.items()}
            signed = (
                conversation_view.get_view(self.cast.employee, self.now, self.conversation_id)
                .signed[-1]
                .document.sections
            )
            assert all(self.draft.texts.get(one.key, ("", 0))[0] == one.text for one in signed)

    @rule(who=WHO)
    def give_up(self, who: str) -> None:
        draft = self.draft
        result = self.outcome(
            who,
            lambda me: amendments.discard(me, self.now, self.conversation_id),
            (who == "leader", "not_allowed"),
            (draft is None or draft.number == 1, "step_impossible"),
        )
        if result is not REFUSED:
            assert draft is not None
            self.minutes_stories[draft.id].append((self.viewer(who).name, self.now, draft.state, "given_up"))
            self.draft, self.comments = None, {}

    @rule(who=WHO, text=TEXT)
    def state_something(self, who: str, text: str) -> None:
        result = self.outcome(
            who,
            lambda me: statements.add(me, self.now, self.conversation_id, text),
            (not text, "invalid"),
            (not self.signed, "step_impossible"),
        )
        if result is not REFUSED:
            self.statements += 1
            self.unsaid.pop(who, None)
            self.minutes_stories[self.signed_ids[-1]].append((self.viewer(who).name, self.now, "", "statement"))

    @rule(who=WHO, text=TEXT)
    def write_a_statement(self, who: str, text: str) -> None:
        version = self.unsaid.get(who, ("", 0))[1]
        saved = self.outcome(
            who,
            lambda me: statements.save_draft(me, self.now, self.conversation_id, text, version),
            (not self.signed, "step_impossible"),
        )
        if saved is not REFUSED:
            self.unsaid[who] = (text, saved.version)

    @rule(meddling=st.booleans())
    def it_goes_on(self, meddling: bool) -> None:
        if meddling and self.agreed:
            self.reword_what_was_agreed("leader")
        self.the_right_one_goes_on()

    def the_right_one_goes_on(self) -> None:
        """The next step on the way, by the person whose turn it is."""
        state = self.draft.state if self.draft else self.state
        if state is S.PLANNED:
            self.begin("leader")
        elif state is S.HELD:
            self.write("employee", "work", "Ett", 0)
        elif state in WRITABLE:
            self.submit("employee")
        elif state is S.SUBMITTED:
            self.sign("leader")
        elif state is S.SIGNED:
            self.amend("employee")

    # Undoing

    @precondition(lambda self: self.batches)
    @rule(who=WHO, data=st.data())
    def undo_something(self, who: str, data: st.DataObject) -> None:
        batch = data.draw(st.sampled_from(self.batches))
        later = [one for one in self.standing[batch.subject] if one]
        prepared = batch.is_of_form and self.is_prepared()
        agreed_by_it = batch.subject[0] in ("action", "goal") and self.standing[batch.subject][:1] == [batch.name]
        stands_in_minutes = agreed_by_it and not self.is_writable()
        too_late = not batch.undone and (later[-1] != batch.name or prepared or stands_in_minutes)
        self.now += timedelta(minutes=1)
        codes = {"nothing_to_undo"} if batch.undone or who != batch.by else {"undo_too_late"} if too_late else set()
        if codes:
            with pytest.raises(DomainError) as refused:
                undo(self.viewer(who), self.now, batch.name)
            assert refused.value.code in codes
            return
        undo(self.viewer(who), self.now, batch.name)
        self.changed = batch.undone = True
        self.standing[batch.subject].remove(batch.name)
        if batch.subject == self.conversation and batch is not self.batches[0]:
            self.wrote(ChangeKind.UNDONE, who, "", "")
        batch.undoes()

    def is_writable(self) -> bool:
        """True unless something agreed here is part of submitted or signed minutes."""
        return self.draft.state in WRITABLE if self.draft else self.state not in (S.SUBMITTED, S.SIGNED)

    @rule(who=WHO)
    def undo_a_step(self, who: str) -> None:
        with reading(), bypassing_row_security():
            table = tables.History
            mine = (table.person == self.cast.employee.id) & (table.kind == ChangeKind.STEP)
            batches = [row[0] for row in table.select(table.batch).where(mine).tuples()]
        for batch in batches:
            with pytest.raises(DomainError, match="nothing_to_undo"):
                undo(self.viewer(who), self.now, batch)

    # Invariants

    @invariant()
    def everything_holds(self) -> None:
        """Checked after every success; what a refused call had changed would show at the next check, or at the end."""
        if self.changed:
            self.each_side_sees_what_is_theirs()
            self.outsiders_see_nothing()
            self.signed_bytes_never_change()
            self.every_change_stands_once_in_the_history()
            self.changed = False

    def teardown(self) -> None:
        """The last check."""
        self.changed = True
        self.everything_holds()
        for who in self.cast.outsiders:
            assert conversation_view.own_conversations(who, self.now) == ()
            assert export.export_all(who, self.now) == ()

    def each_side_sees_what_is_theirs(self) -> None:
        for who, other in (("leader", "employee"), ("employee", "leader")):
            seen = conversation_view.get_view(self.viewer(who), self.now, self.conversation_id)
            assert seen.role is Role(who)
            assert (seen.conversation.state, seen.conversation.uid) == (self.state, self.uid)
            assert (seen.conversation.place, seen.conversation.shows_draft) == (self.place, self.shows)
            assert seen.form == with_wished_questions(self.form)
            assert self.written(seen.my_preparation.answers) == self.sides[who].answers
            shared = self.sides[other].shared
            assert self.written(seen.their_preparation.answers) == (self.sides[other].answers if shared else {})
            assert (seen.their_preparation.shared_at is not None) == shared
            assert {one.id: one.text for one in seen.agreed_actions} == self.agreed
            assert {one.id: one.text for one in seen.agreed_goals} == self.goals
            self.check_draft(who, seen)
            assert [(canonical_json(one.document), one.sha256) for one in seen.signed] == self.signed
            assert all(one.intact for one in seen.signed)
            assert sum(len(one.statements) for one in seen.signed) == self.statements
            mine = self.comments if who == "leader" and self.draft else {}
            assert self.written(seen.my_comments) == mine
            unsaid = seen.my_statement
            assert ((unsaid.value, unsaid.version) if unsaid else None) == self.unsaid.get(who)

    def check_draft(self, who: str, seen: Any) -> None:
        """The employee sees the draft of the minutes; the leader does once it is shared or submitted."""
        visible = self.draft is not None and (who == "employee" or self.shows or self.draft.state is S.SUBMITTED)
        assert (seen.draft is not None) == visible
        assert seen.has_hidden_draft == (self.draft is not None and not visible)
        if visible and self.draft is not None:
            assert (seen.draft.id, seen.draft.number, seen.draft.state) == (
                self.draft.id,
                self.draft.number,
                self.draft.state,
            )
            assert self.written(seen.draft.texts) == self.draft.texts

    @staticmethod
    def written(texts: Any) -> dict[str, tuple[str, int]]:
        """Texts with their versions."""
        return {key: (one.value, one.version) for key, one in texts.items()}

    def outsiders_see_nothing(self) -> None:
        for who in self.cast.outsiders:
            for look in (conversation_view.get_view, conversation_view.get, export.export_conversation):
                with pytest.raises(NotAllowed):
                    look(who, self.now, self.conversation_id)

    def signed_bytes_never_change(self) -> None:
        with reading(), bypassing_row_security():
            table = tables.Minutes
            query = table.select(table.signed, table.sha256).where(
                table.conversation == self.conversation_id, table.state == S.SIGNED
            )
            assert list(query.order_by(table.number).tuples()) == self.signed

    def every_change_stands_once_in_the_history(self) -> None:
        assert [
            (one.kind, one.by_name, one.at, one.before.get("state", ""), one.after.get("state", ""))
            for one in conversations.history_of(ChangeSubject.CONVERSATION, self.conversation_id)
        ] == self.story
        for number, story in self.minutes_stories.items():
            assert [
                (one.by_name, one.at, one.before.get("state", ""), one.after.get("state", ""))
                for one in conversations.history_of(ChangeSubject.MINUTES, number)
            ] == story


@pytest.fixture
def connected(cast: Cast) -> Iterator[Cast]:
    """Everybody, with one connection for the whole test; the scopes of the services nest in it."""
    with reading():
        yield cast


@pytest.mark.brief
def test_a_conversation_in_any_order(connected: Cast, database: Any) -> None:
    examples, steps = (3, 25) if isinstance(database, PostgresAddress) else (5, 30)
    _try(connected, examples, steps)


@pytest.mark.slow
def test_a_conversation_in_any_order_for_long(connected: Cast, database: Any) -> None:
    examples, steps = (10, 40) if isinstance(database, PostgresAddress) else (28, 50)
    _try(connected, examples, steps)


def _try(connected: Cast, examples: int, steps: int) -> None:
    machine = type("Machine", (Conversations,), {"everybody": connected})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            report_multiple_bugs=False,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
