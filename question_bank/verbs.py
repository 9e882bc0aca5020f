"""What the options of an item do, by the verb they start with."""

from __future__ import annotations

import re

_FAMILIES: dict[str, str] = {
    "assess": "ask assess check clarify compare confirm determine elicit estimate evaluate examine "
    "explore find gather identify inquire interview investigate learn look measure observe obtain "
    "probe reassess rescreen screen test verify",
    "contact": "alert call contact inform message notify page phone report tell update",
    "record": "chart document log note record",
    "refer": "connect direct link refer transfer",
    "arrange": "arrange assign book bring coordinate convene enroll find hold invite join meet "
    "order organize place schedule send set start stop visit",
    "teach": "coach demonstrate educate explain go practice rehearse show teach train walk",
    "review": "reread review revisit",
    "plan": "adapt add adjust adopt agree build close compose create define delay design develop "
    "divide draw draft extend keep lay move plan prepare present propose rank rebuild "
    "redesign reduce repair revise settle shorten shift split update wait write",
    "escalate": "appeal apply ask-for bill dispute escalate file petition request seek submit",
    "support": "acknowledge affirm encourage help listen offer praise reassure reflect support "
    "thank",
}
_FAMILY_OF = {verb: family for family, verbs in _FAMILIES.items() for verb in verbs.split()}
_CLINICIAN = re.compile(
    r"\b(?:physicians?|prescribers?|doctors?|clinicians?|surgeons?|hospitalists?|pharmacists?"
    r"|practitioners?|psychiatrists?|pediatricians?|\w+ologists?|primary care|on-call)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_SPEECH = re.compile(r"^\s*[\"“«']")

FAMILIES = (*_FAMILIES, "contact-clinician", "speech", "other")


def first_word(option: str) -> str:
    """The word the option starts with, in small letters."""
    found = _WORD.search(option)
    return found.group().lower() if found else ""


def verb_family(option: str) -> str:
    """The family of the English option: assess, contact-clinician, record, ...

    Words to say are `speech`; options that do not start with a known verb are `other`.
    """
    if _SPEECH.match(option):
        return "speech"
    family = _FAMILY_OF.get(first_word(option), "other")
    if family == "contact" and _CLINICIAN.search(option):
        return "contact-clinician"
    return family
