"""The organisation's public holidays, kept in the database once a year was worked out."""

from __future__ import annotations

from contextlib import suppress

from tui_app.domain.dates.public_holidays import DEFAULT_COUNTRY, PublicHolidays, public_holidays
from tui_app.domain.errors import StorageError
from tui_app.storage import settings
from tui_app.storage.database import writing

HOLIDAYS_SETTING = "days_off"
"""Setting: country -> year -> days."""
COUNTRY_SETTING = "country"
"""Setting: whose public holidays count."""


def load() -> PublicHolidays:
    """Those of the organisation's country. Call it inside a scope."""
    found = settings.get_many((COUNTRY_SETTING, HOLIDAYS_SETTING))
    country = str(found.get(COUNTRY_SETTING) or DEFAULT_COUNTRY)
    return public_holidays(country, (found.get(HOLIDAYS_SETTING) or {}).get(country, {}))


def save_learned(known: PublicHolidays) -> None:
    """Keep what was worked out, so that nobody has to wait for it again; call it outside of a scope.

    What cannot be kept now is worked out anew next time.
    """
    if not known.has_new_years:
        return
    known.has_new_years = False
    with suppress(StorageError), writing():
        kept = settings.get(HOLIDAYS_SETTING) or {}
        settings.put(HOLIDAYS_SETTING, kept | {known.country: kept.get(known.country, {}) | known.to_json()})
