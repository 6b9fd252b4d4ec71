"""The parameters that are shipped: every family's starter loads, its schema is sound, its labels stand in both languages."""

from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from contracts_kit.content.json_schema import json_schema
from contracts_kit.content.library import load_library
from contracts_kit.content.parameter_file import read_parameter_file, values_of_file
from contracts_kit.content.parameter_values import read_parameter_values
from contracts_kit.content.starter import starter_file
from contracts_kit.errors import InputError

ROOT = Path(__file__).parents[2]
LIBRARY = load_library(ROOT)
FAMILIES = sorted(LIBRARY.families)
EXAMPLES = [path for path in sorted((ROOT / "examples").glob("*.yaml")) if path.stem in LIBRARY.families]
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.dates())
JUNK = st.recursive(
    SCALARS, lambda x: st.one_of(st.lists(x, max_size=3), st.dictionaries(st.text(max_size=8), x, max_size=3))
)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_has_a_starter_that_loads_as_it_is(name: str, language: str) -> None:
    family = LIBRARY.families[name]
    values = values_of_file(starter_file(family, language).encode(), "starter.yaml", LIBRARY)
    plain = read_parameter_values(family, {})
    assert (values.values, values.options) == (plain.values, plain.options)


@pytest.mark.parametrize("name", FAMILIES)
def test_every_family_has_a_sound_json_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(LIBRARY.families[name]))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda f: f.stem)
def test_every_example_is_read_and_accepted_by_the_schema(file: Path) -> None:
    values = read_parameter_file(file, LIBRARY)
    assert not [f for f in values.findings if f.level == "error"]
    given_values = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    schema = json_schema(LIBRARY.families[values.family])
    assert not list(jsonschema.Draft202012Validator(schema).iter_errors(given_values))


@pytest.mark.parametrize("name", FAMILIES)
def test_every_parameter_is_labelled_and_sourced(name: str) -> None:
    for parameter in LIBRARY.families[name].parameters.values():
        assert parameter.label.zh and parameter.label.en, parameter.name
        assert parameter.default is not None or parameter.blank_allowed, parameter.name


@given(
    st.dictionaries(
        st.one_of(st.text(max_size=10), st.sampled_from(sorted(LIBRARY.families[FAMILIES[0]].parameters))),
        JUNK,
        max_size=4,
    )
)
def test_no_junk_whatever_breaks_the_reader_of_parameters(junk: dict) -> None:
    try:
        read_parameter_values(LIBRARY.families[FAMILIES[0]], junk)
    except InputError as error:
        for finding in error.findings:
            assert finding.line("zh").encode("utf-8") and finding.line("en")
