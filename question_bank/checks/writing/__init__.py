"""How a question is put: its form, its size, its words."""
