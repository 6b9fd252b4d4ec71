"""What can be wrong on the floor `writers`."""

from contracts_kit.messages.kind import Kind

KINDS: dict[str, Kind] = {}
