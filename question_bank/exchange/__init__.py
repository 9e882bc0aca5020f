"""Items to and from other systems: Moodle, QTI players, spreadsheets, Anki."""
