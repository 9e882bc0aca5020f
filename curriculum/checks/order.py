"""Whether the modules can be read in an order."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from curriculum.checks.rule import Placed, Setting
from question_bank.checks.finding import Fault


def prerequisites(setting: Setting) -> Iterator[Placed]:
    """Prerequisites exist and make no circle."""
    modules = setting.catalog.modules
    for module in modules.values():
        path = setting.root / "modules" / module.id / "module.yaml"
        for one in module.prerequisites:
            if one not in modules and one not in setting.missing:
                message = f"there is no module {one!r}"
                yield path, Fault("prerequisites", message, "Mend the name, or write the module.")
    graph = {module.id: set(module.prerequisites) for module in modules.values()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        yield (
            setting.root / "modules",
            Fault("prerequisites", f"make a circle: {circle}", "Remove one of them."),
        )


def tracks(setting: Setting) -> Iterator[Placed]:
    """Tracks name modules and lessons that exist; every module is in a track."""
    path, syllabus = setting.root / "syllabus.yaml", setting.catalog.syllabus
    if syllabus is None:
        return
    for module in setting.missing:
        fault = Fault("", f"the module {module!r} is not written yet", "Write it.", "warning")
        yield path, fault
    named = {stop.module for track in syllabus.tracks for stop in track.stops}
    for module in setting.catalog.modules:
        if module not in named:
            yield path, Fault("", f"no track leads to the module {module!r}", "Add it to one.")
    for number, track in enumerate(syllabus.tracks):
        for place, stop in enumerate(track.stops):
            found = setting.catalog.modules.get(stop.module)
            numbers = {entry.n for entry in found.lessons} if found is not None else set()
            for n in stop.lessons or ():
                if found is not None and n not in numbers:
                    where = f"tracks[{number}].stops[{place}].lessons"
                    level = f"{stop.module} has no lesson {n} yet"
                    yield path, Fault(where, level, "Write it, or mend the number.", "warning")
