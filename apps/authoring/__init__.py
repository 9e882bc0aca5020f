"""The page of authors: a list of items, an editor, a preview."""
