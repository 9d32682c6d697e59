"""What happens where two entries of one person have the same thing, of which a person has only one.

Texts are kept side by side, numbers added; of all else it is that of the entry that stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tui_app.storage.tables import registry as tables

Row = Mapping[str, Any]
Combine = Callable[[Row, Row], dict[str, Any]]
"""Takes the row of the entry that stays and that of the other; returns the columns of the first that change."""


def _keep(_kept: Row, _other: Row) -> dict[str, Any]:
    return {}


def _account(kept: Row, other: Row) -> dict[str, Any]:
    """The way to sign in of the entry that stays, unless it has none; an unused code is less than a password.

    Whether the account is open is that of the entry that stays.
    """
    told = {"told_upto": max(kept["told_upto"], other["told_upto"])}
    has_own = kept["password_hash"] or kept["pin"] or (kept["code"] and not (other["password_hash"] or other["pin"]))
    columns = ("password_hash", "password_at", "pin", "pin_tries", "code", "code_until")
    return told if has_own else told | {name: other[name] for name in columns}


def _visit(kept: Row, other: Row) -> dict[str, Any]:
    """Whatever one of them has not seen yet is still news."""
    return {"upto": min(kept["upto"], other["upto"]), "at": min(kept["at"], other["at"])}


def _side_by_side(*columns: str) -> Combine:
    return lambda kept, other: {name: both_texts(kept[name], other[name]) for name in columns}


def both_texts(kept: str, other: str) -> str:
    """Both texts with an empty line between them, or the one that there is."""
    return kept if other.strip() in kept else other if not kept.strip() else f"{kept}\n\n{other}"


def _session(kept: Row, other: Row) -> dict[str, Any]:
    return {
        "actions": list(dict.fromkeys([*kept["actions"], *other["actions"]])),
        "outcomes": {**other["outcomes"], **kept["outcomes"]},
        "note": both_texts(kept["note"], other["note"]),
    }


def _preparation(kept: Row, other: Row) -> dict[str, Any]:
    """Shared only if both were, so that nobody reads what was not shared with them."""
    answer = tables.Answer
    there = {row["question"]: row for row in answer.select().where(answer.preparation == kept["id"]).dicts()}
    for row in list(answer.select().where(answer.preparation == other["id"]).dicts()):
        same = there.get(row["question"])
        if same is None:
            answer.update(preparation=kept["id"]).where(answer.id == row["id"]).execute()
        elif isinstance(same["value"], str) and isinstance(row["value"], str):
            values = {"value": both_texts(same["value"], row["value"]), "version": answer.version + 1}
            answer.update(values).where(answer.id == same["id"]).execute()
        elif same["value"] is None:
            answer.update(value=row["value"], version=answer.version + 1).where(answer.id == same["id"]).execute()
    both_shared = kept["shared_at"] and other["shared_at"]
    return {} if both_shared else {"shared_at": None}


def _warm_up(kept: Row, other: Row) -> dict[str, Any]:
    questions = list(dict.fromkeys([*kept["questions"], *other["questions"]]))
    return {"questions": questions, "rule": both_texts(kept["rule"], other["rule"]).replace("\n\n", " / ")[:300]}


def _listening_asked(kept: Row, other: Row) -> dict[str, Any]:
    return {"is_open": kept["is_open"] and other["is_open"]}


def _listening_count(kept: Row, other: Row) -> dict[str, Any]:
    return {name: kept[name] + other[name] for name in ("waiting", "released")}


COMBINE: Mapping[type[tables.Table], Combine] = {
    tables.Account: _account,
    tables.Bookmark: _keep,
    tables.FollowUpSchedule: _keep,
    tables.FollowUpSession: _session,
    tables.FormDraft: _keep,  # set aside before, see `joining.py`
    tables.ListeningAsked: _listening_asked,
    tables.ListeningCount: _listening_count,
    tables.LookBack: _side_by_side("opened_up", "took_over", "next_time"),
    tables.PracticeInvitation: _keep,
    tables.Preparation: _preparation,
    tables.RemarkDraft: _side_by_side("text"),
    tables.Reminder: _keep,
    tables.ReminderChoice: _keep,
    tables.SharedMinutes: _keep,
    tables.TeamFollowUpSession: _keep,
    tables.Visit: _visit,
    tables.WarmUp: _warm_up,
}
"""Every table in which a person may have one row of a kind."""


def unique_key(field: Any) -> tuple[str, ...]:
    """The columns that are unique together with a reference to a person; empty if there may be several rows."""
    if field.primary_key:
        return (field.name,)
    indexes = field.model._meta.indexes  # noqa: SLF001 - peewee's description of the table
    return next((tuple(names) for names, is_unique in indexes if is_unique and field.name in names), ())
