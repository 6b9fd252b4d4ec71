"""Reads the rules of a clause from its YAML: the form of every block. Types and names are checked afterwards."""

from __future__ import annotations

from typing import Any

from contracts_kit.content.charts import read_chart
from contracts_kit.content.map_reader import MapReader
from contracts_kit.content.model import Option
from contracts_kit.content.options import is_name, read_option
from contracts_kit.content.rule_blocks import BlockReader
from contracts_kit.content.rule_inputs import choice_labels, read_input
from contracts_kit.content.rules import ChartRequest, Input, Output, Rule
from contracts_kit.content.value_types import read_type
from contracts_kit.content.yaml_reader import YamlMap
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding, Place
from contracts_kit.values.bilingual import Bilingual

_BLOCKS = ("zip", "rows", "choose", "flags", "combine", "steps")
_RULE = ("title", "inputs", "options", "refuse", *_BLOCKS, "outputs", "example", "chart")
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
            chart=self._chart(),
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

    def _chart(self) -> ChartRequest | None:
        given = self.mapping("chart")
        if given is None:
            return None
        reader = MapReader(given, self.findings, f"{self.rule}.chart")
        return read_chart(reader)

    # -- inputs -----------------------------------------------------------------------------------------------------

    def _inputs(self) -> dict[str, Input]:
        inputs: dict[str, Input] = {}
        given = self.mapping("inputs")
        for name, spec in (given or {}).items():
            assert given is not None
            place = _clause_place(given.place(name, f"{self.rule}.inputs.{name}"), self.clause)
            try:
                inputs[name] = read_input(name, spec, place, self.findings)
            except InputError as error:
                self.findings.extend(error.findings)
                self.broken = True
        return inputs

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
        return Output(name, type_, label, expression, places, choice_labels(spec), place)
