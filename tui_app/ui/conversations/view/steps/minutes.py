"""The steps from the draft of the minutes until both parties have signed them."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from textual.content import Content

from tui_app.domain.conversations import steps
from tui_app.domain.conversations.submission import MinutesGap, SubmittedVersions
from tui_app.domain.errors import DomainError
from tui_app.domain.forms.translations import in_language
from tui_app.domain.records.conversation import ConversationState
from tui_app.services.conversations import leader_handover
from tui_app.services.minutes import drafting, signing, submission
from tui_app.text.conversations.view import PageKey, PageKind, other_party_first_name, other_party_name
from tui_app.text.i18n import _, current_language, format_message
from tui_app.ui import content
from tui_app.ui.content import plain
from tui_app.ui.conversations.view.field_key import FieldKey, WritingKind
from tui_app.ui.conversations.view.steps.context import StepContext


async def show_draft(step: StepContext) -> None:
    """Let the leader read the draft."""
    name, reader_id = other_party_name(step.view), step.view.other_party_id
    question = format_message(_("$name can then read what you write, as you write it, until you hide it."), name=name)
    if await step.confirm(format_message(_("Show $name the draft"), name=name), question, _("Show")):
        await step.take(partial(drafting.share_draft, shared=True, reader_id=reader_id))
        step.ctx.notify(format_message(_("$name can now read along."), name=name))


async def hide_draft(step: StepContext) -> None:
    """Hide the draft from the leader."""
    await step.take(partial(drafting.share_draft, shared=False))
    step.ctx.notify(_("Only you see the minutes until you submit them."))


def _versions_read(step: StepContext) -> SubmittedVersions:
    """The versions that the employee submits: as they were read, or as they were saved from here since."""
    read = step.view.submitted_versions
    keys = (section.key for section in step.view.form.sections)
    saved = {key: step.autosave.version(FieldKey(WritingKind.MINUTES, key)) for key in keys}
    versions = {key: max(read.texts.get(key, 0), version) for key, version in saved.items()}
    return replace(read, texts={key: version for key, version in versions.items() if version})


def _gap_text(gap: MinutesGap, goal_text: str) -> str:
    messages = {
        MinutesGap.EMPTY: _("The minutes are empty."),
        MinutesGap.UNCHANGED: _("Nothing is changed from the signed minutes."),
        MinutesGap.NO_ACTION: _("No action agreed: who does what by when?"),
        MinutesGap.GOAL_WITHOUT_ACTION: _("No action supports the goal “$text”."),
    }
    return format_message(messages[gap], text=goal_text)


async def submit(step: StepContext) -> None:
    """Sign the minutes as their writer, and submit them to the leader."""
    versions = _versions_read(step)
    gaps = await step.ctx.call(submission.list_gaps, step.conversation_id)
    lines = [plain("! ", content.WARNING) + plain(_gap_text(gap, goal_text)) for gap, goal_text in gaps]
    other, reader_id = other_party_name(step.view), step.view.other_party_id
    question = format_message(
        _("Submitting also signs. $name then reads the minutes, and signs or returns them."), name=other
    )
    reading = Content("\n\n").join(lines) if lines else None
    if await step.confirm(_("Sign and submit"), question, _("Sign and submit"), reading):
        await step.take(submission.submit, current_language(), versions, reader_id)
        step.ctx.notify(format_message(_("Submitted to $name."), name=other))


async def sign(step: StepContext) -> None:
    """Sign the minutes as the leader, who sees what they change; asked again if that changes meanwhile."""
    while (error := await _ask_and_sign(step)) is not None:
        step.ctx.notify_error(error)


async def _ask_and_sign(step: StepContext) -> DomainError | None:
    """Ask, and sign; an error if something agreed changed while the question was there, so that nothing was signed."""
    from tui_app.ui.conversations.signed_minutes import changes_before_signing

    draft = step.view.draft
    version = draft.version if draft else 0
    question = plain(_("After this, the text cannot be changed; later changes are amendments that both sign."))
    if step.view.signing_erases_preparation:
        question += plain("\n\n" + _("Signing erases what you both prepared; it is no longer needed."))
    current = await step.read()
    discards = bool(step.writing.pending_comments(current))
    if discards:
        warning = _("You have comments that are not returned. Signing discards them.")
        question = plain("! ", content.WARNING) + plain(warning + "\n\n") + question
    if await step.confirm(_("Sign the minutes"), question, _("Sign"), changes_before_signing(current), is_final=True):
        try:
            await step.take(signing.sign, version, discards, current.later_changes)
        except DomainError as error:
            if error.code != "agreements_changed":
                raise
            return error
        step.ctx.notify(_("Signed by both."))
    return None


async def write_comment(step: StepContext) -> None:
    """Go to the field for a comment on the section that was opened last, or on the minutes as a whole."""
    section_key = step.opened_section_key
    page = PageKey(PageKind.SECTION, section_key) if section_key else PageKey(PageKind.FULL_MINUTES)
    step.focus_field(page, FieldKey(WritingKind.COMMENT, section_key))


async def return_minutes(step: StepContext) -> None:
    """Return the minutes to the employee with the comments."""
    comments = step.writing.pending_comments(await step.read())
    if not comments:
        await write_comment(step)
        step.ctx.notify(_("First write what should be changed, here or beside another section."))
        return
    titles = {section.key: in_language(section.title, current_language()) for section in step.view.form.sections}
    lines = [
        plain((titles.get(key) or _("overall")) + ": ", f"bold {content.WARNING}") + plain(text)
        for key, text in comments.items()
    ]
    name = step.view.conversation.distinct_person_name
    question = plain(format_message(_("This returns the minutes to $name."), name=name), content.MUTED)
    if await step.confirm(_("Return the minutes"), question, _("Return"), Content("\n\n").join(lines)):
        await step.take(signing.return_minutes)
        step.ctx.notify(format_message(_("Returned to $name."), name=name))


async def hand_over(step: StepContext) -> None:
    """Hand the conversation over to the employee's new leader."""
    view, other = step.view, other_party_first_name(step.view)
    new = view.new_leader
    first = new.split(" ")[0]
    lines = [
        format_message(_("$new leads you now, and signs the minutes in place of $name."), new=new, name=other),
        format_message(
            _(
                "$new will see this conversation: the minutes once you submit or show them, the comments "
                "on them, what you agreed, and the answers you shared."
            ),
            new=first,
        ),
        format_message(
            _("$name no longer sees it, and $name's preparation is not passed on. This cannot be undone."), name=other
        ),
    ]
    if view.signed:
        lines.insert(2, format_message(_("$new also sees the minutes already signed."), new=first))
    if steps.current_state(view) is ConversationState.SUBMITTED:
        lines.insert(1, _("The minutes are as you submitted them; this signs them again."))
    if await step.confirm(
        format_message(_("Hand it to $new"), new=new), "\n\n".join(lines), _("Hand it over"), is_final=True
    ):
        await step.take(leader_handover.hand_over, view.later_leader_id)
        step.ctx.notify(format_message(_("$new can continue with it now."), new=new))
