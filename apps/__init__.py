"""What people open: server, home, exam, report."""
