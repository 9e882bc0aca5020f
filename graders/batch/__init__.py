"""Grades whole nbgrader assignments: nbgrader's own converter, in processes that stay."""
