"""The words for errors of the database, its keys and backups, and of staff lists."""

from __future__ import annotations

from tui_app.text.i18n import N_

DATABASE_ERROR_MESSAGES = {
    "sign_in_key_other": N_(
        "This computer's sign-in key does not match this database, so no one can sign in here yet.\n"
        "Copy sign-in.key from the settings folder of a computer where it works.\n"
        "If it is lost everywhere, run: samtale rekey --sign-in (see docs/security.md)"
    ),
    "disk_full": N_("The disk is full. Nothing was lost, but nothing can be saved until you free some space."),
    "database_missing": N_("The database was not found: $path"),
    "database_lost": N_(
        "The database used before is missing: $path\n"
        "Restore it from a backup, or choose another with --database. No new one was created."
    ),
    "database_damaged": N_(
        "The database is damaged: $path\nsamtale verify shows where. Restore it from a backup with samtale restore."
    ),
    "disk_failed": N_(
        "The database could not be read or written, and it is not clear why: $path\n"
        "Check the disk; samtale verify shows whether the database is intact."
    ),
    "database_busy": N_("The database is busy. Nothing was changed. Try again in a moment."),
    "server_read_only": N_(
        "The database server takes no changes now: $path\n"
        "It may be a standby, or set to read-only. Ask whoever looks after it."
    ),
    "database_refuses": N_("The database denied access: wrong name, password or permissions."),
    "right_missing": N_(
        "PostgreSQL denied this: the role that Samtale uses lacks a right. Nothing was changed.\n"
        "samtale doctor says which right, and how to give it."
    ),
    "tables_of_another_role": N_(
        "The tables belong to the PostgreSQL role $owner. Nothing was changed.\nRun samtale upgrade as that role."
    ),
    "rights_missing": N_(
        "The PostgreSQL role that Samtale uses lacks rights in this database. Nothing was changed.\n"
        "Ask whoever looks after the server to run:\n$grants"
    ),
    "database_unreachable": N_(
        "The database cannot be reached. Nothing was changed. Check the network and the address."
    ),
    "database_failed": N_("The database could not do that. Nothing was changed."),
    "key_missing": N_(
        "The database key is missing: $path\nRestore it from your backup; without it the database cannot be opened."
    ),
    "key_unreadable": N_("The database key cannot be read: $path"),
    "schema_newer": N_("A newer version of Samtale made this database. Update Samtale on this computer."),
    "schema_older": N_("The database is from an older version. Ask an administrator to run: samtale upgrade"),
    "schema_altered": N_(
        "A table or column that Samtale needs is missing in the database. Nothing was changed.\n"
        "Someone may have changed the database with another program. Undo that, or restore a backup."
    ),
    "schema_missing": N_("This database is not set up for Samtale yet. Ask an administrator to run: samtale upgrade"),
    "backup_failed": N_("The backup failed, so nothing was changed: $path"),
    "backup_no_room": N_("There is no room for the backup: $path\nFree some space, or choose another disk."),
    "backup_damaged": N_("This backup is damaged, or is not a Samtale database: $path\nNothing was changed."),
    "backup_not_whole": N_(
        "This backup opens, but its log or signed minutes have been tampered with: $path\nNothing was changed."
    ),
    "database_in_use": N_("Another program has the database open: $path\nClose Samtale everywhere and try again."),
    "key_of_another_database": N_(
        "The same key also opens another database: $path\n"
        "Nothing was changed. First move that database and its key away."
    ),
    "staff_list_missing": N_("The file was not found: $path"),
    "staff_list_unreadable": N_("This file is not a readable staff list: $path\nSave it as CSV or XLSX."),
    "staff_list_empty": N_("There are no rows below the headings: $path"),
    "staff_list_too_large": N_("This file is too large: $path\nAt most 50 MB and 200,000 rows can be imported."),
    "staff_list_html": N_("This is a web page, whatever its name: $path\nOpen it in Excel and save it as XLSX."),
    "staff_list_xml": N_("This is an XML file: $path\nOpen it in Excel and save it as XLSX."),
    "staff_list_pdf": N_("This is a PDF: $path\nAsk for the list as XLSX or CSV."),
    "staff_list_nul": N_(
        "This file has NUL characters, so it is not text: $path\nSave the list as XLSX or CSV (UTF-8)."
    ),
    "staff_list_long_line": N_("A line in this file is too long for a list: $path\nSave it as XLSX or CSV."),
    "staff_list_unpacks_too_large": N_(
        "This workbook takes too much memory: $path\nCopy the rows with people into a new one, or save them as CSV."
    ),
    "staff_list_no_such_sheet": N_("The workbook has no sheet “$sheet”. Its sheets: $sheets"),
    "staff_list_dates_unclear": N_(
        "Nothing was imported. $column: “$text” can be read both ways.\nSay which comes first: --dates dmy or mdy."
    ),
    "staff_list_protected": N_("This file is password-protected: $path\nSave it in Excel without a password."),
    "staff_list_no_names": N_("No column was recognised as names. Choose the one with the names."),
    "staff_list_has_problems": N_("Nothing was imported, because some rows cannot be imported: $count"),
    "staff_list_changed_meanwhile": N_(
        "Someone else just saved one of these numbers or addresses. Nothing was imported. Try again."
    ),
    "staff_list_unknown_column": N_("The file has no column “$column”."),
    "staff_list_unknown_field": N_("Unknown field “$field”. Choose from: $fields"),
}
"""Code of an error -> its message."""
