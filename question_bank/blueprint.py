"""Blueprints: what an exam asks, in which numbers, and how sure that is."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from question_bank.model import Prose, Record, Slug, Text

# A several sources agree, B one source, I inferred from A and B, C not confirmed,
# `estimate` ours because nothing was published.
Confidence = Literal["A", "B", "I", "C", "estimate"]
# `practice` is only sat as a published set: no form of it is drawn.
Mode = Literal["full", "half", "domain", "practice"]


class Reference(Record):
    """A source of the blueprint, cited by its id."""

    id: Slug
    title: Prose
    url: Prose | None = None


class Topic(Record):
    """A topic of a domain, in our own words."""

    id: Slug
    title: Text


class Quota(Record):
    """How many questions of a domain one form holds."""

    scored: Annotated[int, Field(ge=0)]
    pretest: Annotated[int, Field(ge=0)]

    @property
    def total(self) -> int:
        """Scored and pretest questions together."""
        return self.scored + self.pretest


class Domain(Record):
    """A domain, its published or estimated weight, and its share of each form.

    `covers` names the domains of the current blueprint whose items belong here; a
    domain of the current blueprint covers itself.
    """

    id: Slug
    title: Text
    weight: Annotated[float, Field(gt=0, le=100)]  # per cent of the scored questions
    confidence: Confidence
    source: Slug | None
    weight_note: Text | None = None
    topics_note: Text | None = None
    covers: tuple[Slug, ...] = ()
    full: Quota
    half: Quota
    topics: tuple[Topic, ...] = ()

    @property
    def item_domains(self) -> tuple[str, ...]:
        """Domains under which the items of this domain are filed."""
        return self.covers or (self.id,)


class ModeRules(Record):
    """Length of a mode; `items` only where the blueprint does not fix it by quotas."""

    minutes: Annotated[int, Field(ge=1)]
    items: Annotated[int, Field(ge=1)] | None = None


class Blueprint(Record):
    """A versioned exam outline."""

    id: Slug
    exam: Slug
    status: Literal["current", "legacy"]
    title: Text
    note: Text
    sources: tuple[Reference, ...]
    modes: dict[Mode, ModeRules]
    domains: tuple[Domain, ...]

    @model_validator(mode="after")
    def _weights_and_sources_hold(self) -> Self:
        total = sum(domain.weight for domain in self.domains)
        if abs(total - 100) > 0.01:
            raise ValueError(f"weights sum to {total:g}, not 100")
        known = {reference.id for reference in self.sources}
        for domain in self.domains:
            if domain.source is not None and domain.source not in known:
                raise ValueError(f"{domain.id}: source {domain.source!r} is not in sources")
            if domain.source is None and domain.confidence != "estimate":
                raise ValueError(f"{domain.id}: a weight without a source must be an estimate")
        return self

    def domain(self, domain_id: str) -> Domain:
        """The domain of that id; KeyError names the known ones."""
        for domain in self.domains:
            if domain.id == domain_id:
                return domain
        known = ", ".join(domain.id for domain in self.domains)
        raise KeyError(f"no domain {domain_id!r} in {self.id}; its domains are {known}")
