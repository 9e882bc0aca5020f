"""What is taught: modules, cases, their order and their sources."""
