"""Every message of the browser code has its French; all French is complete and well set."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

PROJECT = Path(__file__).parents[2]
APPS = PROJECT / "apps"
SHARED = APPS / "web"
FOLDERS = sorted({SHARED, *(folder.parent for folder in APPS.glob("*/src"))})
CATALOGUES = sorted(
    path.parent
    for part in ("apps", "curriculum", "graders", "question_bank")
    for path in (PROJECT / part).rglob("fr.po")
)

Message = str | tuple[str, ...]

PLACEHOLDER = re.compile(r"\{\w+\}")
CALL = re.compile(r"(?<![\w.$#])tn?\(")
LITERAL_CALL = re.compile(r'(?<![\w.$#])tn?\(\s*"')
SAID = re.compile(r'\bt\(\s*"([^"]*)"')
COUNTED = re.compile(r'\btn\(\s*"([^"]*)",\s*"([^"]*)"')

NARROW, WIDE = "\u202f", "\u00a0"
MISSET = {
    "no insecable space before ; ! ?": re.compile(rf"[^{NARROW}{WIDE}!?][;!?]"),
    "no insecable space before :": re.compile(rf"[^{NARROW}{WIDE}]:(?!//)"),
    "no insecable space before %": re.compile(rf"[^{NARROW}{WIDE}]%"),
    "no insecable space inside « »": re.compile(rf"«[^{NARROW}{WIDE}]|[^{NARROW}{WIDE}]»"),
    "a straight apostrophe or quote": re.compile(r"['\"]"),
    "three dots instead of …": re.compile(r"\.\.\."),
    "a median point": re.compile(r"\w·\w"),
    "an ordinary space beside an insecable one": re.compile(
        rf" [{NARROW}{WIDE}]|[{NARROW}{WIDE}] "
    ),
}


def sources(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.js") if folder == SHARED else folder.glob("src/*.js"))


def messages(folder: Path) -> set[Message]:
    found: set[Message] = set()
    for source in sources(folder):
        extracted = extract_from_file(
            "javascript",
            source,
            keywords={"t": None, "tn": (1, 2)},
            options={"parse_template_string": "true"},
        )
        found.update(
            message if isinstance(message, str) else tuple(message)
            for _, message, _, _ in extracted
        )
    return found


def translations(folder: Path) -> dict[Message, Message]:
    with (folder / "fr.po").open("rb") as stream:
        read = read_po(stream, locale="fr", abort_invalid=True)
    return {
        message.id if isinstance(message.id, str) else tuple(message.id): (
            message.string if isinstance(message.string, str) else tuple(message.string or ())
        )
        for message in read
        if message.id
    }


def of_python(package: Path) -> Iterator[Message]:
    """Literal messages of `say` and `count` in the code of a package."""
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            values = [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
            texts = [value for value in values if isinstance(value, str)]
            if name == "say" and texts:
                yield texts[0]
            if name == "count" and len(texts) >= 2:
                yield (texts[0], texts[1])


def of_templates(package: Path) -> Iterator[Message]:
    """Messages of `t` and `tn` in the templates of a package, all of which are literal."""
    for path in package.glob("templates/*.j2"):
        source = path.read_text(encoding="utf-8")
        assert len(SAID.findall(source)) == len(re.findall(r"\bt\(", source)), path.name
        assert len(COUNTED.findall(source)) == len(re.findall(r"\btn\(", source)), path.name
        yield from SAID.findall(source)
        yield from COUNTED.findall(source)


def name_of(folder: Path) -> str:
    return folder.relative_to(PROJECT).as_posix()


def forms(message: Message) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else message


def misset(french: str) -> Iterator[str]:
    for fault, pattern in MISSET.items():
        if pattern.search(french):
            yield fault


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_message_is_a_literal_that_the_extractor_sees(folder: Path) -> None:
    for source in sources(folder):
        code = source.read_text()
        if source.name == "i18n.js":
            continue  # defines t and tn
        calls, literal = len(CALL.findall(code)), len(LITERAL_CALL.findall(code))
        assert calls == literal, f"{source.name}: a message is not a double-quoted literal"
        seen = list(
            extract_from_file(
                "javascript",
                source,
                keywords={"t": None, "tn": (1, 2)},
                options={"parse_template_string": "true"},
            )
        )
        assert len(seen) == literal, f"{source.name}: the extractor misses a message"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_message_has_its_french(folder: Path) -> None:
    known = translations(SHARED) | translations(folder)
    missing = sorted(str(message) for message in messages(folder) - known.keys())
    assert missing == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_french_is_left_over(folder: Path) -> None:
    used = messages(folder)
    if folder == SHARED:
        used = set().union(*(messages(each) for each in FOLDERS))
    left = sorted(str(message) for message in translations(folder).keys() - used)
    assert left == []


@pytest.mark.parametrize("folder", CATALOGUES, ids=name_of)
def test_french_is_complete_and_keeps_the_placeholders(folder: Path) -> None:
    for message, french in translations(folder).items():
        assert len(forms(french)) == len(forms(message)), message
        for english, translated in zip(forms(message), forms(french), strict=True):
            assert translated.strip(), message
            wanted = sorted(PLACEHOLDER.findall(english))
            assert sorted(PLACEHOLDER.findall(translated)) == wanted, message


@pytest.mark.parametrize("folder", CATALOGUES, ids=name_of)
def test_french_is_well_set(folder: Path) -> None:
    faults = [
        f"{translated}: {fault}"
        for french in translations(folder).values()
        for translated in forms(french)
        for fault in misset(translated)
    ]
    assert faults == []


@pytest.mark.parametrize(
    "french",
    ["Vraiment ?", "Oui: non", "20 %", "« mot »", "L'examen", "Attendez...", "prêt·e"],
)
def test_bad_typography_is_seen(french: str) -> None:
    assert list(misset(french))


def test_good_typography_is_not_faulted() -> None:
    good = (
        "Vraiment\u202f? Oui\u00a0: l’«\u00a0examen\u00a0» vaut 20\u00a0%\u202f; https://exemple.fr"
    )
    assert list(misset(good)) == []


def test_one_message_has_one_french_on_a_page() -> None:
    shared = translations(SHARED)
    for folder in FOLDERS:
        if folder == SHARED:
            continue
        for message, french in translations(folder).items():
            assert shared.get(message, french) == french, f"{folder.name}: {message}"
