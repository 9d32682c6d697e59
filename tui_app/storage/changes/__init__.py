"""Who sees what a transaction has changed: notices to other terminals, and noticing them."""
