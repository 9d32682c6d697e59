"""Writing the minutes of the machine's conversation, and agreeing on actions and goals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.services import sample_conversations as conversations
from tests.services.conversations.machine.model import REFUSED, SAVES, SECTION, WHO, WRITABLE, Draft, S
from tests.services.conversations.machine.planning import PlanningRules
from tui_app.domain.actions.changes import EditAction
from tui_app.domain.records.change import ChangeKind, ChangeSubject
from tui_app.domain.records.person import Viewer
from tui_app.services.actions import actions
from tui_app.services.actions.actions import ActionVersion
from tui_app.services.minutes import drafting


class WritingRules(PlanningRules):
    """Minutes are written, and actions and goals agreed on."""

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
