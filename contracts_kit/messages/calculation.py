"""What can be wrong on the floor `calculation`."""

from contracts_kit.messages import calculation_charts, calculation_facts, calculation_inputs

KINDS = {**calculation_charts.KINDS, **calculation_facts.KINDS, **calculation_inputs.KINDS}
