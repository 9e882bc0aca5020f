"""Scores of mock exams, and the report on them as data, PDF and CSV."""

from graders.exam.build import build_report
from graders.exam.records import Answer, Change, Cohort, PastAttempt, Question, Sitting
from graders.exam.report import Report

__all__ = [
    "Answer",
    "Change",
    "Cohort",
    "PastAttempt",
    "Question",
    "Report",
    "Sitting",
    "build_report",
]
