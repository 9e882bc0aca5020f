"""Reports on students and cohorts as tagged PDF files."""
