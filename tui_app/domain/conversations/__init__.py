"""Rules for conversations: how they proceed, what each side sees, and how a round of them is planned."""
