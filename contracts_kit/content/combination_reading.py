"""Reads a `combine` block: the form of its parts. Types and names are checked afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts_kit.content.combination import Combine, Displaced, LeaveOut, Multiplied, OneOf
from contracts_kit.content.expressions import Expr
from contracts_kit.content.map_reader import MapReader
from contracts_kit.content.yaml_reader import YamlMap
from contracts_kit.findings import Place
from contracts_kit.values.bilingual import Bilingual

if TYPE_CHECKING:
    from contracts_kit.content.rule_blocks import BlockReader

KEYS = ("over", "amount", "leave_out", "one_of", "displaced", "multiply", "label")
PART_KEYS = {
    "leave_out": ("when",),
    "one_of": ("within", "take", "when", "chosen"),
    "displaced": ("within", "when", "by"),
    "multiply": ("by", "when"),
}
_FIRST = Expr("'first'")


def read_combination(blocks: BlockReader, name: str, spec: YamlMap, place: Place) -> Combine:
    """The block as written; what is wrong with it is found by `blocks`."""
    reading = _Reading(blocks, place.path or name)
    return Combine(
        name,
        blocks.expression(spec, "over", f"{place.path}.over"),
        blocks.expression(spec, "amount", f"{place.path}.amount"),
        tuple(reading.leave_out(*part) for part in reading.parts(spec, "leave_out")),
        tuple(reading.one_of(*part) for part in reading.parts(spec, "one_of")),
        tuple(reading.displaced(*part) for part in reading.parts(spec, "displaced")),
        tuple(reading.multiplied(*part) for part in reading.parts(spec, "multiply")),
        blocks.label_of(name),
        place=place,
    )


class _Reading:
    def __init__(self, blocks: BlockReader, path: str) -> None:
        self.blocks, self.path = blocks, path

    def parts(self, spec: YamlMap, key: str) -> list[tuple[str, YamlMap, Bilingual]]:
        """The named parts under a key, each with its label."""
        made: list[tuple[str, YamlMap, Bilingual]] = []
        for name, part, holder in self.blocks.named(spec, key, f"{self.path}.{key}"):
            path = f"{self.path}.{key}.{name}"
            if not isinstance(part, YamlMap):
                place = self.blocks.place(holder, name, path)
                self.blocks.wrong("rule_part_wrong", place, name=name, expected=", ".join(PART_KEYS[key]))
                continue
            reader = MapReader(part, self.blocks.findings, path)
            reader.only((*PART_KEYS[key], "label"))
            made.append((name, part, reader.bilingual("label") or Bilingual(name, name)))
        return made

    def expression(self, part: YamlMap, key: str, name: str) -> Expr:
        return self.blocks.expression(part, key, f"{self.path}.{name}.{key}")

    def perhaps(self, part: YamlMap, key: str, name: str) -> Expr | None:
        return self.expression(part, key, name) if key in part else None

    def within(self, part: YamlMap, name: str) -> tuple[str, ...]:
        return MapReader(part, self.blocks.findings, f"{self.path}.{name}").texts("within")

    def leave_out(self, name: str, part: YamlMap, label: Bilingual) -> LeaveOut:
        return LeaveOut(name, self.expression(part, "when", name), label)

    def one_of(self, name: str, part: YamlMap, label: Bilingual) -> OneOf:
        take = self.perhaps(part, "take", name) or _FIRST
        within, when = self.within(part, name), self.perhaps(part, "when", name)
        return OneOf(name, within, take, label, when, self.perhaps(part, "chosen", name))

    def displaced(self, name: str, part: YamlMap, label: Bilingual) -> Displaced:
        within = self.within(part, name)
        return Displaced(name, within, self.expression(part, "when", name), self.expression(part, "by", name), label)

    def multiplied(self, name: str, part: YamlMap, label: Bilingual) -> Multiplied:
        return Multiplied(name, self.expression(part, "by", name), label, self.perhaps(part, "when", name))
