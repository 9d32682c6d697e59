"""E-mail: the settings of the mail server, letters, and handing them over."""
