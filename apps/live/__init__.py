"""The script of interactive pages: widgets of a notebook whose kernel stays with its page."""
