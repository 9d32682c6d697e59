"""E-mail: the mail server's settings, messages, and their delivery."""
