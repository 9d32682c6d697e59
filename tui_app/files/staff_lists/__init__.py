"""Reading staff lists: text of any encoding, and workbooks of Excel and LibreOffice."""
