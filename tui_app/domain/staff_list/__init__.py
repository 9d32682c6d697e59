"""Reading a staff list: from table cells to what each row says about one person."""
