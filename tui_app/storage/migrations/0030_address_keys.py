"""Keys of addresses whose domain has letters outside ASCII: "faß.de" had that of "fass.de", which is another domain."""

import unicodedata

import peewee as pw


def up(migrator, db):
    """Compute these keys again; whoever has none since the address was stored twice goes on without."""
    placeholder = "%s" if isinstance(db, pw.PostgresqlDatabase) else "?"
    rows = db.execute_sql("select id, email, email_key from person where email_key is not null order by id").fetchall()
    keys = {person_id: address_key(email) for person_id, email, _ in rows if email and not email.isascii()}
    taken = {key for person_id, _, key in rows if person_id not in keys}
    statement = f"update person set email_key = {placeholder} where id = {placeholder}"
    for person_id in keys:
        db.execute_sql(statement, (None, person_id))
    for person_id, key in keys.items():
        if key not in taken:
            db.execute_sql(statement, (key, person_id))
            taken.add(key)


def address_key(address):
    """A copy frozen here, independent of how the program compares addresses later."""
    composed = unicodedata.normalize("NFC", address)
    local, at, domain = composed.rpartition("@")
    if not domain.isascii():
        import idna

        try:
            domain = idna.encode(domain, uts46=True, std3_rules=True).decode("ascii")
        except UnicodeError:
            return composed.lower()
    return f"{local}{at}{domain}".lower()
