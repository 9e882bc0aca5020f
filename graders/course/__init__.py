"""The nbgrader course of the cases: its notebooks, its configuration, and what scores it."""
