from __future__ import annotations

import pytest

from tests.curriculum.factory import save
from tests.curriculum.sample import SLUG

FR = f"1-{SLUG}.fr.ipynb"


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("[x](#nowhere)", "#nowhere is no cell of this lesson"),
        ("[x](lesson:home-visits/8)", "there is no lesson 'home-visits/8'"),
        ("[x](lesson:home-visits/1#scene)", "home-visits/1 has no section 'scene'"),
        ("[x](lesson:home-visits)", "'lesson:home-visits' names no lesson"),
        ("[x](other.ipynb)", "'other.ipynb' leads nowhere"),
        ("[x](http://localhost)", "'http://localhost' leads nowhere"),
        ("![](map.png)", "the image map.png has no text"),
        ("![A map](map.png)", "the image map.png is not there"),
    ],
)
def test_a_link_that_leads_nowhere_is_an_error(draft, link, message):
    ((name, fault),) = draft.say("listening", link, "fr").ruling("links")
    assert (name, fault.place, fault.level) == (FR, "cell listening", "error")
    assert fault.message == message
    assert fault.fix


@pytest.mark.parametrize(
    "link",
    [
        "[x](#listening-2)",
        "[x](lesson:home-visits/1)",
        "[x](lesson:home-visits/1#listening)",
        "[x](https://example.org/a?b=c#d)",
        '[x](https://example.org "Title")',
    ],
)
def test_a_link_that_leads_somewhere_is_silent(draft, link):
    assert draft.say("listening", link).ruling("links") == []


def test_a_link_to_a_module_that_is_not_written_yet_is_a_warning(draft):
    draft.say("listening", "[x](lesson:later/1#part)", "fr")
    draft.syllabus["tracks"][0]["stops"].append({"module": "later"})
    assert [fault.level for _, fault in draft.ruling("links")] == ["warning"]


def test_an_image_that_is_there_and_has_a_text_is_silent(draft):
    save(draft.folder / "lessons" / "map.png", "")
    assert draft.say("listening", "![A map](map.png)").ruling("links") == []
