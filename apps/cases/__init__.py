"""Cases as notebooks see them: `from apps.cases import open_case`, and nothing heavy."""

from apps.cases.case import open_case

__all__ = ["open_case"]
