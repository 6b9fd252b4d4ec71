"""What can be wrong on the floor `calculation`."""

from contracts_kit.messages import calculation_inputs

KINDS = {**calculation_inputs.KINDS}
