from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from curriculum.links import Link, links, resolved


def address(lesson: str, section: str | None) -> str:
    return f"/{lesson}?{section}"


def test_links_and_images_are_found_in_order():
    found = list(links('[a](#b) and ![c](d.png) [e](<https://x.org> "T") []( lesson:m/1 )'))
    assert found == [
        Link("a", "#b", is_image=False),
        Link("c", "d.png", is_image=True),
        Link("e", "https://x.org", is_image=False),
        Link("", "lesson:m/1", is_image=False),
    ]


def test_a_link_to_a_lesson_names_it_and_its_section():
    assert Link("a", "lesson:french-law/2#who", is_image=False).lesson == ("french-law/2", "who")
    assert Link("a", "lesson:french-law/2", is_image=False).lesson == ("french-law/2", None)


def test_anything_else_leads_to_no_lesson():
    for target in ("lesson:french-law", "lesson:m/0", "lesson:m/12", "lesson:M/1", "#a", "m/1", ""):
        assert Link("a", target, is_image=False).lesson is None


def test_links_to_lessons_are_resolved_and_no_others():
    markdown = "[a](lesson:m/1#s), [b](lesson:m/2), [c](#d), ![e](f.png), [g](https://h.org)"
    assert resolved(markdown, address) == (
        "[a](/m/1?s), [b](/m/2?None), [c](#d), ![e](f.png), [g](https://h.org)"
    )


def test_a_link_that_is_wrong_stays_as_it_is():
    assert resolved("[a](lesson:m#s)", address) == "[a](lesson:m#s)"


@given(st.text(alphabet='[]()!<>#:/ab1\n" '))
def test_prose_without_lessons_is_never_changed(markdown):
    assert resolved(markdown, address) == markdown
