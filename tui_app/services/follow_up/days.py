"""What there is to say about a day that somebody is about to choose."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from tui_app.domain import access
from tui_app.domain.dates.day_remarks import DayRemark, DayRemarkKind, absence_remarks, calendar_remarks
from tui_app.domain.records.person import Viewer
from tui_app.services.administration import public_holidays
from tui_app.services.follow_up.due_dates import pauses_by_person
from tui_app.storage.database import reading
from tui_app.storage.follow_up import schedules
from tui_app.storage.people import people


def day_remarks(viewer: Viewer, now: datetime, day: date, person_ids: Collection[int]) -> tuple[DayRemark, ...]:
    """Say whether a day is a day off, and which of these people are away or have left by then.

    About people whose page the viewer may not see, it says nothing.
    """
    with reading(viewer):
        found = [person for person in map(people.get, sorted(set(person_ids))) if person is not None]
        seen = [person for person in found if access.may_see_page(viewer, person)]
        pauses = pauses_by_person(seen, schedules.of_people(seen)) if seen else {}
        holidays = public_holidays.load()
        is_holiday = holidays(day)
    public_holidays.save_learned(holidays)
    remarks = list(calendar_remarks(day, now.date()))
    remarks += [DayRemark(DayRemarkKind.HAS_LEFT, person.name) for person in seen if person.has_left(day)]
    for person in seen:
        remarks += absence_remarks(day, person.name, pauses[person.id])
    if is_holiday:
        remarks = [remark for remark in remarks if remark.kind is not DayRemarkKind.WEEKEND]
        remarks.append(DayRemark(DayRemarkKind.HOLIDAY))
    order = list(DayRemarkKind)
    return tuple(sorted(dict.fromkeys(remarks), key=lambda remark: order.index(remark.kind)))
