"""Queries about follow-ups: log, schedules, requests and sessions in progress."""
