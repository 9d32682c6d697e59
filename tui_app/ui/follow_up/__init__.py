"""Follow-up: sessions about open actions, schedules and pauses, and requests for a follow-up."""
