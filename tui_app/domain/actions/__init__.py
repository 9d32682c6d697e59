"""Rules for actions: how they change, when they are shown as due, reminders and acknowledgements."""
