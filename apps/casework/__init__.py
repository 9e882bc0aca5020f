"""Cases that are worked in the browser: answers in the database, score and feedback."""
