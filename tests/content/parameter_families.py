"""The small family that the tests of parameters share."""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from contracts_kit.content.model import Family, Library, Option
from contracts_kit.content.parameters import ParameterSchema, read_parameter_schema
from contracts_kit.content.yaml_reader import read_yaml, read_yaml_bytes
from contracts_kit.values.bilingual import Bilingual

HERE = Path(__file__).parent


def sample_schema() -> ParameterSchema:
    own, common = HERE / "parameters_sample.yaml", HERE / "parameters_common_sample.yaml"
    return read_parameter_schema(
        read_yaml_bytes(own.read_bytes(), own.name), read_yaml_bytes(common.read_bytes(), common.name)
    )


def family_of(schema: ParameterSchema, name: str = "sample", rules: Mapping[str, Any] | None = None) -> Family:
    title = schema.title or Bilingual(name, name)
    return Family(
        name, title, schema.parameters, schema.options, schema.checks, schema.groups, {}, rules or {}, {}, None
    )


def sample_family() -> Family:
    """The sample, with one rule that has an option of its own and uses the shared one."""
    schema = sample_schema()
    own = Option("cap_basis", ("contract", "batch"), "contract", rule="late_fee")
    rule = SimpleNamespace(id="late_fee", options={"cap_basis": own, "count_from": schema.options["count_from"]})
    return family_of(schema, rules={"late_fee": rule})


def library_of(*families: Family) -> Library:
    return Library("/", {family.name: family for family in families}, "")


def schema_of(text: str) -> ParameterSchema:
    return read_parameter_schema(read_yaml(text, "parameters.yaml"))


def header(file: Path) -> dict[str, str]:
    """What the header comments of a broken sample say: kind, line, suggestion."""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return dict(line[2:].split(": ", 1) for line in lines if line.startswith("# ") and ": " in line)
