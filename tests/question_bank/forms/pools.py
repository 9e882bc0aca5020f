"""Banks for parallel forms: items with scenarios, enemies and drafts among them."""

from __future__ import annotations

import random
from collections import defaultdict

from question_bank.bank import Bank
from question_bank.blueprint import Blueprint, Quota
from question_bank.model import Item
from tests.factories import CCM, make_bank, make_case, make_items

# A tenth of the real exam: forms of 18 questions are divided in a moment.
_SMALL = {
    "care-management": (4, 1),
    "reimbursement": (2, 0),
    "psychosocial": (3, 1),
    "quality-outcomes": (2, 0),
    "rehabilitation": (1, 1),
    "ethics-law-practice": (2, 1),
}
SMALL: Blueprint = CCM.model_copy(
    update={
        "domains": tuple(
            domain.model_copy(
                update={"full": Quota(scored=_SMALL[domain.id][0], pretest=_SMALL[domain.id][1])}
            )
            for domain in CCM.domains
        )
    }
)


def mixed_bank(
    count: int,
    *,
    seed: int = 0,
    scenarios: float = 0.15,
    size: int = 3,
    enemies: int = 10,
    blueprint: Blueprint = CCM,
    drafts: float = 0.0,
) -> Bank:
    """Items of which a share stands in scenarios of one size, with pairs of enemies."""
    chance = random.Random(seed)
    by_domain: dict[str, list[Item]] = defaultdict(list)
    for item in make_items(count, seed=seed, blueprint=blueprint, review="checked"):
        review = "draft" if chance.random() < drafts else "checked"
        by_domain[item.domain].append(item.model_copy(update={"review": review}))
    cases = []
    for domain, items in by_domain.items():
        sets = int(len(items) * scenarios) // size
        for number in range(sets):
            cases.append(make_case(f"case-{domain}-{number}"))
            for place in range(number * size, (number + 1) * size):
                items[place] = items[place].model_copy(update={"case": cases[-1].id})
        alone = range(sets * size, len(items))
        for _ in range(min(enemies, len(alone) // 4)):
            first, second = chance.sample(alone, 2)
            changes = {"enemies": (items[second].id,)}
            items[first] = items[first].model_copy(update=changes)
    every = [item for items in by_domain.values() for item in items]
    return make_bank(every, cases=cases, blueprints={blueprint.id: blueprint})
