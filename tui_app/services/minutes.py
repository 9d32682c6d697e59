"""Minutes: the employee writes and submits, the leader returns or signs; statements and amendments afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from tui_app.domain.audit import AuditKind
from tui_app.domain.conversations import WRITABLE, Gap, MinutesDraft, Seen, Step, Written, after, gaps, seen_in
from tui_app.domain.forms import in_language
from tui_app.domain.minutes import (
    AgreedAction,
    AgreedGoal,
    MinutesDocument,
    MinutesSection,
    SignedMinutes,
    canonical,
    digest,
    read,
)
from tui_app.domain.records import (
    Action,
    ActionStatus,
    ChangeKind,
    Conversation,
    ConversationState,
    Goal,
    GoalStatus,
    RemarkKind,
    Role,
    Subject,
    Viewer,
)
from tui_app.domain.refusals import ChangedElsewhere, Invalid, NotAllowed, Refusal
from tui_app.domain.texts import folded
from tui_app.services import retention
from tui_app.services.marks import mark
from tui_app.services.reach import own_conversation
from tui_app.services.seen import note
from tui_app.services.sheet import check_sections, fitting, form_of
from tui_app.storage import actions, conversations, history, minutes, pages, remarks
from tui_app.storage.database import reading, writing


def write(viewer: Viewer, now: datetime, conversation_id: int, section: str, text: str, seen_version: int) -> Written:
    """Save what the employee writes in one section; the first text of all begins the minutes.

    Args:
        seen_version: of the text that this one is based on; 0 when there was none.

    Raises:
        NotFound, NotAllowed: no such conversation or section, or not the employee.
        Invalid: too long.
        Refusal: `step_impossible` before it was held, `minutes_are_closed` once submitted.
        ChangedElsewhere: it was saved from another terminal since; `current` is what stands there (a `Written`).
    """
    cleaned = fitting(text)
    with writing(viewer):
        conversations.hold(conversation_id)
        conversation, role = own_conversation(viewer, conversation_id)
        check_sections(conversation, [section])
        draft = _begun(viewer, now, conversation, role)
        if draft.state not in WRITABLE:
            raise Refusal("minutes_are_closed")
        version = minutes.save(draft.id, section, cleaned, seen_version, now)
        if version is None:
            current = draft.texts.get(section)
            if current is not None and current.value == cleaned:
                return current
            raise ChangedElsewhere(current, viewer.name)
        conversations.put_bookmark(viewer.id, conversation_id, section)
    return Written(cleaned, version, now)


def _begun(viewer: Viewer, now: datetime, conversation: Conversation, role: Role) -> MinutesDraft:
    """The minutes being written; begun here if this is the first text."""
    if role is not Role.EMPLOYEE:
        raise NotAllowed()
    _begin(viewer, now, conversation, role)
    draft = minutes.draft(conversation.id)
    if draft is None:
        closed = conversation.state is ConversationState.SIGNED
        raise Refusal("minutes_are_closed") if closed else Refusal("step_impossible", state=conversation.state)
    return draft


def _begin(viewer: Viewer, now: datetime, conversation: Conversation, role: Role) -> None:
    """Begin the minutes of a conversation that was held, if there are none yet and this is the employee."""
    if role is Role.EMPLOYEE and conversation.state is ConversationState.HELD:
        _step(viewer, now, conversation, Step.WRITE, role)
        minutes.add(conversation.id, 1, {}, now)


def _step(viewer: Viewer, now: datetime, conversation: Conversation, step: Step, role: Role) -> None:
    """Take a step with the conversation itself and write it down."""
    _change(viewer, now, conversation, {"state": after(conversation.state, step, role)})


def _change(viewer: Viewer, now: datetime, conversation: Conversation, values: Mapping[str, object]) -> None:
    done = mark(viewer, now)
    if not history.change(Subject.CONVERSATION, conversation, ChangeKind.STEP, values, conversation.version, done):
        raise ChangedElsewhere(conversation, history.last_changed_by(Subject.CONVERSATION, conversation.id))


def show_draft(viewer: Viewer, now: datetime, conversation_id: int, *, shown: bool) -> None:
    """Let the leader see the minutes while they are written, or not.

    Raises:
        NotFound, NotAllowed: not there, or not the employee.
    """
    with writing(viewer):
        conversations.hold(conversation_id)
        conversation, role = own_conversation(viewer, conversation_id)
        if role is not Role.EMPLOYEE:
            raise NotAllowed()
        if conversation.shows_draft is not shown:
            _change(viewer, now, conversation, {"shows_draft": shown})


def lacking(viewer: Viewer, now: datetime, conversation_id: int) -> tuple[tuple[Gap, str], ...]:
    """What the minutes lack before they are submitted: pointed out, not forbidden.

    Raises:
        NotFound, NotAllowed: not there, or not the employee.
        Refusal: `step_impossible`, before it was held and when nothing is being written any more.
    """
    with reading(viewer):
        conversation, role = own_conversation(viewer, conversation_id)
        if role is not Role.EMPLOYEE:
            raise NotAllowed()
        draft = minutes.draft(conversation_id)
        if draft is None and conversation.state is not ConversationState.HELD:
            raise Refusal("step_impossible", state=conversation.state)
        texts = (str(one.value or "") for one in draft.texts.values()) if draft else ()
        return gaps(texts, _goals(conversation), _actions(conversation))


def _goals(conversation: Conversation) -> tuple[Goal, ...]:
    """The goals agreed in it; one that was dropped again is none."""
    return tuple(one for one in pages.agreed_goals(conversation.id) if one.status is not GoalStatus.DROPPED)


def _actions(conversation: Conversation) -> tuple[Action, ...]:
    """The actions agreed in it; one that was dropped again is none."""
    return tuple(one for one in actions.agreed(conversation.id) if one.status is not ActionStatus.DROPPED)


def submit(viewer: Viewer, now: datetime, conversation_id: int, language: str, seen: Seen | None = None) -> None:
    """The employee signs: the text as it stands now goes to the leader, with the goals and actions agreed.

    Where nothing is written the minutes begin here, without a text.

    Args:
        language: for the form's own words in the document.
        seen: what the employee has read; None for what stands now.

    Raises:
        NotFound, NotAllowed: not there, or not the employee.
        Refusal: `step_impossible`, before it was held and when nothing is being written any more.
        ChangedElsewhere: another terminal took a step since, or something stands otherwise than it was seen.
    """
    with writing(viewer):
        conversations.hold(conversation_id)
        _begin(viewer, now, *own_conversation(viewer, conversation_id))
        conversation, draft = _own_draft(viewer, conversation_id, Role.EMPLOYEE)
        after(draft.state, Step.SUBMIT, Role.EMPLOYEE)
        if seen is not None:
            _check_seen(viewer, conversation, draft, seen)
        document = _document(conversation, draft, language, now)
        values = {"submitted_at": now, "signed": canonical(document)}
        _minutes_step(viewer, now, conversation, draft, Step.SUBMIT, values)


def _check_seen(viewer: Viewer, conversation: Conversation, draft: MinutesDraft, seen: Seen) -> None:
    there = seen_in(draft.texts, pages.agreed_goals(conversation.id), actions.agreed(conversation.id))
    if there.texts != seen.texts:
        raise ChangedElsewhere(draft, viewer.name)
    for subject, now_there, as_seen in (
        (Subject.GOAL, there.goals, seen.goals),
        (Subject.ACTION, there.actions, seen.actions),
    ):
        changed = {one for one, _ in now_there.items() ^ as_seen.items()}
        if changed:
            raise ChangedElsewhere(draft, history.last_changed_by(subject, max(changed)))


def _document(conversation: Conversation, draft: MinutesDraft, language: str, now: datetime) -> MinutesDocument:
    form = form_of(conversation)
    before = minutes.signed(conversation.id)
    written = {key: str(one.value or "") for key, one in draft.texts.items()}
    return MinutesDocument(
        conversation=conversation.uid,
        number=draft.number,
        employee=conversation.person_name,
        leader=conversation.leader_name,
        title=in_language(form.title, language),
        language=language,
        held_on=conversation.on,
        place=conversation.place,
        sections=tuple(
            MinutesSection(section.key, in_language(section.title, language), written.get(section.key, ""))
            for section in form.sections
        ),
        goals=tuple(AgreedGoal(one.text, one.kind, one.target) for one in _goals(conversation)),
        actions=tuple(
            AgreedAction(one.text, one.responsible_name, one.due, one.goal_text) for one in _actions(conversation)
        ),
        submitted_at=now,
        signed_at=now,
        amends=before[-1].sha256 if before else "",
    )


def give_back(viewer: Viewer, now: datetime, conversation_id: int) -> None:
    """The leader returns the minutes with the comments written since they were submitted (`remarks.comment`).

    Raises:
        NotFound, NotAllowed: not there, or not the leader.
        Invalid: there is no comment.
        Refusal: `step_impossible`, when they are not submitted.
        ChangedElsewhere: another terminal took a step since.
    """
    with writing(viewer):
        conversations.hold(conversation_id)
        conversation, draft = _own_draft(viewer, conversation_id, Role.LEADER)
        after(draft.state, Step.RETURN, Role.LEADER)
        written = remarks.of(conversation_id, viewer.id, RemarkKind.COMMENT)
        sections = ("", *(section.key for section in form_of(conversation).sections))
        comments = {key: text for key in sections if key in written and (text := str(written[key].value).strip())}
        if not comments:
            raise Invalid({"text": "missing"})
        for section, text in comments.items():
            minutes.comment(draft.id, section, viewer.id, text, now)
        remarks.drop(conversation_id, viewer.id, RemarkKind.COMMENT)
        _minutes_step(viewer, now, conversation, draft, Step.RETURN, {})


def sign(viewer: Viewer, now: datetime, conversation_id: int, seen_version: int = 0) -> SignedMinutes:
    """The leader signs exactly what the employee submitted; from now on it never changes.

    Comments that were not returned with it are gone, and both preparations with them, unless the organisation keeps
    those longer.

    Args:
        seen_version: of the minutes that the leader has read; 0 for those that stand now.

    Raises:
        NotFound, NotAllowed: not there, or not the leader.
        Refusal: `step_impossible`, when they are not submitted; `minutes_broken`, when the stored text is none.
        ChangedElsewhere: another terminal took a step since.
    """
    with writing(viewer):
        conversations.hold(conversation_id)
        conversation, draft = _own_draft(viewer, conversation_id, Role.LEADER)
        after(draft.state, Step.SIGN, Role.LEADER)
        if seen_version not in (0, draft.version):
            raise ChangedElsewhere(draft, conversation.person_name)
        try:
            submitted = read(minutes.submitted(draft.id))
        except ValueError:
            raise Refusal("minutes_broken") from None
        text = canonical(replace(submitted, signed_at=now))
        values = {"signed": text, "sha256": digest(text)}
        _minutes_step(viewer, now, conversation, draft, Step.SIGN, values)
        remarks.drop(conversation_id, viewer.id, RemarkKind.COMMENT)
        note(viewer, now, AuditKind.SIGNED, conversation, number=draft.number, sha256=digest(text))
        erased = retention.at_signing(viewer, now, conversation)
        signed = minutes.signed(conversation_id)[-1]
    if erased:
        retention.finish_signing()
    return signed


def _minutes_step(
    viewer: Viewer,
    now: datetime,
    conversation: Conversation,
    draft: MinutesDraft,
    step: Step,
    values: Mapping[str, object],
) -> None:
    """Take a step with the minutes; the conversation follows the first ones, an amendment leaves it signed."""
    role = Role.EMPLOYEE if viewer.id == conversation.person_id else Role.LEADER
    state = after(draft.state, step, role)
    if not minutes.step(draft, {**values, "state": state}):
        raise ChangedElsewhere(draft, history.last_changed_by(Subject.MINUTES, draft.id))
    history.step(Subject.MINUTES, draft.id, conversation.person_id, draft.state, state, mark(viewer, now))
    if draft.number == 1:
        _step(viewer, now, conversation, step, role)


def _own_draft(viewer: Viewer, conversation_id: int, wanted: Role) -> tuple[Conversation, MinutesDraft]:
    conversation, role = own_conversation(viewer, conversation_id)
    if role is not wanted:
        raise NotAllowed()
    draft = minutes.draft(conversation_id)
    if draft is None:
        raise Refusal("step_impossible", state=conversation.state)
    return conversation, draft


def amend(viewer: Viewer, now: datetime, conversation_id: int) -> None:
    """Begin an amendment of signed minutes, from the text as it was written; the employee writes it, both sign again.

    That the leader might read along in the draft before does not hold for this one.

    Raises:
        NotFound, NotAllowed: not there, or between others.
        Refusal: `step_impossible`, when nothing is signed or an amendment is under way.
    """
    with writing(viewer):
        conversations.hold(conversation_id)
        conversation, _ = own_conversation(viewer, conversation_id)
        versions = minutes.signed_ids(conversation_id)
        if not versions or minutes.draft(conversation_id) is not None:
            raise Refusal("step_impossible", state=conversation.state)
        if conversation.shows_draft:
            _change(viewer, now, conversation, {"shows_draft": False})
        # what was written, not what was signed: they differ only where the signed text is damaged
        texts = {section: str(one.value or "") for section, one in minutes.texts(versions[-1]).items()}
        new = minutes.add(conversation_id, len(versions) + 1, texts, now)
        history.step(Subject.MINUTES, new, conversation.person_id, "", ConversationState.DRAFTING, mark(viewer, now))


def give_up(viewer: Viewer, now: datetime, conversation_id: int) -> None:
    """The employee gives up an amendment that is not signed: its text is gone, the signed minutes stay as they are.

    Raises:
        NotFound, NotAllowed: not there, or not the employee.
        Refusal: `step_impossible`, when no amendment is under way.
        ChangedElsewhere: another terminal took a step since.
    """
    with writing(viewer):
        conversations.hold(conversation_id)
        conversation, draft = _own_draft(viewer, conversation_id, Role.EMPLOYEE)
        if draft.number == 1:
            raise Refusal("step_impossible", state=draft.state)
        if not minutes.remove(draft):
            raise ChangedElsewhere(draft, history.last_changed_by(Subject.MINUTES, draft.id))
        remarks.drop(conversation_id, conversation.leader_id, RemarkKind.COMMENT)
        done = mark(viewer, now)
        history.step(Subject.MINUTES, draft.id, conversation.person_id, draft.state, "given_up", done)


def state(viewer: Viewer, now: datetime, conversation_id: int, text: str) -> None:
    """Add a statement of one's own beside the newest signed minutes; it never changes the text.

    What was written of it beforehand (`remarks.statement`) has become this one.

    Raises:
        NotFound, NotAllowed: not there, or between others.
        Invalid: nothing written, or too much.
        Refusal: `step_impossible`, when nothing is signed.
    """
    cleaned = fitting(text, required=True)
    with writing(viewer):
        conversation, _ = own_conversation(viewer, conversation_id)
        signed = minutes.signed_ids(conversation_id)
        if not signed:
            raise Refusal("step_impossible", state=conversation.state)
        minutes.state(signed[-1], viewer.id, cleaned, now)
        remarks.drop(conversation_id, viewer.id, RemarkKind.STATEMENT)
        history.step(Subject.MINUTES, signed[-1], conversation.person_id, "", "statement", mark(viewer, now))


def exported(viewer: Viewer, now: datetime, conversation_id: int) -> tuple[SignedMinutes, ...]:
    """The signed versions of a conversation's minutes to be written to a file, the oldest first, each checked.

    Raises:
        NotFound, NotAllowed: not there, or between others.
    """
    with reading(viewer):
        conversation, _ = own_conversation(viewer, conversation_id)
        note(viewer, now, AuditKind.EXPORTED, conversation)
        return minutes.signed(conversation_id)


def all_exported(viewer: Viewer, now: datetime, names: str = "") -> tuple[SignedMinutes, ...]:
    """Every signed version of the conversations in which `viewer` has a part, by day, to be written to files.

    Args:
        names: only where the employee's name has every one of these words.
    """
    wanted = folded(names).split()
    with reading(viewer):
        mine = conversations.of_party(viewer.id, date.min)
        found = [talk for talk in mine if all(word in folded(talk.person_name) for word in wanted)]
        versions = [(talk, minutes.signed(talk.id)) for talk in found]
        for talk, signed in versions:
            if signed:
                note(viewer, now, AuditKind.EXPORTED, talk)
        return tuple(one for _talk, signed in versions for one in signed)
