"""The formats of practice in words, and how often one has practised."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui_app.domain.practice.sessions import FORMATS, Partner, PracticeInvitation
from tui_app.domain.records.practice import PracticeFormat
from tui_app.text.i18n import N_, _, format_message
from tui_app.text.people import text_with_name

FORMAT_NAMES: Mapping[PracticeFormat, str] = {
    PracticeFormat.OPEN_UP: N_("Open it up"),
    PracticeFormat.SORT: N_("Sort"),
    PracticeFormat.MIRROR: N_("Mirror"),
    PracticeFormat.NEXT_CONVERSATION: N_("My next talk"),
    PracticeFormat.PAIR: N_("Two at the screen"),
    PracticeFormat.TRIAD: N_("Three at the table"),
    PracticeFormat.FEEDFORWARD: N_("Feedforward"),
    PracticeFormat.SHARE: N_("Share something"),
    PracticeFormat.CIRCLE: N_("Listening circle"),
    PracticeFormat.PEER_SUPERVISION: N_("Peer supervision"),
}
FORMAT_DESCRIPTIONS: Mapping[PracticeFormat, str] = {
    PracticeFormat.OPEN_UP: N_("Turn closed questions into open ones"),
    PracticeFormat.SORT: N_("Tell open questions from the others"),
    PracticeFormat.MIRROR: N_("Say back what you hear"),
    PracticeFormat.NEXT_CONVERSATION: N_("Three questions and a rule for it"),
    PracticeFormat.PAIR: N_("One speaks, the other listens; swap"),
    PracticeFormat.TRIAD: N_("The same, with an observer"),
    PracticeFormat.FEEDFORWARD: N_("From the best moment to the next step"),
    PracticeFormat.SHARE: N_("Open up a little more, in confidence"),
    PracticeFormat.CIRCLE: N_("One prompt; everybody is heard"),
    PracticeFormat.PEER_SUPERVISION: N_("A case in six steps; questions first"),
}
"""Format -> what happens, in one line."""


def people_text(format: PracticeFormat) -> str:
    """How many take part: "alone", "2", "4–10"."""
    facts = FORMATS[format]
    if not facts.is_shared:
        return _("alone")
    return str(facts.fewest) if facts.fewest == facts.most else f"{facts.fewest}–{facts.most}"


def invitation_text(invitation: PracticeInvitation, width: int = 0) -> str:
    """Who invites to what; the name is shortened if that has no room in so many cells, unless they are 0."""
    message = _("$name invites you to practise: $format, $count min")
    values = {"format": _(FORMAT_NAMES[invitation.format]), "count": FORMATS[invitation.format].minutes}
    name = invitation.by_name
    return text_with_name(lambda shown: format_message(message, name=shown, **values), name, width or 1000)


MOST_PARTNERS = 4
"""How many names a proposal shows."""


def partners_text(partners: Sequence[Partner]) -> str:
    """Whom to practise with, those who lead leaders first and named as such; empty without anybody."""
    if not partners:
        return ""
    names = [
        format_message(_("$name (leads leaders)"), name=one.name) if one.leads_leaders else one.name
        for one in partners[:MOST_PARTNERS]
    ]
    if len(partners) > MOST_PARTNERS:
        names.append("…")
    return format_message(_("Practise with: $names"), names=", ".join(names))


def group_proposal(partners: Sequence[Partner]) -> str:
    """What is proposed when a round is planned."""
    proposal = _("Practise in a group before the round: 7 Practice, Peer supervision.")
    return f"{proposal}\n{partners_text(partners)}".rstrip()


def rhythm_text(done: int, planned: int) -> str:
    """One's own line: "Practice: 2 of 4 this year"."""
    return format_message(_("Practice: $done of $planned this year"), done=done, planned=planned)
