"""A branching interview: what the person says, what one may ask or do, what comes of it."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from curriculum.named import Named, unique
from question_bank.model import Record, Slug, Text

Axis = Literal["gathering", "deciding"]
Worth = Literal["essential", "useful", "neutral", "wasteful", "harmful"]

AXES: tuple[Axis, ...] = ("gathering", "deciding")
WORTH: MappingProxyType[Worth, int] = MappingProxyType(
    {"essential": 2, "useful": 1, "neutral": 0, "wasteful": -1, "harmful": -2}
)


class Move(Named):
    """Something one may ask, say or do; `reply` is what it brings, `why` what it is worth.

    A move with `next` leads there; without, the interview goes on to the next of its node.
    """

    worth: Worth
    reply: Text
    why: Text
    next: Slug | None = None
    critical: Slug | None = None


class Node(Record):
    """A moment of the interview.

    At a `gathering` node one chooses as many moves as one wants, then goes on to `next`; at a
    `deciding` node exactly one. A node without moves is an end.
    """

    id: Slug
    axis: Axis = "deciding"
    text: Text
    moves: tuple[Move, ...] = ()
    next: Slug | None = None

    @model_validator(mode="after")
    def _leads_on(self) -> Self:
        unique(self.moves, "moves")
        if not self.moves:
            if self.next is not None:
                raise ValueError("an end (no moves) leads nowhere: remove `next`")
        elif self.axis == "gathering":
            if self.next is None or any(move.next for move in self.moves):
                raise ValueError("a gathering node has one `next`, and its moves none")
        elif self.next is None and any(move.next is None for move in self.moves):
            raise ValueError("each move of a deciding node, or the node itself, needs a `next`")
        return self

    def leads_to(self, move: Move) -> str | None:
        """The id of the node after that move."""
        return move.next or self.next

    @property
    def is_end(self) -> bool:
        """Whether the interview ends here."""
        return not self.moves

    def move(self, move_id: str) -> Move | None:
        """The move of that id, if there is one."""
        return next((one for one in self.moves if one.id == move_id), None)


class Pass(Record):
    """The share of each score that must be reached (0 to 1)."""

    gathering: Annotated[float, Field(gt=0, le=1)] = 0.6
    deciding: Annotated[float, Field(gt=0, le=1)] = 0.6


class Script(Record):
    """The nodes, from the first; every way through them ends, and none goes round."""

    nodes: Annotated[tuple[Node, ...], Field(min_length=3, max_length=20)]
    needed: Pass = Pass()

    @model_validator(mode="after")
    def _every_way_ends(self) -> Self:
        known = unique(self.nodes, "nodes")
        for node in self.nodes:
            for target in self.after(node):
                if target not in known:
                    raise ValueError(f"{node.id} leads to {target!r}, which is not there")
        reached: set[str] = set()
        self._walk(self.nodes[0].id, (), reached)
        if lost := sorted(known - reached):
            raise ValueError(f"nothing leads to {', '.join(lost)}")
        return self

    def _walk(self, node_id: str, way: tuple[str, ...], reached: set[str]) -> None:
        if node_id in way:
            raise ValueError(f"the interview goes round: {' → '.join((*way, node_id))}")
        if node_id in reached:
            return
        for target in self.after(self.node(node_id)):
            self._walk(target, (*way, node_id), reached)
        reached.add(node_id)

    def after(self, node: Node) -> tuple[str, ...]:
        """Ids of the nodes that may come after a node."""
        targets = [move.next for move in node.moves] + [node.next]
        return tuple(dict.fromkeys(target for target in targets if target is not None))

    def node(self, node_id: str) -> Node:
        """The node of that id; KeyError names what was asked for."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(f"no node {node_id!r} in the script")

    def best(self, axis: Axis) -> int:
        """The highest sum that a way through the script can reach on an axis."""

        @cache
        def from_here(node_id: str) -> int:
            node = self.node(node_id)
            if node.is_end:
                return 0
            counts = node.axis == axis
            if node.axis == "gathering":
                earned = sum(max(0, WORTH[move.worth]) for move in node.moves) if counts else 0
                return earned + from_here(node.next or "")
            return max(
                (WORTH[move.worth] if counts else 0) + from_here(node.leads_to(move) or "")
                for move in node.moves
            )

        return from_here(self.nodes[0].id)
