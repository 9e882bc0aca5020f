"""The bank page: what the bank holds, and what is thin."""
