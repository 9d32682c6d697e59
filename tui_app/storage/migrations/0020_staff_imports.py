"""What the last import of a staff list did, so that it can be taken back."""

import peewee as pw

VIEWER = "nullif(nullif(current_setting('samtale.viewer', true), ''), 'keeper')::int"
KEEPER = "current_setting('samtale.viewer', true) = 'keeper'"
TABLES = ("staff_import", "staff_import_change")


def up(migrator, db):
    """Two new tables, for whoever administers."""
    db.create_tables(tables(db))
    if isinstance(db, pw.PostgresqlDatabase):
        rule = f"exists (select 1 from person p where p.id = {VIEWER} and p.is_administrator)"
        for table in TABLES:
            db.execute_sql(f"alter table {table} enable row level security")
            db.execute_sql(f"alter table {table} force row level security")
            db.execute_sql(f"create policy theirs on {table} using ({KEEPER} or {rule})")


def tables(db):
    """Copies frozen here, independent of what the program's tables become later."""

    class Person(pw.Model):
        class Meta:
            database = db
            table_name = "person"

    class StaffImport(pw.Model):
        by = pw.ForeignKeyField(Person, null=True, on_delete="SET NULL")
        at = pw.DateTimeField()
        name = pw.CharField(max_length=300)

        class Meta:
            database = db
            table_name = "staff_import"

    class StaffImportChange(pw.Model):
        staff_import = pw.ForeignKeyField(StaffImport, on_delete="CASCADE")
        person = pw.ForeignKeyField(Person, on_delete="CASCADE")
        before = pw.JSONField(null=True)
        version = pw.IntegerField()

        class Meta:
            database = db
            table_name = "staff_import_change"

    return [StaffImport, StaffImportChange]
