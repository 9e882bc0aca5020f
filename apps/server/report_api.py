"""The score report over HTTP: as data, as PDF, as CSV."""

from __future__ import annotations

from apps.attempts.reports import Reports
from apps.server.handlers import ApiHandler
from graders.exam.report import Report


class _ReportHandler(ApiHandler):
    @property
    def reports(self) -> Reports:
        """The reports service of the app."""
        reports: Reports = self.settings["reports"]
        return reports

    async def report(self, attempt_id: str) -> Report:
        """The report asked for, its attempt closed first if its time is over."""
        self.limit("form", self.person.id)
        await self.attempts.view(self.person.id, attempt_id)
        return await self.reports.report(self.person.id, attempt_id)


class ReportJson(_ReportHandler):
    """The report object."""

    async def get(self, attempt_id: str) -> None:
        """All of it."""
        self.reply(await self.report(attempt_id))


class ReportPdf(_ReportHandler):
    """The report to print or to keep."""

    async def get(self, attempt_id: str) -> None:
        """A tagged PDF in one language."""
        from graders.exam.pdf.render import render_pdf

        locale = self.locale_asked()
        report = await self.report(attempt_id)
        content = await self.reports.in_background(lambda: render_pdf(report, locale))
        self.send_file(content, "application/pdf", f"parcours-{attempt_id[:8]}-{locale}.pdf")


class ReportCsv(_ReportHandler):
    """The report for a spreadsheet."""

    async def get(self, attempt_id: str) -> None:
        """One row per question, in one language."""
        from graders.exam.sheet import write_sheet

        locale = self.locale_asked()
        report = await self.report(attempt_id)
        content = await self.reports.in_background(lambda: write_sheet(report, locale))
        self.send_file(
            content, "text/csv; charset=utf-8", f"parcours-{attempt_id[:8]}-{locale}.csv"
        )
