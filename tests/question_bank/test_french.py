from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.french import NARROW, NBSP, mended


@pytest.mark.parametrize("number", ["12 300 habitants", "1 234 567,8", "0 800 05"])
def test_thousands_stay_together(number):
    kept = mended(number)
    assert kept.replace(NARROW, " ") == number
    assert mended(kept) == kept
    assert " " not in kept.split(",")[0].removesuffix(" habitants").removesuffix(" 05")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Attention : ceci", "Attention_: ceci"),
        ("Attention: ceci", "Attention_: ceci"),
        ("« Oui »", "«_Oui_»"),
        ("«Oui»", "«_Oui_»"),
        ("Pourquoi ?", "Pourquoi.?"),
        ("Pourquoi?", "Pourquoi.?"),
        ("Stop ! Non ; si", "Stop.! Non.; si"),
        ("Quoi ?!", "Quoi.?!"),
        ("**en premier** ?", "**en premier**.?"),
        ("**en premier :** ici", "**en premier_:** ici"),
        ("12 % et 30€", "12_% et 30_€"),
        ("50 $ par 2 kg en 4 h", "50_$ par 2_kg en 4_h"),
        ("« Pourquoi ? »", "«_Pourquoi.?_»"),
        ("voir https://a.fr/b?c=1;d=2 : là", "voir https://a.fr/b?c=1;d=2_: là"),
        ("(voir www.a.fr/x?y)", "(voir www.a.fr/x?y)"),
        ("écrire à a.b@c.fr ; merci", "écrire à a.b@c.fr.; merci"),
        ("à 14:30 ou 2:1", "à 14:30 ou 2:1"),
        ("(?) et … !", "(?) et …!"),
        ("n° 2012-345", "n°_2012-345"),
        ("01 23 45 67, 3 chiffres, en 2024 300 fois", "01 23 45 67, 3 chiffres, en 2024 300 fois"),
        ("Sans signe.", "Sans signe."),
    ],
)
def test_signs_keep_to_their_word(before, after):
    expected = after.replace("_", NBSP)
    for sign in ";!?":
        expected = expected.replace(f".{sign}", NARROW + sign)
    assert mended(before).replace("… !", "…!") == expected


TEXT = st.text(alphabet="ab1 :;!?«»%€$.()*…/" + NBSP + NARROW, max_size=40)


@given(TEXT)
def test_mending_twice_changes_nothing_more(text):
    assert mended(mended(text)) == mended(text)


@given(TEXT)
def test_mending_changes_spaces_only(text):
    def bare(prose):
        return "".join(prose.split())

    assert bare(mended(text)) == bare(text)
