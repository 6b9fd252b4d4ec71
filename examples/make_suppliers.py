"""Makes `suppliers.xlsx`, the list of the batch examples: `python examples/make_suppliers.py`.

Twelve suppliers, all invented: their names say so, their telephone numbers and accounts are zeros with a number behind.
The credit codes are well formed, with the right check character, and belong to nobody. The same bytes every time.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from contracts_kit.values.party import credit_code_check

TARGET = Path(__file__).with_name("suppliers.xlsx")
GOODS = (
    "压缩机",
    "钣金件",
    "控制板",
    "注塑件",
    "铜管件",
    "电机",
    "紧固件",
    "包装",
    "线束",
    "过滤网",
    "密封件",
    "喷涂件",
)
NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
PEOPLE = "甲乙丙丁戊己庚辛壬癸子丑"
DEPOSITS: dict[int, Any] = {1: 50_000, 2: "8万元", 3: 30_000, 5: 100_000, 6: "人民币贰万元整", 9: 20_000, 11: 150_000}
RATES: dict[int, Any] = {2: 0.08, 5: 0.05, 8: "12%", 11: 0.15}
STARTS: dict[int, Any] = {4: date(2026, 3, 1), 7: "2026年3月15日", 12: date(2026, 4, 1)}
TEXT, MONEY, RATE, DAY = "@", "#,##0.00", "0%", "yyyy-mm-dd"
COLUMNS: tuple[tuple[str, int, str], ...] = (
    ("供应商名称", 28, TEXT),
    ("统一社会信用代码", 22, TEXT),
    ("编号", 18, TEXT),
    ("供应商住所", 34, TEXT),
    ("法定代表人", 12, TEXT),
    ("供应商联系人", 12, TEXT),
    ("供应商电话", 16, TEXT),
    ("供应商电子邮箱", 26, TEXT),
    ("开户银行", 20, TEXT),
    ("账号", 24, TEXT),
    ("质量保证金数额", 18, MONEY),
    ("保证金扣存比例", 16, RATE),
    ("有效期起始日", 16, DAY),
)
"""The name of each column, its width in characters and the form of its cells. An empty cell leaves the common value."""


def row(number: int) -> tuple[Any, ...]:
    """The cells of supplier `number`, from 1; None is an empty cell."""
    code = f"91000000MA{100 + number:07}"
    person = PEOPLE[number - 1]
    return (
        f"样本{NUMERALS[number - 1]}{GOODS[number - 1]}有限公司",
        code + credit_code_check(code),
        f"SL-ZL-2026-{number:03}",
        f"样本省样本市示例区样本大道{number}号",
        f"{person}样本",
        f"{person}示例",
        f"000-{100 + number:08}",
        f"s{number:02}@supplier.example",
        f"样本银行第{NUMERALS[number - 1]}支行",
        f"{100 + number:019}",
        DEPOSITS.get(number),
        RATES.get(number),
        STARTS.get(number),
    )


def main() -> None:
    """Write the workbook."""
    with xlsxwriter.Workbook(str(TARGET), {"default_date_format": DAY}) as book:
        book.set_properties({"title": "供应商名单（虚构）", "created": datetime(2026, 1, 1, tzinfo=UTC)})
        sheet = book.add_worksheet("供应商")
        heading = book.add_format(
            {"bold": True, "bg_color": "#E7EDF5", "bottom": 1, "text_wrap": True, "num_format": TEXT}
        )
        for position, (name, width, form) in enumerate(COLUMNS):
            sheet.set_column(position, position, width, book.add_format({"num_format": form}))
            sheet.write_string(0, position, name, heading)
            for number in range(1, len(GOODS) + 1):
                cell = row(number)[position]
                if cell is not None:
                    sheet.write(number, position, cell)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
    print(TARGET)


if __name__ == "__main__":
    main()
