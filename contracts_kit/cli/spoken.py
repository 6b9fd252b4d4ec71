"""Help and usage errors in the language of messages: English stands at the commands, Chinese here beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

HEADINGS = {"Options": "选项", "Commands": "命令"}
EXTRAS = {"default: ": "默认：", "required": "必填"}
HELP = {
    "Assemble procurement contracts and compute what they say.": "用条款库组成采购合同，并计算合同约定的金额和期限。",
    "Show the version and exit.": "显示版本。",
    "Show this message and exit.": "显示本说明。",
    "Language of messages; else from the environment.": "提示信息的语言；否则按系统环境。",
    "The workspace; else the one at or above this folder, else the bundled content.": (
        "工作区；否则取当前文件夹或其上级，再否则用自带内容。"
    ),
    "Lay an editable copy of the content.": "建立可编辑的工作区。",
    "List families, clauses, rules, parameters or forms.": "列出合同类别、条款、规则、参数或表单。",
    "Write a commented starter parameter file.": "写出带注释的参数文件。",
    "Print the JSON Schema of a family's parameter file.": "输出参数文件的 JSON Schema。",
    "Check a parameter file; with --against, compare two.": "检查参数文件；用 --against 比较两份。",
    "Assemble a contract and write it.": "组成合同并写出文件。",
    "Make the contracts of a whole list of suppliers.": "为整份供应商名单生成合同。",
    "Calculate a rule on given facts, with every step shown.": "按给定事实计算一条规则，列出每一步。",
    "Say what a rule does, without numbers.": "说明一条规则，不带数字。",
    "Draw what a rule comes to against one of its inputs.": "画出一条规则的结果随某个输入的变化。",
    "Draw what RULE comes to against one of its inputs, with marks at thresholds, steps and limits.": (
        "画出 RULE 的结果随某个输入的变化，标出起点、分档和上限。"
    ),
    "The input along the axis: a number or a date. Else the chart that the rule itself asks for.": (
        "横轴的输入：数字或日期。不给时按规则自带的图。"
    ),
    "The range along the axis, such as 0:30; VALUE=A:B for one value of the series. May be given more than once.": (
        "横轴范围，如 0:30；值=A:B 只用于该系列。可多次给出。"
    ),
    "The file to write: .svg or .png.": "写出的文件：.svg 或 .png。",
    "The other facts, YAML or JSON; - for standard input. Without it, the rule's own example.": (
        "其他事实，YAML 或 JSON；- 为标准输入；不给时用规则自带的示例。"
    ),
    "The output to draw; else the first amount of the rule.": "要画的结果；否则取规则的第一个金额。",
    "An input that is a choice or a boolean: a panel for each of its values.": "可选值或是否类型的输入：每个值一幅。",
    "Language of the chart; else that of messages.": "图的语言；否则同提示信息。",
    "Write the worked examples of a family's rules.": "写出一类合同各规则的计算示例。",
    "Write a notice: what happened, what follows from it, and the reply.": "写出通知：事实、后果和回执。",
    "Write the notice FORM: the facts, the amounts and dates that follow from them, and the reply to fill in.": (
        "写出通知 FORM：事实、按条款计算的金额和日期，以及供对方填写的回执。"
    ),
    "The facts, YAML or JSON; - for standard input. Without it, the empty form.": (
        "事实，YAML 或 JSON；- 表示标准输入。不给时写出空白表单。"
    ),
    "Write a commented starter file of the facts of FORM.": "写出 FORM 的带注释的事实文件。",
    "The document's date; else the notice's own, else the contract's, else 2000-01-01.": (
        "文件日期；否则取通知的日期，再否则取签订日期、2000-01-01。"
    ),
    "Print what a finished Word file carries.": "显示成品 Word 文件所带的数据。",
    "Fill a house's Word template from a file of data.": "用数据文件填写自有的 Word 模板。",
    "Check the clause library.": "检查条款库。",
    "Lay an editable copy of the clauses and templates in DIR.": "把条款和模板的可编辑副本放进 DIR。",
    "Only this family.": "只列这一类合同。",
    "For another program.": "供其他程序读取。",
    "Write a commented starter parameter file of FAMILY.": "为 FAMILY 写出带注释的参数文件。",
    "Where to write it; else standard output.": "写到哪里；否则写到标准输出。",
    "Language of the contract and of the comments.": "合同和注释的语言。",
    "Overwrite the file.": "覆盖已有文件。",
    "Print the JSON Schema (2020-12) of FAMILY's parameter file.": "输出 FAMILY 参数文件的 JSON Schema（2020-12）。",
    "Check a parameter file of FAMILY: every error at once, and every blank with its article.": (
        "检查 FAMILY 的参数文件：一次列出全部错误，以及每处空白所在的条。"
    ),
    "The parameter file.": "参数文件。",
    "An older parameter file: list what changed and the articles it touches.": "旧参数文件：列出改动及涉及的条。",
    "Language of the contract; else the file's, else zh.": "合同语言；否则按参数文件，再否则中文。",
    "For a code host or an editor.": "供代码托管平台或编辑器读取。",
    "Note that the content is right, so that it loads at once until it changes.": "内容无误并记下，未变时直接载入。",
    "Exit status 1 for warnings too.": "有警告时也以状态 1 退出。",
    "Assemble a contract of FAMILY and write it into a folder.": "组成 FAMILY 合同，写入文件夹。",
    "The parameter file; without it every default and blank is printed.": "参数文件；没有时印出全部默认值和空白。",
    "The folder to write to.": "写入的文件夹。",
    "May be given more than once; docx where none is.": "可多次给出；不给时为 docx。",
    "May be given twice; else the file's, else zh.": "可给两次；否则按参数文件，再否则中文。",
    "Mark every page as a draft.": "每页标明草案。",
    "The document's date; else the contract's, else 2000-01-01.": "文件日期；否则取签订日期，再否则 2000-01-01。",
    "With or without the annex of worked examples.": "是否附计算示例。",
    "LibreOffice gives the Word layout to the point.": "libreoffice 与 Word 版式完全一致。",
    "Carry the parameters inside the PDF (PDF/A-3).": "把参数附在 PDF 内（PDF/A-3）。",
    "Calculate RULE on given facts, with every step, the article it rests on and the readings taken.": (
        "按给定事实计算 RULE，列出每一步、依据的条和所取口径。"
    ),
    "The facts, YAML or JSON; - for standard input. Without it, the rule's own example.": (
        "事实，YAML 或 JSON；- 为标准输入；不给时用规则自带的示例。"
    ),
    "The parameter file of the contract; else every default.": "合同的参数文件；否则全用默认值。",
    "Take another reading; may be given more than once.": "换一种口径；可多次给出。",
    "Many events, a row for each: .xlsx or .csv. Needs -o.": "许多事件，每行一件：.xlsx 或 .csv；须同时给出 -o。",
    "The results of --file: .csv, .xlsx or .json.": "--file 的结果：.csv、.xlsx 或 .json。",
    "Write a workbook (.xlsx) to fill in with events for --file.": "写出供 --file 使用的空白事件表（.xlsx）。",
    "Say what RULE does: its inputs, steps, readings and article, without numbers.": (
        "说明 RULE：输入、步骤、口径和所在的条，不带数字。"
    ),
    "Write the worked examples of FAMILY's rules, computed with the contract's own parameters.": (
        "用合同自身的参数写出 FAMILY 各规则的计算示例。"
    ),
    "The parameter file; else every default.": "参数文件；否则全用默认值。",
    "The file to write: .xlsx (a workbook that calculates), .docx, .pdf, .html, .md or .txt.": (
        "写出的文件：.xlsx（可重新计算的工作簿）、.docx、.pdf、.html、.md 或 .txt。"
    ),
    "Language of the document; else the file's, else zh.": "文件语言；否则按参数文件，再否则中文。",
    "Make the contracts of FAMILY for every supplier of a list; run again, and what is done is skipped.": (
        "为名单中的每家供应商生成 FAMILY 合同；再次运行时，已完成的跳过。"
    ),
    "The parameter file for all; else every default.": "共用的参数文件；否则全用默认值。",
    "The list, .xlsx, .csv or .yaml: a row for each supplier, columns called as parameters or their labels.": (
        "名单，.xlsx、.csv 或 .yaml：每家供应商一行，列名为参数名或其标签。"
    ),
    "The sheet of a workbook; else the first that is shown.": "工作簿中的工作表；否则取第一个未隐藏的。",
    "The folder for the suppliers' folders.": "存放各供应商文件夹的文件夹。",
    "How many processes; else as many as there are processors.": "进程数；否则与处理器数相同。",
    "Make again what is there already.": "已有的也重新生成。",
    "Print the parameters and the clause manifest that a finished Word FILE carries.": (
        "显示成品 Word 文件 FILE 所带的参数和条款清单。"
    ),
    "Fill a Word TEMPLATE that holds docxtpl tags.": "填写带 docxtpl 标签的 Word 模板 TEMPLATE。",
    "The data, a YAML or JSON mapping; - for standard input.": "数据，YAML 或 JSON 映射；- 为标准输入。",
    "The Word file to write.": "写出的 Word 文件。",
    "Check the clause library of a workspace: names, references, units, parity, wording against logic.": (
        "检查工作区的条款库：名称、引用、单位、两种语言是否一致、文字与规则是否一致。"
    ),
}


class UnknownCommand(click.UsageError):
    """A command that does not exist, with the nearest one."""

    def __init__(self, name: str, near: str | None, context: click.Context) -> None:
        super().__init__(f"No such command {name!r}." + (f" Did you mean {near!r}?" if near else ""), context)
        self.zh = f"没有命令“{name}”。" + (f"是否应为 {near}？" if near else "")


class ChineseFormatter(click.HelpFormatter):
    """Writes help in Chinese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is written."""
        super().write_usage(prog, args, "用法：")

    def write_heading(self, heading: str) -> None:
        """The heading of a list."""
        self.write(f"{'':>{self.current_indent}}{HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        """What a command does."""
        super().write_text(HELP.get(" ".join(text.split()), text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of options or commands."""
        super().write_dl([(name, _chinese(text)) for name, text in rows], col_max, col_spacing)


