"""Rules for follow-up: requests, schedules with pauses, and follow-up sessions."""
