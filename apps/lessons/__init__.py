"""Lessons as notebooks see them: `from apps.lessons import open_lesson`, and nothing heavy."""

from apps.lessons.lesson import open_lesson

__all__ = ["open_lesson"]
