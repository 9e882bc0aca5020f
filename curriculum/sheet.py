"""The activities and figures of one lesson."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from curriculum.activities import Activity, AnyActivity
from curriculum.figures import AnyFigure, Figure
from curriculum.named import unique
from question_bank.model import Record


class Sheet(Record):
    """The activities and figures of one lesson; `data/<n>-<slug>.yaml`."""

    activities: tuple[AnyActivity, ...]
    figures: tuple[AnyFigure, ...] = ()

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        if "check" in unique(self.activities, "activities"):
            raise ValueError("`check` is the id of the knowledge check: choose another")
        unique(self.figures, "figures")
        return self

    def activity(self, activity_id: str) -> Activity | None:
        """The activity of that id, if there is one."""
        return next((one for one in self.activities if one.id == activity_id), None)

    def figure(self, figure_id: str) -> Figure | None:
        """The figure of that id, if there is one."""
        return next((one for one in self.figures if one.id == figure_id), None)
