"""The functions of the rule language, in one table. A new function is a new row of one of its modules."""

from contracts_kit.language.functions import awards, dates, lists, numbers, periods
from contracts_kit.language.infer_calls import Function

FUNCTIONS: dict[str, Function] = {
    function.name: function for module in (numbers, dates, periods, lists, awards) for function in module.FUNCTIONS
}

__all__ = ["FUNCTIONS", "Function"]
