"""Reads the rules of a clause from its YAML: the form of every block. Types and names are checked afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts_kit.content.expressions import Expr
from contracts_kit.content.map_reader import MapReader, read_bilingual
from contracts_kit.content.model import Option
from contracts_kit.content.options import is_name, read_option
from contracts_kit.content.rule_blocks import BlockReader
from contracts_kit.content.rules import Input, Limit, Output, Rule
from contracts_kit.content.value_types import read_type
from contracts_kit.content.yaml_reader import Scalar, YamlList, YamlMap
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding, Place
from contracts_kit.values.bilingual import Bilingual
from contracts_kit.values.reading import read_value
from contracts_kit.values.types import ValueType

_RULE = (
    "title",
    "inputs",
    "options",
    "refuse",
    "zip",
    "rows",
    "choose",
    "flags",
    "combine",
    "steps",
    "outputs",
    "example",
)
_INPUT = ("type", "unit", "default", "optional", "min", "max", "of", "fields", "label", "unread")
_FIELD = ("type", "unit", "default", "optional", "min", "max", "of", "fields", "label")
_OUTPUT = ("type", "unit", "of", "fields", "optional", "is", "label", "shown")


def read_rules(source: YamlMap, family: str, clause: str, findings: list[Finding]) -> dict[str, Rule]:
    """The rules of a clause by id. Everything wrong goes to `findings`; a rule that cannot be read is left out."""
    rules: dict[str, Rule] = {}
    for name, spec in source.items():
        place = _clause_place(source.place(name, name), clause)
        if not is_name(name):
            findings.append(Finding("rule_name_form", place, {"name": name[:80]}))
        elif not isinstance(spec, YamlMap):
            findings.append(Finding("rule_not_a_mapping", place, {"name": name}))
        else:
            rule = _RuleReader(name, spec, family, clause, place, findings).read()
            if rule is not None:
                rules[name] = rule
    return rules


def _clause_place(place: Place, clause: str) -> Place:
    return Place(place.file, place.line, place.column, place.path, None, clause)


class _RuleReader(MapReader):
    """One rule. Places carry the clause and the path `rule.block.name`."""

    def __init__(
        self, name: str, spec: YamlMap, family: str, clause: str, place: Place, findings: list[Finding]
    ) -> None:
        super().__init__(spec, findings, name)
        self.rule, self.family, self.clause, self.at = name, family, clause, place
        self.broken = False

    def read(self) -> Rule | None:
        self.only(_RULE)
        self.require("title", "outputs")
        title = self.bilingual("title") or Bilingual(self.rule, self.rule)
        blocks = BlockReader(self.rule, self.source, self.clause, self.findings)
        inputs = self._inputs()
        options = self._options()
        refusals = blocks.refusals(self.source, f"{self.rule}.refuse")
        found = blocks.read()
        outputs = self._outputs(blocks)
        example = self.source.get("example")
        if example is not None and not isinstance(example, YamlMap):
            self.wrong("example", "mapping")
            example = None
        if self.broken or blocks.broken:
            return None
        return Rule(
            self.rule,
            title,
            self.clause,
            self.family,
            inputs,
            options,
            refusals,
            found,
            outputs,
            example or {},
            place=self.at,
        )

    def _options(self) -> dict[str, Option]:
        options: dict[str, Option] = {}
        given: Any = self.mapping("options") or {}
        for name, spec in given.items():
            option = read_option(name, spec, given, self.findings, f"{self.rule}.options", self.rule)
            if option is None:
                self.broken = True
            else:
                options[name] = option
        return options

    # -- inputs -----------------------------------------------------------------------------------------------------

    def _inputs(self) -> dict[str, Input]:
        inputs: dict[str, Input] = {}
        given = self.mapping("inputs")
        for name, spec in (given or {}).items():
            assert given is not None
            place = _clause_place(given.place(name, f"{self.rule}.inputs.{name}"), self.clause)
            try:
                inputs[name] = self._input(name, spec, place)
            except InputError as error:
                self.findings.extend(error.findings)
                self.broken = True
        return inputs

    def _input(self, name: str, spec: Any, place: Place) -> Input:
        if not is_name(name):
            self.findings.append(Finding("rule_name_form", place, {"name": name[:80]}))
        type_ = read_type(spec, place)
        if not isinstance(spec, YamlMap):
            return Input(name, type_, Bilingual(name, name), place=place)
        reader = MapReader(spec, self.findings, place.path)
        reader.only(_INPUT)
        has_default = "default" in spec or type_.optional
        default, expression = self._default(spec, type_, place)
        fields = spec.get("fields")
        of_fields: Mapping[str, Any] = fields if isinstance(fields, YamlMap) else {}
        for field, given in of_fields.items():
            if isinstance(given, YamlMap):
                MapReader(given, self.findings, f"{place.path}.{field}").only(_FIELD)
        return Input(
            name,
            type_,
            reader.bilingual("label") or Bilingual(name, name),
            has_default,
            default,
            expression,
            self._limit(spec, "min", type_, 0, place),
            self._limit(spec, "max", type_, None, place),
            {n: self._limit(s, "min", type_.fields[n], 0, place) for n, s in of_fields.items()},
            {n: self._limit(s, "max", type_.fields[n], None, place) for n, s in of_fields.items()},
            {
                n: read_value(s["default"], type_.fields[n], place)
                for n, s in of_fields.items()
                if isinstance(s, YamlMap) and "default" in s
            },
            _labels(of_fields),
            _choice_labels(spec),
            reader.text("unread"),
            place,
            {n: labels for n, s in of_fields.items() if (labels := _choice_labels(s))},
        )

    def _limit(self, spec: Any, key: str, type_: ValueType, usual: Limit, place: Place) -> Limit:
        number = type_.of if type_.kind == "list" and type_.of is not None else type_
        if not isinstance(spec, Mapping) or key not in spec or not number.is_number:
            return usual if number.is_number else None
        if spec[key] is None or str(spec[key]).lower() == "none":
            return None
        found: Limit = read_value(spec[key], number, place)
        return found

    def _default(self, spec: YamlMap, type_: ValueType, place: Place) -> tuple[Any, Expr | None]:
        given = spec.get("default")
        if given is None:
            return None, None
        try:
            return read_value(given, type_, place), None
        except InputError:
            if not isinstance(given, Scalar):
                raise
        return None, Expr(str(given), _clause_place(spec.place("default", place.path), self.clause))

    # -- outputs ----------------------------------------------------------------------------------------------------

    def _outputs(self, blocks: BlockReader) -> dict[str, Output]:
        outputs: dict[str, Output] = {}
        given = self.mapping("outputs")
        for name, spec in (given or {}).items():
            assert given is not None
            place = _clause_place(given.place(name, f"{self.rule}.outputs.{name}"), self.clause)
            try:
                outputs[name] = self._output(name, spec, place, blocks)
            except InputError as error:
                self.findings.extend(error.findings)
                self.broken = True
        return outputs

    def _output(self, name: str, spec: Any, place: Place, blocks: BlockReader) -> Output:
        type_ = read_type(spec, place)
        if not isinstance(spec, YamlMap):
            return Output(name, type_, blocks.label_of(name), place=place)
        reader = MapReader(spec, self.findings, place.path)
        reader.only(_OUTPUT)
        expression = blocks.expression(spec, "is", f"{self.rule}.outputs.{name}") if "is" in spec else None
        shown = reader.text("shown")
        if shown is not None and not (shown.isascii() and shown.isdigit() and len(shown) <= 2):
            reader.wrong("shown", "version")
            shown = None
        label = reader.bilingual("label") or blocks.label_of(name)
        places = None if shown is None else int(shown)
        return Output(name, type_, label, expression, places, _choice_labels(spec), place)


def _labels(fields: Mapping[str, Any]) -> dict[str, Bilingual]:
    labels = {}
    for name, spec in fields.items():
        label = read_bilingual(spec.get("label")) if isinstance(spec, YamlMap) else None
        labels[name] = label or Bilingual(name, name)
    return labels


def _choice_labels(spec: Any) -> dict[str, Bilingual]:
    """The labels of a choice's values, where `of` maps each value to its label."""
    of = spec.get("of") if isinstance(spec, YamlMap) else None
    if isinstance(of, YamlMap) and "type" in of:
        return _choice_labels(of)
    if not isinstance(of, YamlMap) or isinstance(of, YamlList):
        return {}
    found = {name: read_bilingual(label) for name, label in of.items()}
    return {name: label for name, label in found.items() if label is not None}
