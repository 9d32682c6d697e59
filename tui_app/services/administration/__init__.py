"""What an administrator looks after: the organisation, forms, stand-ins and how long data is kept."""
