"""What can be wrong on the floor `values`."""

from contracts_kit.messages import values_calendar, values_reading, values_units

KINDS = {**values_units.KINDS, **values_calendar.KINDS, **values_reading.KINDS}
