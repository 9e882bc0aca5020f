from __future__ import annotations


def test_a_topic_that_no_lesson_teaches_is_an_error(draft):
    del draft.entry["teaches"]["ccm-test/care/visits"]
    ((name, fault),) = draft.ruling("topics")
    assert (name, fault.place, fault.level) == ("modules", "ccm-test/care/visits", "error")
    assert fault.message == "is taught by no lesson"


def test_topics_are_only_counted_while_modules_are_missing(draft):
    del draft.entry["teaches"]["ccm-test/care/visits"]
    draft.syllabus["tracks"][0]["stops"].append({"module": "later"})
    ((_, fault),) = draft.ruling("topics")
    assert (fault.message, fault.level) == (
        "1 of 2 topics are taught by no lesson yet",
        "warning",
    )


def test_a_whole_domain_may_be_taught(draft):
    draft.entry["teaches"] = {"ccm-test/care": ["listening"]}
    assert draft.ruling("topics") == []


def test_a_topic_that_no_outline_has_is_an_error(draft):
    draft.entry["teaches"]["ccm-test/cure/notes"] = ["listening"]
    assert draft.places("topics") == [
        ("module.yaml", "lessons[0].teaches", "'ccm-test/cure/notes' is unknown")
    ]


def test_the_topic_of_an_objective_exists(draft):
    draft.entry["objectives"][2]["topic"] = "care/note"
    assert draft.places("topics") == [
        (
            "module.yaml",
            "lessons[0].objectives[2].topic",
            "'care/note' is no topic of ccm-test",
        )
    ]
