"""Follow-up sessions: going through one person's or several people's actions together."""
