"""Administration: stand-ins, retention, reminders, the organisation and the audit log."""
