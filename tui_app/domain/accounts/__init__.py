"""Rules for accounts: passwords, PINs, one-time codes, and delays after failed sign-ins."""
