"""Actions and goals: the checklist, the details of an action, and the flows behind the keys for actions."""
