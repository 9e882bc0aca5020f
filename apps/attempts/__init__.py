"""One sitting of an exam: its rules, its rows, and what may be asked of it."""
