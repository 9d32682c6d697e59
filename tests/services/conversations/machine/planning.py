"""Planning, moving and preparing the conversation of the machine."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.services.conversations.machine.model import BEHIND, REFUSED, SAVES, WHO, ConversationModel, S
from tests.services.sample_conversations import DAY, FORM, OTHER_FORM, plan_draft
from tui_app.domain.drafts.base import ReasonDraft, validate_draft
from tui_app.domain.forms.form import Form
from tui_app.domain.records.change import ChangeKind
from tui_app.services.conversations import planning, preparation


class PlanningRules(ConversationModel):
    """A conversation is planned, moved, cancelled, begun and prepared."""

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
