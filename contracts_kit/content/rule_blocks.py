"""Reads the blocks of a rule: steps, rows, choices, flags, parallel lists, combinations, refusals."""

from __future__ import annotations

from typing import Any

from contracts_kit.content.combination import Combine
from contracts_kit.content.combination_reading import KEYS as COMBINATION_KEYS
from contracts_kit.content.combination_reading import read_combination
from contracts_kit.content.expressions import Expr
from contracts_kit.content.map_reader import MapReader, read_bilingual
from contracts_kit.content.options import is_name
from contracts_kit.content.rules import (
    Block,
    ChoiceRow,
    Choose,
    Column,
    Flag,
    Flags,
    Refusal,
    Rows,
    Step,
    Zip,
    ZipColumn,
)
from contracts_kit.content.yaml_reader import Scalar, YamlList, YamlMap
from contracts_kit.findings import Finding, Place
from contracts_kit.values.bilingual import Bilingual

CODES = ("invalid_input", "missing_param")
_NOWHERE = Expr("None")


class BlockReader:
    """Reads one rule's blocks. `broken` is true once something could not be read."""

    def __init__(self, rule: str, source: YamlMap, clause: str, findings: list[Finding]) -> None:
        self.rule, self.source, self.clause, self.findings = rule, source, clause, findings
        self.broken = False
        self._labels: dict[str, Bilingual] = {}

    def label_of(self, name: str) -> Bilingual:
        """The label of a block; the name itself where it has none."""
        return self._labels.get(name) or Bilingual(name, name)

    def read(self) -> dict[str, Block]:
        """Every block by name, in the order written."""
        blocks: dict[str, Block] = {}
        readers = {
            "zip": self._zip,
            "rows": self._rows,
            "choose": self._choose,
            "flags": self._flags,
            "combine": self._combine,
            "steps": self._step,
        }
        for kind in self.source:
            if kind not in readers:
                continue
            for name, spec, holder in self.named(self.source, kind, f"{self.rule}.{kind}"):
                place = self.place(holder, name, f"{self.rule}.{kind}.{name}")
                if name in blocks:
                    self.wrong("rule_name_twice", place, name=name)
                label = read_bilingual(spec.get("label")) if isinstance(spec, YamlMap) else None
                self._labels[name] = label or Bilingual(name, name)
                blocks[name] = readers[kind](name, spec, holder, place)
        return blocks

    # -- places and parts -------------------------------------------------------------------------------------------

    def place(self, holder: YamlMap, key: str, path: str) -> Place:
        """The place of a key of the rule."""
        found = holder.place(key)
        return Place(found.file, found.line, found.column, path, None, self.clause)

    def wrong(self, kind: str, place: Place, **details: Any) -> None:
        """Add a finding."""
        self.broken = True
        self.findings.append(Finding(kind, place, details))

    def named(self, holder: YamlMap, key: str, path: str) -> list[tuple[str, Any, YamlMap]]:
        """The entries of the mapping under a key: name, content, and the mapping."""
        given = holder.get(key)
        if given is None:
            return []
        if not isinstance(given, YamlMap):
            self.wrong("rule_part_wrong", self.place(holder, key, path), name=key, expected="name: ...")
            return []
        for name in given:
            if not is_name(name) and not key.startswith("flags"):
                self.wrong("rule_name_form", self.place(given, name, path), name=name[:80])
        return [(name, spec, given) for name, spec in given.items()]

    def expression(self, holder: YamlMap, key: str, path: str) -> Expr:
        """The expression under a key; `{is: expression, label: ...}` too."""
        spec = holder.get(key)
        place = self.place(holder, key, path)
        if isinstance(spec, YamlMap):
            self._only(spec, ("is", "label"), path)
            return self.expression(spec, "is", path) if "is" in spec else self._missing(place, "is")
        if not isinstance(spec, Scalar):
            return self._missing(place, key)
        return Expr(str(spec), place)

    def _missing(self, place: Place, key: str) -> Expr:
        self.wrong("rule_part_missing", place, name=key)
        return _NOWHERE

    def _only(self, spec: YamlMap, known: tuple[str, ...], path: str) -> None:
        MapReader(spec, self.findings, path).only(known)

    def _columns(self, holder: YamlMap, key: str, path: str) -> tuple[Column, ...]:
        columns = []
        for name, spec, given in self.named(holder, key, path):
            label = read_bilingual(spec.get("label")) if isinstance(spec, YamlMap) else None
            expression = self.expression(given, name, f"{path}.{name}")
            columns.append(Column(name, expression, label or Bilingual(name, name)))
        return tuple(columns)

    def refusals(self, holder: YamlMap, path: str) -> tuple[Refusal, ...]:
        """The refusals listed under `refuse`."""
        given = holder.get("refuse")
        if given is None:
            return ()
        if not isinstance(given, YamlList):
            self.wrong("rule_part_wrong", self.place(holder, "refuse", path), name="refuse", expected="- {when, code}")
            return ()
        made = []
        for spec in given:
            if not isinstance(spec, YamlMap):
                self.wrong(
                    "rule_part_wrong", self.place(holder, "refuse", path), name="refuse", expected="- {when, code}"
                )
                continue
            reader = MapReader(spec, self.findings, path)
            reader.only(("when", "code", "message"))
            code = reader.text("code") or "invalid_input"
            if code not in CODES:
                self.wrong("refusal_code_unknown", reader.place("code"), found=code, known=", ".join(CODES))
            made.append(Refusal(self.expression(spec, "when", path), code, reader.bilingual("message")))
        return tuple(made)

    # -- the blocks -------------------------------------------------------------------------------------------------

    def _step(self, name: str, spec: Any, holder: YamlMap, place: Place) -> Block:
        assert place.path is not None
        return Step(name, self.expression(holder, name, place.path), self.label_of(name), place=place)

    def _mapping(self, spec: Any, known: tuple[str, ...], place: Place) -> YamlMap | None:
        if not isinstance(spec, YamlMap):
            self.wrong("rule_part_wrong", place, name=place.path, expected=", ".join(known))
            return None
        self._only(spec, known, place.path or "")
        return spec

    def _rows(self, name: str, spec: Any, holder: YamlMap, place: Place) -> Block:
        given = self._mapping(spec, ("over", "columns", "start", "carry", "refuse", "label"), place)
        if given is None:
            return Rows(name, _NOWHERE, (), self.label_of(name))
        path = place.path or name
        return Rows(
            name,
            self.expression(given, "over", f"{path}.over"),
            self._columns(given, "columns", path),
            self.label_of(name),
            self._columns(given, "start", f"{path}.start"),
            self._columns(given, "carry", f"{path}.carry"),
            self.refusals(given, f"{path}.refuse"),
            place=place,
        )

    def _combine(self, name: str, spec: Any, holder: YamlMap, place: Place) -> Block:
        given = self._mapping(spec, COMBINATION_KEYS, place)
        if given is None:
            return Combine(name, _NOWHERE, _NOWHERE, (), (), (), (), self.label_of(name))
        return read_combination(self, name, given, place)

    def _choose(self, name: str, spec: Any, holder: YamlMap, place: Place) -> Block:
        given = self._mapping(spec, ("rows", "otherwise", "all_grounds", "label"), place)
        path = place.path or name
        rows = None if given is None else given.get("rows")
        if given is None or not isinstance(rows, YamlList) or not all(isinstance(r, YamlMap) for r in rows):
            self.wrong("rule_part_wrong", place, name=path, expected="rows: [{when, value}, ...]")
            return Choose(name, (), None, self.label_of(name))
        made = []
        for index, row in enumerate(rows, 1):
            at = f"{path}.{index}"
            reader = MapReader(row, self.findings, at)
            reader.only(("when", "value", "ground", "residual", "label"))
            residual = self.expression(row, "residual", at) if row.get("residual") is not None else None
            made.append(
                ChoiceRow(
                    self.expression(row, "when", at),
                    self.expression(row, "value", at),
                    reader.text("ground"),
                    residual,
                    reader.bilingual("label"),
                )
            )
        otherwise = self.expression(given, "otherwise", f"{path}.otherwise") if "otherwise" in given else None
        grounds = str(given.get("all_grounds", "false")).lower() == "true"
        return Choose(name, tuple(made), otherwise, self.label_of(name), grounds, place=place)

    def _flags(self, name: str, spec: Any, holder: YamlMap, place: Place) -> Block:
        if not isinstance(spec, YamlMap):
            self.wrong("rule_part_wrong", place, name=place.path, expected="flag: condition")
            return Flags(name, (), self.label_of(name))
        path = place.path or name
        flags = []
        for flag, condition in spec.items():
            if flag == "label" and isinstance(condition, YamlMap) and "is" not in condition:
                continue
            label = read_bilingual(condition.get("label")) if isinstance(condition, YamlMap) else None
            expression = self.expression(spec, flag, f"{path}.{flag}")
            flags.append(Flag(flag, expression, label or Bilingual(flag, flag)))
        return Flags(name, tuple(flags), self.label_of(name), place=place)

    def _zip(self, name: str, spec: Any, holder: YamlMap, place: Place) -> Block:
        if not isinstance(spec, YamlMap) or not spec:
            self.wrong("rule_part_wrong", place, name=place.path, expected="field: list")
            return Zip(name, (), self.label_of(name))
        path = place.path or name
        columns = []
        for field, given in spec.items():
            if isinstance(given, YamlMap) and "from" in given:
                self._only(given, ("from", "missing"), f"{path}.{field}")
                missing = self.expression(given, "missing", f"{path}.{field}") if "missing" in given else None
                columns.append(ZipColumn(field, self.expression(given, "from", f"{path}.{field}"), missing))
            elif field != "label":
                columns.append(ZipColumn(field, self.expression(spec, field, f"{path}.{field}")))
        return Zip(name, tuple(columns), self.label_of(name), place=place)
