"""Marking written answers with rubrics: the page of graders."""
