"""What can be wrong on the floor `calculation`."""

from contracts_kit.messages import calculation_charts, calculation_inputs

KINDS = {**calculation_charts.KINDS, **calculation_inputs.KINDS}
