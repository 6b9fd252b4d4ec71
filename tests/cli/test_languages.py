"""Messages come in Chinese or English, whichever is asked for, and say the same in both."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from contracts_kit.cli.root import COMMANDS
from contracts_kit.messages import KINDS

Run = Callable[..., Result]
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def names_in(template: str) -> set[str]:
    """The details that a message fills in."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_said_in_both_languages_with_the_same_details(kind: str) -> None:
    record = KINDS[kind]
    assert record.zh and record.en
    assert names_in(record.zh) == names_in(record.en)
    assert not CHINESE.search(record.en.replace("人民币壹拾万元整", ""))
    assert CHINESE.search(record.zh) or record.zh == record.en


@pytest.mark.parametrize("kind", KINDS)
def test_a_message_ends_as_a_sentence(kind: str) -> None:
    record = KINDS[kind]
    assert record.zh.endswith(("。", "？", "！", "}"))
    assert record.en.endswith((".", "?", "!", "}"))


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_is_in_the_language_of_messages(run: Run, command: str | None) -> None:
    asked = [] if command is None else [command]
    english = run(*asked, "--help")
    chinese = run("--lang", "zh", *asked, "--help")
    assert (english.exit_code, chinese.exit_code) == (0, 0)
    assert not CHINESE.search(english.stdout)
    untranslated = [line for line in chinese.stdout.splitlines() if re.search(r"[a-z]+ (?:the|a|of|it|is) ", line)]
    assert untranslated == []


@pytest.mark.parametrize(
    ("command", "zh", "en"),
    [
        ("asemble x", "没有命令“asemble”。是否应为 assemble？", "No such command 'asemble'. Did you mean 'assemble'?"),
        ("check", "缺少参数 FAMILY。", "Missing argument 'FAMILY'."),
        ("check quality_agreement", "缺少选项 -p / --parameters。", "Missing option '-p' / '--parameters'."),
        ("assemble x --fromat docx", "没有选项 --fromat。是否应为 --format", "No such option '--fromat'"),
        ("assemble x --format doc", "--format 的值无效。可用：docx", "'doc' is not one of 'docx'"),
        ("explain a b", "多余的参数：b。", "unexpected extra argument"),
    ],
)
def test_a_command_that_is_written_wrong_is_said_in_both_languages(run: Run, command: str, zh: str, en: str) -> None:
    for language, words in (("zh", zh), ("en", en)):
        result = run("--lang", language, *command.split())
        assert result.exit_code == 2
        assert words in result.stderr
    assert "错误：" in run("--lang", "zh", *command.split()).stderr


@pytest.mark.parametrize(
    ("variables", "zh"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "C"}, False),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, False),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "CONTRACTS_KIT_LANG": "en"}, False),
        ({"LANG": "C", "CONTRACTS_KIT_LANG": "zh"}, True),
    ],
)
def test_the_environment_asks_for_a_language(
    run: Run, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], zh: bool
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("没有规则" in run("explain", "nothing").stderr) is zh


def test_the_option_wins_over_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "there is no rule" in run("--lang", "en", "explain", "nothing").stderr
    assert "there is no rule" in run("--lang=en", "explain", "nothing").stderr


@pytest.mark.parametrize("command", ["calc qa_brand_loss", "explain qa_brand_loss", "list rules", "list parameters"])
def test_a_command_speaks_one_language(run: Run, command: str) -> None:
    assert not CHINESE.search(run("--lang", "en", *command.split()).stdout)
    assert CHINESE.search(run("--lang", "zh", *command.split()).stdout)


def test_the_language_of_the_contract_is_not_that_of_the_messages(run: Run, here: Path) -> None:
    Path("p.yaml").write_text("language: en\n", encoding="utf-8")
    result = run("--lang", "zh", "assemble", "quality_agreement", "-p", "p.yaml", "--format", "txt")
    assert result.stdout == "quality_agreement.en.txt\n"
    assert "质量保证金数额未填：Article 21 Quality deposit印出空栏待填。" in result.stderr


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_starter_file_is_commented_in_the_language_asked_for(run: Run, language: str) -> None:
    said = run("--lang", "zh", "new", "quality_agreement", "--language", language).stdout
    comments = "\n".join(line for line in said.splitlines() if line.startswith("#"))
    assert bool(CHINESE.search(comments)) is (language == "zh")
