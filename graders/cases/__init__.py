"""Answers to a case and the key of the case in, marks and feedback out; no kernel, no notebook."""
