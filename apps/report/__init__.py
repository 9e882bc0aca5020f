"""The score report page."""
