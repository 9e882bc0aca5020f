"""House prose as safe HTML, and anybody's HTML as house prose.

Prose knows two things: an empty line ends a paragraph, `**` stands around what is important.
On the way in, only the text of a short list of elements is kept; nothing is ever fetched.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from operator import itemgetter
from typing import get_args

from question_bank.exchange.question import Words
from question_bank.model import Locale

SECTIONS = frozenset({"scenario", "sources", "licence"})  # classes that part a text

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_PARAGRAPHS = re.compile(r"\n[ \t\r\f\v]*\n")
_MLANG = re.compile(r"\{mlang\s+([\w-]+)\s*\}(.*?)\{mlang\s*\}", re.DOTALL | re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_FORMULA = re.compile(r"\\\(.+?\\\)|\\\[.+?\\\]|\$\$.+?\$\$", re.DOTALL)

# fmt: off
_BREAKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
})
_BOLDS = frozenset({"b", "strong"})
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
})
_DROPPED = frozenset({
    "applet", "button", "embed", "head", "iframe", "math", "noscript", "object", "option",
    "script", "select", "style", "svg", "template", "textarea", "title",
})
# fmt: on
_MEDIA = {  # what prose has no room for; an author has to write something in its place
    "applet": "applet",
    "audio": "sound",
    "embed": "object",
    "iframe": "frame",
    "img": "image",
    "math": "formula",
    "object": "object",
    "svg": "drawing",
    "video": "film",
}
_DEEPEST = 400  # elements inside one another; what is deeper is read as if it were not
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def to_html(prose: str) -> str:
    """The prose as paragraphs."""
    return "".join(f"<p>{_bold(paragraph)}</p>" for paragraph in prose.split("\n\n"))


def to_inline(prose: str) -> str:
    """The prose without block elements, for a span or an option."""
    return "<br/><br/>".join(_bold(paragraph) for paragraph in prose.split("\n\n"))


def plain(prose: str) -> str:
    """The prose in one line without marks, for a title."""
    return _BLANKS.sub(" ", _BOLD.sub(r"\1", prose))


def clean(text: str) -> str:
    """Text of a stranger as house prose: no control characters, one kind of blank."""
    text = _CONTROL.sub("", text)
    paragraphs = (_BLANKS.sub(" ", one).strip(" ") for one in _PARAGRAPHS.split(text.strip()))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph.strip())


@dataclass(frozen=True)
class Prose:
    """The words of each section of a piece of HTML ("" is the text itself), and what was lost."""

    sections: Mapping[str, Words]
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> Words:
        """The text itself."""
        return self.sections.get("", {})


def from_html(html: str, locale: Locale) -> Prose:
    """What the HTML says; text marked with no language is in that one."""
    reader = _Reader()
    marked = _MLANG.sub(r'<span class="multilang" lang="\1">\2</span>', _CONTROL.sub("", html))
    reader.feed(marked)
    reader.close()
    return reader.prose(locale)


def _bold(paragraph: str) -> str:
    parts = _BOLD.split(paragraph)
    return "".join(
        f"<strong>{escape(part)}</strong>" if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )


@dataclass
class _Text:
    """Paragraphs in the making: runs of text, each with the number of its bold element or 0."""

    paragraphs: list[str] = field(default_factory=list)
    runs: list[tuple[int, str]] = field(default_factory=list)

    def add(self, bold: int, text: str) -> None:
        self.runs.append((bold, text))

    def end(self) -> None:
        merged = (
            _marked(bold, "".join(text for _, text in runs))
            for bold, runs in groupby(self.runs, key=itemgetter(0))
        )
        paragraph = _BLANKS.sub(" ", "".join(merged)).strip(" ")
        self.runs = []
        if paragraph.strip():
            self.paragraphs.append(paragraph)

    def read(self) -> str:
        self.end()
        return "\n\n".join(self.paragraphs).strip()


def _marked(bold: int, text: str) -> str:
    inner = text.strip()
    if not bold or not inner:
        return text
    before, _, after = text.partition(inner)
    return f"{before}**{inner}**{after}"


@dataclass(frozen=True)
class _State:
    """Where the reader stands: the section, the language if one is marked, what is in force."""

    section: str = ""
    lang: str | None = None
    bold: int = 0
    dropped: bool = False
    script: str = ""


class _Reader(HTMLParser):
    """Collects the text of HTML, however broken, without recursion."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._stack: list[tuple[str, _State]] = []
        self._state = _State()
        self._texts: dict[tuple[str, Locale | None], _Text] = {}
        self._marked: set[tuple[str, Locale]] = set()
        self._bolds = 0
        self._lists: list[int | None] = []
        self._notes: dict[str, None] = {}

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """Where `<![CDATA[…]]>` or anything else behind `<![` ends; -1 where it does not.

        Python's parser fails on what is no SGML, as `<![0`; browsers take it for a comment.
        """
        end = self.rawdata.find("]]>", i) if self.rawdata.startswith("<![CDATA[", i) else -1
        return end + 3 if end >= 0 else self.parse_bogus_comment(i, report=False)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        outer = self._state
        if tag in _BREAKS:
            self._break()
        if tag in _MEDIA and not outer.dropped:
            self._media(tag, given)
        if tag not in _VOID and len(self._stack) < _DEEPEST:
            self._stack.append((tag, outer))
            self._state = self._entered(tag, given)
        self._opened(tag)

    def handle_endtag(self, tag: str) -> None:
        if all(open_tag != tag for open_tag, _ in self._stack):
            return
        if tag in _BREAKS:
            self._break()
        while True:
            open_tag, self._state = self._stack.pop()
            if open_tag in ("ol", "ul") and self._lists:
                self._lists.pop()
            if open_tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._state.dropped:
            self._say(_shifted(data, self._state.script))

    def prose(self, locale: Locale) -> Prose:
        """All that was read."""
        found: dict[str, dict[Locale, str]] = {}
        for section in dict.fromkeys(section for section, _ in self._texts):
            marked = [lang for name, lang in self._marked if name == section]
            words = {lang: self._texts[section, lang].read() for lang in sorted(marked)}
            if not words:
                words = {locale: self._texts[section, None].read()}
            found[section] = {lang: text for lang, text in words.items() if text}
        said = "".join(text for words in found.values() for text in words.values())
        if _FORMULA.search(said):
            self._notes["a formula is left as it was typed"] = None
        return Prose(found, tuple(self._notes))

    def _entered(self, tag: str, given: Mapping[str, str]) -> _State:
        state = self._state
        classes = given.get("class", "").split()
        section = next((name for name in classes if name in SECTIONS), state.section)
        lang = given.get("lang", "")[:2].lower() if "multilang" in classes else state.lang
        bold = state.bold
        if tag in _BOLDS and not bold:
            self._bolds += 1
            bold = self._bolds
        dropped = state.dropped or tag in _DROPPED
        script = tag if tag in ("sub", "sup") else state.script
        return _State(section, lang, bold, dropped, script)

    def _opened(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li" and self._lists and self._state.section != "sources":
            number = self._lists[-1]
            self._say("– " if number is None else f"{number + 1}. ")
            self._lists[-1] = None if number is None else number + 1
        elif tag in ("td", "th"):
            self._say(" ")
            self._notes["a table was read as lines of text"] = None

    def _media(self, tag: str, given: Mapping[str, str]) -> None:
        kind, shown = _MEDIA[tag], given.get("alt", "").strip()
        self._notes[f"{kind} left out: describe it in words, or drop the question"] = None
        self._say(f" [TODO {kind}: {shown}] " if shown else f" [TODO {kind}] ")

    def _say(self, text: str) -> None:
        section, lang = self._state.section, self._state.lang
        if lang is not None and lang not in get_args(Locale):
            self._notes[f"text in another language ({lang}) was left out"] = None
            return
        for locale in (None, *get_args(Locale)):
            if lang is None or locale == lang:
                self._text(section, locale).add(self._state.bold, text)
        if lang is not None and text.strip():
            self._marked.update((section, found) for found in get_args(Locale) if found == lang)

    def _break(self) -> None:
        for locale in (None, *get_args(Locale)):
            self._text(self._state.section, locale).end()

    def _text(self, section: str, locale: Locale | None) -> _Text:
        return self._texts.setdefault((section, locale), _Text())


def _shifted(text: str, script: str) -> str:
    """Raised or lowered text by its own characters, so that 10² is not read as 102."""
    if not script or not text.strip():
        return text
    shifted = text.translate(_RAISED if script == "sup" else _LOWERED)
    if all(old != new for old, new in zip(text, shifted, strict=True)):
        return shifted
    return text if text.isalpha() else f"{'^' if script == 'sup' else '_'}{text}"
