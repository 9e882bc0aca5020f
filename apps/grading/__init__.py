"""Marking written answers with rubrics: what graders ask, and the process that has the marks."""
