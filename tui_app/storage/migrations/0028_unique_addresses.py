"""E-mail addresses that only one person has, however they are written.

What was stored twice before stays: the first has the key, and `samtale doctor` names the others.
"""

import peewee as pw


def up(migrator, db):
    """A new column with the address in the form in which addresses are compared, unique."""
    db.execute_sql("alter table person add column email_key varchar(400)")
    placeholder = "%s" if isinstance(db, pw.PostgresqlDatabase) else "?"
    keys = {}
    for person_id, email in db.execute_sql("select id, email from person where email <> '' order by id").fetchall():
        keys.setdefault(address_key(email), person_id)
    statement = f"update person set email_key = {placeholder} where id = {placeholder}"
    for key, person_id in keys.items():
        db.execute_sql(statement, (key, person_id))
    db.execute_sql("create unique index person_email_key on person (email_key)")


def address_key(address):
    """A copy frozen here, independent of how the program compares addresses later."""
    lowered = address.casefold()
    local, at, domain = lowered.rpartition("@")
    if not domain.isascii():
        import idna

        try:
            domain = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")
        except UnicodeError:
            return lowered
    return f"{local}{at}{domain}"
