"""Follow-up between conversations: schedules, requests, sessions and the follow-up log."""
