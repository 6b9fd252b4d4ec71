"""Options as they are declared: shared ones in a family's parameters, others in the rule that has the ambiguity."""

from __future__ import annotations

import re

from contracts_kit.content.map_reader import MapReader
from contracts_kit.content.model import Option
from contracts_kit.content.yaml_reader import YamlMap
from contracts_kit.findings import Finding
from contracts_kit.values.bilingual import Bilingual

_KEYS = ("values", "default", "reading", "label", "unprinted")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,79}", re.ASCII)


def is_name(text: str) -> bool:
    """Whether a text may name a parameter, an option or a check: lower-case letters, digits, underscores."""
    return _NAME.fullmatch(text) is not None


def read_option(
    name: str, spec: object, holder: YamlMap, findings: list[Finding], path: str, rule: str | None = None
) -> Option | None:
    """The option declared under `name` in the mapping `holder`; None where it cannot be read.

    `spec` has the keys default, reading {value: {zh, en}}, and where there are no readings values; label and
    unprinted. Values are lower-case texts. What is wrong is added to `findings`.
    """
    place = holder.place(name, f"{path}.{name}")
    if not is_name(name):
        findings.append(Finding("parameter_name_form", place, {"name": name}))
    if not isinstance(spec, YamlMap):
        findings.append(Finding("option_without_reading", place, {"name": name}))
        return None
    reader = MapReader(spec, findings, f"{path}.{name}")
    reader.only(_KEYS)
    reader.require("default")
    readings: dict[str, Bilingual] = {}
    given = reader.mapping("reading")
    if given is not None:
        words = MapReader(given, findings, f"{path}.{name}.reading")
        for value in given:
            reading = words.bilingual(value)
            if reading is not None:
                readings[value.lower()] = reading
            elif given[value] is None:
                words.wrong(value, "bilingual")
    values = tuple(v.lower() for v in reader.texts("values")) or tuple(readings)
    if not values:
        findings.append(Finding("option_without_reading", place, {"name": name}))
        return None
    default = (reader.text("default") or values[0]).lower()
    if default not in values:
        findings.append(
            Finding(
                "option_default_unknown",
                reader.place("default"),
                {"name": name, "found": default, "known": ", ".join(values)},
            )
        )
        return None
    return Option(name, values, default, readings, reader.bilingual("label"), rule, reader.text("unprinted"), place)
