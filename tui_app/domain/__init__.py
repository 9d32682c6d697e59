"""The rules of the employee conversation, independent of database and screen."""
