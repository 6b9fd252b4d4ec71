"""Reads what stands in the files of a workspace. Nothing is refused here, everything wrong is gathered."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from contracts_kit.content.annexed import COMMON
from contracts_kit.content.clauses import ClauseFile, read_clause_file
from contracts_kit.content.model import DataTable, Family, Outline
from contracts_kit.content.notice_reading import NOTICE_KEYS, read_notice
from contracts_kit.content.notices import Notice
from contracts_kit.content.outlines import clauses_of, read_outline
from contracts_kit.content.parameters import ParameterSchema, read_parameter_schema
from contracts_kit.content.rule_check import check_rules
from contracts_kit.content.rule_reading import read_rules
from contracts_kit.content.rules import Rule
from contracts_kit.content.subject import Contents
from contracts_kit.content.tables import read_table
from contracts_kit.content.terms import read_terms
from contracts_kit.content.workspace_files import Files
from contracts_kit.content.yaml_reader import YamlMap, read_yaml_bytes
from contracts_kit.errors import InputError
from contracts_kit.findings import Finding, Place
from contracts_kit.values.bilingual import Bilingual


@dataclass(slots=True)
class _Folder:
    """One folder below `clauses/`, as it was read."""

    name: str
    schema: ParameterSchema
    clauses: dict[str, ClauseFile]
    forms: dict[str, ClauseFile]
    notices: dict[str, Notice]
    tables: dict[str, DataTable]


def read_contents(files: Files) -> Contents:
    """Everything in the files of a workspace, and what was wrong in reading them."""
    return ContentsReader(files).read()


class ContentsReader:
    """Reads the files of a workspace, each once, whether all families are wanted or one after another."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.by_folder: dict[str, list[str]] = {}
        for name in files.content:
            self.by_folder.setdefault(name.rpartition("/")[0], []).append(name)
        self.folders: dict[str, _Folder] = {}
        self.rules_read: dict[str, dict[str, Rule]] = {}
        self.findings: list[Finding] = []
        self.first: dict[str, str] = {}
        self.first_rules: dict[str, str] = {}
        self.unreadable: set[str] = set()
        self.without_schema: set[str] = set()
        self.faulty_rules = False

    def read(self, only: Collection[str] | None = None) -> Contents:
        """What there is of the families in `only`, which must name those too that they take in; None means all."""
        every = sorted({folder.split("/")[1] for folder in self.by_folder if folder.startswith("clauses/")})
        names = [name for name in every if only is None or name == COMMON or name in only]
        unread = [name for name in names if name not in self.folders]
        common_source = self._yaml(f"clauses/{COMMON}/parameters.yaml") if unread else None
        self.folders |= {name: self._folder(name, common_source) for name in unread}
        folders = {name: self.folders[name] for name in names}
        shared = folders.pop(COMMON, None) or _Folder(COMMON, ParameterSchema(), {}, {}, {}, {})
        if COMMON in self.without_schema:
            self.without_schema.update(names)
        terms = read_terms(self._yaml(f"clauses/{COMMON}/terms.yaml"), self.findings)
        files = {
            c: f for folder in (shared, *folders.values()) for c, f in (*folder.clauses.items(), *folder.forms.items())
        }
        self.rules_read |= {clause: self._rules(f) for clause, f in files.items() if clause not in self.rules_read}
        rules = {clause: self.rules_read[clause] for clause in files}
        common = self._family(shared, shared, None, terms)
        families = {
            name: self._family(folder, shared, self._outline(folder, shared), terms) for name, folder in folders.items()
        }
        if only is None:
            self._outlines_without_family(families)
        all_rules = {name: rule for found in rules.values() for name, rule in found.items()}
        common = self._with_rules(common, rules, all_rules)
        families = {name: self._with_rules(family, rules, all_rules) for name, family in families.items()}
        return Contents(families, common, files, self.findings, frozenset(self.without_schema), not self.faulty_rules)

    # --- files ------------------------------------------------------------------------------------------------------

    def _below(self, folder: str, suffix: str) -> list[str]:
        """The files of a folder with this suffix, in order."""
        return [name for name in self.by_folder.get(folder, ()) if name.endswith(suffix)]

    def _yaml(self, name: str) -> YamlMap | None:
        """The mapping of a YAML file; None where there is no such file, or nothing in it."""
        content = self.files.content.get(name)
        if content is None:
            return None
        try:
            read = read_yaml_bytes(content, name)
        except InputError as error:
            self.findings.extend(error.findings)
            self.unreadable.add(name)
            return None
        if read is not None and not isinstance(read, YamlMap):
            details = {"name": PurePosixPath(name).name, "found": "[...]", "expected": _MAPPING}
            self.findings.append(Finding("file_value_wrong", Place(name, 1), details))
            self.unreadable.add(name)
            return None
        return read

    def _folder(self, name: str, common: YamlMap | None) -> _Folder:
        path = f"clauses/{name}"
        own = f"{path}/parameters.yaml"
        source = common if name == COMMON else self._yaml(own)
        clauses = self._clauses(name, path, self._below(path, ".md"))
        if own in self.unreadable:
            self.without_schema.add(name)
        elif name != COMMON and own not in self.files.content:
            self.without_schema.add(name)
            self.findings.append(Finding("parameters_file_missing", Place(path), {"name": name}))
        schema = ParameterSchema()
        try:
            more = [
                read for file in self._below(f"{path}/parameters", ".yaml") if (read := self._yaml(file)) is not None
            ]
            schema = read_parameter_schema(source, None if name == COMMON else common, more)
        except InputError as error:
            self.findings.extend(error.findings)
            self.without_schema.add(name)
        forms = self._clauses(name, f"{path}/forms", self._below(f"{path}/forms", ".md"), NOTICE_KEYS)
        notices = {n.name: n for file in forms.values() if (n := read_notice(file, self.findings)) is not None}
        return _Folder(name, schema, clauses, forms, notices, self._tables(f"{path}/tables"))

    def _clauses(
        self, family: str, path: str, names: list[str], more_keys: tuple[str, ...] = ()
    ) -> dict[str, ClauseFile]:
        made: dict[str, ClauseFile] = {}
        for name in names:
            read = read_clause_file(self.files.content[name], name, family, self.findings, more_keys)
            self.faulty_rules |= read is None or read.rules_unread
            if read is None:
                continue
            if read.clause.id in self.first:
                details = {"name": read.clause.id, "first": self.first[read.clause.id]}
                self.findings.append(Finding("duplicate_clause", read.front.place("id", "id"), details))
                continue
            self.first[read.clause.id] = name
            made[read.clause.id] = read
        return made

    def _tables(self, path: str) -> dict[str, DataTable]:
        made: dict[str, DataTable] = {}
        for name in self._below(path, ".csv"):
            sidecar = name.removesuffix(".csv") + ".yaml"
            given = (self.files.content[sidecar], sidecar) if sidecar in self.files.content else None
            stem = PurePosixPath(name).stem
            table = read_table(self.files.content[name], name, stem, given, self.findings)
            if table is not None:
                made[stem] = table
        return made

    def _outline(self, folder: _Folder, common: _Folder) -> Outline | None:
        name = f"templates/{folder.name}/outline.yaml"
        content = self.files.content.get(name)
        if content is None:
            return None
        return read_outline(content, name, folder.name, {**folder.clauses, **common.clauses}, self.findings)

    def _outlines_without_family(self, families: Mapping[str, Family]) -> None:
        for name in self.files.content:
            parts = PurePosixPath(name).parts
            if parts[0] == "templates" and parts[1] not in families:
                self.findings.append(Finding("outline_without_family", Place(name, 1), {"name": parts[1]}))

    # --- a family from its files ------------------------------------------------------------------------------------

    def _family(
        self, folder: _Folder, common: _Folder, outline: Outline | None, terms: Mapping[str, Bilingual]
    ) -> Family:
        """The family with its own clauses and those of the common ones that its outline uses."""
        files = dict(folder.clauses)
        if outline is not None:
            named = [entry.clause for entry in clauses_of(outline) if entry.clause in common.clauses]
            files.update((name, common.clauses[name]) for name in named if name is not None)
        schema = folder.schema
        title = schema.title or (outline.title if outline is not None else Bilingual(folder.name, folder.name))
        return Family(
            name=folder.name,
            title=title,
            parameters=schema.parameters,
            options=schema.options,
            checks=schema.checks,
            groups=schema.groups,
            clauses={name: file.clause for name, file in files.items()},
            rules={},
            tables={**common.tables, **folder.tables},
            outline=outline,
            terms={**terms, **outline.terms} if outline is not None else terms,
            forms={
                short: file.clause
                for name, file in folder.forms.items()
                if (short := name.partition(".")[2]) not in folder.notices
            },
            notices=folder.notices,
        )

    def _with_rules(self, family: Family, rules: Mapping[str, Mapping[str, Rule]], every: Mapping[str, Rule]) -> Family:
        """The family with the rules of its clauses, checked, and with the options that they declare."""
        own = {name: rule for clause in family.clauses for name, rule in rules[clause].items()}
        others = {name: rule for name, rule in every.items() if name not in own}
        if family.name in self.without_schema:
            return family
        checked, findings = check_rules(own, family.parameters, family.options, family.tables, others)
        self.findings.extend(findings)
        self.faulty_rules |= bool(findings)
        declared = {o.id: o for rule in checked.values() for o in rule.options.values() if o.rule is not None}
        return replace(family, rules=checked, options={**family.options, **declared})

    def _rules(self, file: ClauseFile) -> dict[str, Rule]:
        """The rules of a clause; a name that another clause has taken is reported."""
        if file.rules is None:
            return {}
        before = len(self.findings)
        found = read_rules(file.rules, file.clause.family, file.clause.id, self.findings)
        self.faulty_rules |= len(self.findings) > before
        for name in list(found):
            first = self.first_rules.setdefault(name, file.clause.id)
            if first != file.clause.id:
                details = {"name": name, "first": first}
                self.findings.append(Finding("duplicate_rule", found.pop(name).place, details))
        return found


_MAPPING = {"zh": "键值表", "en": "a mapping"}
