"""What can be wrong on the floor `assembly`."""

from contracts_kit.messages import assembly_contracts

KINDS = {**assembly_contracts.KINDS}
