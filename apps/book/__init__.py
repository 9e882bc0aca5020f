"""The static reading edition: both languages of the course as a site that needs no server."""
