"""What can be wrong on the floor `calculation`."""

from contracts_kit.messages import calculation_facts, calculation_inputs

KINDS = {**calculation_facts.KINDS, **calculation_inputs.KINDS}
