"""The administrator's screens: accounts, the organisation, retention, reminders, stand-ins and the audit log."""
