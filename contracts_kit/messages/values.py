"""What can be wrong on the floor `values`."""

from contracts_kit.messages import values_units

KINDS = {**values_units.KINDS}
