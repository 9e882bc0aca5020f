"""What the pages in the browser share: look, language, requests, preferences."""
