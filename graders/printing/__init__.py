"""Tagged PDF files from data: what every printed report shares."""
