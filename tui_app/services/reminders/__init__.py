"""Reminders by e-mail, and published calendars."""
