from __future__ import annotations

import pytest

from curriculum.typography import alphabetical, typeset_title


def test_accents_and_capitals_do_not_count_in_the_alphabet():
    words = ["Zarit", "évaluation", "Écoute", "eau", "ordre"]
    assert sorted(words, key=alphabetical) == ["eau", "Écoute", "évaluation", "ordre", "Zarit"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("L'avis : qui décide ?", "L’avis\u00a0: qui décide\u00a0?"),
        ("« Vieillir » chez soi", "«\u00a0Vieillir\u00a0» chez soi"),
        ('Patients\' "rights": a guide', "Patients’ “rights”: a guide"),
    ],
)
def test_a_title_in_either_language_has_its_quotes_and_blanks(title, expected):
    assert typeset_title(title) == expected
