"""Where state lives: tables, the one writer, migrations, backups."""
