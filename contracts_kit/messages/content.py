"""What can be wrong on the floor `content`: files, parameter schemas, clauses, rules as they are written."""

from contracts_kit.messages import (
    content_charts,
    content_checks,
    content_clauses,
    content_events,
    content_files,
    content_notices,
    content_parameters,
    content_rules,
    content_sheets,
    content_types,
)

KINDS = {
    **content_charts.KINDS,
    **content_checks.KINDS,
    **content_clauses.KINDS,
    **content_events.KINDS,
    **content_files.KINDS,
    **content_notices.KINDS,
    **content_parameters.KINDS,
    **content_rules.KINDS,
    **content_sheets.KINDS,
    **content_types.KINDS,
}
