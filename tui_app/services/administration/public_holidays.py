"""The organisation's public holidays. Years that were calculated once are stored in the database."""

from __future__ import annotations

from contextlib import suppress

from tui_app.domain.dates.public_holidays import DEFAULT_COUNTRY, PublicHolidays, public_holidays
from tui_app.domain.errors import StorageError
from tui_app.storage import settings
from tui_app.storage.database import writing

HOLIDAYS_SETTING = "days_off"
"""Name of the setting with the calculated holidays: country -> year -> days."""
COUNTRY_SETTING = "country"
"""Name of the setting with the country whose public holidays apply."""


def load() -> PublicHolidays:
    """The public holidays of the organisation's country. Call it inside a scope."""
    found = settings.get_many((COUNTRY_SETTING, HOLIDAYS_SETTING))
    country = str(found.get(COUNTRY_SETTING) or DEFAULT_COUNTRY)
    return public_holidays(country, (found.get(HOLIDAYS_SETTING) or {}).get(country, {}))


def save_learned(holidays: PublicHolidays) -> None:
    """Store newly calculated years. Call it outside any scope.

    If they cannot be stored now, they are calculated again next time.
    """
    if not holidays.has_new_years:
        return
    holidays.has_new_years = False
    with suppress(StorageError), writing():
        stored = settings.get(HOLIDAYS_SETTING) or {}
        settings.put(
            HOLIDAYS_SETTING, stored | {holidays.country: stored.get(holidays.country, {}) | holidays.to_json()}
        )
