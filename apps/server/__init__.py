"""The HTTP server: a Voilà that knows its users and serves the API beside the pages."""