def _chinese(text: str) -> str:
    sentence, bracket, extra = text.partition("  [")
    for english, chinese in EXTRAS.items():
        extra = extra.replace(english, chinese)
    return HELP.get(sentence, sentence) + bracket + extra


def speak_chinese(context: click.Context) -> None:
    """Let a run's help be in Chinese."""
    context.formatter_class = ChineseFormatter


def show_usage_error(error: click.UsageError) -> None:
    """A usage error in Chinese, on standard error."""
    context = error.ctx
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    if context is not None:
        click.echo(f"{context.get_usage()}\n运行“{context.command_path} --help”查看说明。\n", err=True)
    click.echo(f"错误：{_said(error)}", err=True)


def _said(error: click.UsageError) -> str:
    match error:
        case UnknownCommand():
            return error.zh
        case click.NoSuchOption():
            near = f"是否应为 {'、'.join(error.possibilities)}？" if error.possibilities else ""
            return f"没有选项 {error.option_name}。{near}"
        case click.MissingParameter():
            kind = "选项" if error.param_type == "option" or isinstance(error.param, click.Option) else "参数"
            return f"缺少{kind} {_named(error)}。"
        case click.BadParameter():
            known = "、".join(str(c) for c in getattr(getattr(error.param, "type", None), "choices", ()))
            return f"{_named(error)} 的值无效。" + (f"可用：{known}。" if known else error.message)
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 写法不对，例如缺少值。"
    if error.message == "Missing command.":
        return "缺少命令。"
    extra = error.message.partition("(")[2].partition(")")[0]
    return f"多余的参数：{extra}。" if error.message.startswith("Got unexpected extra") else error.message


def _named(error: click.BadParameter) -> str:
    parameter: Any = error.param
    if parameter is None:
        return str(error.param_hint or "")
    return " / ".join(parameter.opts) if isinstance(parameter, click.Option) else str(parameter.make_metavar(error.ctx))
