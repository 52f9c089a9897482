"""A file of rules is read so strictly that a slip is found before anybody follows it."""

import datetime
import time
from pathlib import Path

import pytest

from her2lessons.guidelines import treatment
from her2lessons.guidelines.pathway import library, treatments, yaml_file
from her2lessons.guidelines.pathway.library import ROOMS, read_room

RULE = """\
room: "mine"
title: "A room of my own"
when: {setting: "early"}
unless: {pregnant: true}
rules:
  - id: "first"
    title: "The first rule"
    when: {t_at_least: "T2"}
    unless: {lvef_ok: false}
    modality: "HER2-directed"
    options:
      - {name: "trastuzumab", drugs: ["trastuzumab"]}
    strength: "option"
    why: "Because."
    evidence: ["a_trial"]
    cautions: ["Be careful."]
    needs: ["menopausal"]
    source: ["someone2026"]
    region: "US"
    since: "2026-05-15"
    read: "own page"
    checked: "2026-11-20"
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_rules_becomes_typed_rules(tmp_path: Path) -> None:
    (rule,) = treatment.load_rules(write(tmp_path, RULE))
    assert (rule.id, rule.title, rule.modality, rule.strength) == (
        "first",
        "The first rule",
        "HER2-directed",
        "option",
    )
    assert [(option.name, option.drugs, option.without) for option in rule.options] == [
        ("trastuzumab", ("trastuzumab",), ())
    ]
    assert (rule.evidence, rule.cautions, rule.needs, rule.source) == (
        ("a_trial",),
        ("Be careful.",),
        ("menopausal",),
        ("someone2026",),
    )
    assert (rule.region, rule.since, rule.read, rule.room) == ("US", "2026-05-15", "own page", "mine")
    assert rule.checked == datetime.date(2026, 11, 20)
    # What the file asks for all its rules is asked beside what the rule asks itself.
    assert rule.questions() == {"setting", "t", "pregnant", "lvef_ok"}


def test_what_need_not_be_said_can_be_left_out(tmp_path: Path) -> None:
    kept = [
        line
        for line in RULE.splitlines()
        if line.strip().split(":")[0]
        not in ("evidence", "cautions", "needs", "region", "since", "when", "unless")
    ]
    (rule,) = treatment.load_rules(str(write(tmp_path, "\n".join(kept))))
    assert (rule.evidence, rule.cautions, rule.needs, rule.region, rule.since) == ((), (), (), None, "")
    assert rule.questions() == frozenset()
    assert rule.unless is None


# What stands in the file, what a slip makes of it, and the sentence that says so.
WRONG: list[tuple[str, str, str]] = [
    (
        "    why:",
        "    reason:",
        "mine.yaml, rules 1 has an unknown field 'reason'. The fields are id, title, when, unless, modality,",
    ),
    ("room:", "ward:", "mine.yaml has an unknown field 'ward'. The fields are room, title, when, unless,"),
    ('room: "mine"\n', "", "mine.yaml: room must be a text in quotes, not nothing. Fill it in."),
    ('id: "first"', "id: 1", "mine.yaml, rules 1: id must be a text in quotes, not 1. Fill it in."),
    ('id: "first"', 'id: ""', "mine.yaml, rules 1: id must be a text in quotes, not ''. Fill it in."),
    (
        '    why: "Because."\n',
        '    why: "Because."\n    why: "Because of that."\n',
        "mine.yaml, line 15: the field 'why' is there twice. Keep one.",
    ),
    (
        'options:\n      - {name: "trastuzumab", drugs: ["trastuzumab"]}',
        'options:\n      - &one {name: "trastuzumab"}\n      - *one',
        "mine.yaml, line 12: this part is repeated by an anchor. Write it out.",
    ),
    ('"Because."', '"Because.', "mine.yaml, line "),
    ("rules:", "rules: none\nx:", "mine.yaml has an unknown field 'x'."),
    (
        '    options:\n      - {name: "trastuzumab", drugs: ["trastuzumab"]}\n',
        "    options: []\n",
        "mine.yaml: rule 'first': options must be a list with at least one entry.",
    ),
    (
        'drugs: ["trastuzumab"]',
        'drug: ["trastuzumab"]',
        "mine.yaml: rule 'first', options 1 has an unknown field 'drug'. The fields are name, drugs,",
    ),
    (
        'drugs: ["trastuzumab"]',
        'drugs: ["herceptinib"]',
        "mine.yaml: rule 'first', options 1 names the drug 'herceptinib', which treatments.yaml does not",
    ),
    (
        'drugs: ["trastuzumab"]',
        'drugs: "trastuzumab"',
        "mine.yaml: rule 'first', options 1: drugs must be a list of texts in quotes, not 'trastuzumab'.",
    ),
    (
        '"HER2-directed"',
        '"HER2 directed"',
        "mine.yaml: rule 'first': modality is 'HER2 directed'; it must be one of test, conversation,",
    ),
    (
        '"option"',
        '"category 1"',
        "mine.yaml: rule 'first': strength is 'category 1'; it must be one of standard, option, consider, "
        "not recommended.",
    ),
    (
        '"own page"',
        '"hearsay"',
        "mine.yaml: rule 'first': read is 'hearsay'; it must be one of own page, summary.",
    ),
    ('"US"', '"UK"', "mine.yaml: rule 'first': region is 'UK'; it must be one of US, EU."),
    (
        'since: "2026-05-15"',
        'since: "2026"',
        "mine.yaml: rule 'first': since is '2026'; write a day or a month in quotes,",
    ),
    (
        'since: "2026-05-15"',
        "since: 2026-05-15",
        "mine.yaml: rule 'first': since is 2026-05-15; write a day or a month in quotes, like",
    ),
    (
        'since: "2026-05-15"',
        'since: "2026-02-30"',
        "mine.yaml: rule 'first': since is '2026-02-30'; write a day or a month in quotes, like",
    ),
    (
        'checked: "2026-11-20"',
        'checked: "2026-11"',
        "mine.yaml: rule 'first': checked is '2026-11'; write a day in quotes, like \"2026-11-20\".",
    ),
    (
        'checked: "2026-11-20"',
        'checked: "2026-11-31"',
        "mine.yaml: rule 'first': checked is '2026-11-31'; write a day in quotes,",
    ),
    (
        "rules:\n",
        "rules:\n  - first\n",
        "mine.yaml, rules 1 must hold fields with their values, not 'first'.",
    ),
    (
        'checked: "2026-11-20"',
        'checked: "20 November"',
        "mine.yaml: rule 'first': checked is '20 November'; write a day in quotes,",
    ),
    (
        'evidence: ["a_trial"]',
        'evidence: "a_trial"',
        "mine.yaml: rule 'first': evidence must be a list of texts in quotes, not 'a_trial'.",
    ),
    (
        'needs: ["menopausal"]',
        'needs: ["mood"]',
        "mine.yaml: rule 'first': needs names 'mood', which no case answers. The questions are setting,",
    ),
    (
        'source: ["someone2026"]',
        "source: []",
        "mine.yaml: rule 'first' names no source. Give the key of at least one reference.",
    ),
    (
        'when: {t_at_least: "T2"}',
        'when: {t_at_least: "T7"}',
        "mine.yaml: rule 'first', when: t is 'T7', and it can only be Tis, T0,",
    ),
    (
        "unless: {lvef_ok: false}",
        "unless: {heart: false}",
        "mine.yaml: rule 'first', unless asks 'heart', which no case answers.",
    ),
    ('when: {setting: "early"}', "when: []", "mine.yaml, when must be a mapping with at least one question"),
    (
        "unless: {pregnant: true}",
        "unless: {pregnant: 1}",
        "mine.yaml, unless: pregnant must be a text in quotes or a list of such, not 1.",
    ),
    (
        'when: {t_at_least: "T2"}',
        'when: {prior_at_least: "taxane"}',
        "mine.yaml: rule 'first', when asks prior_at_least, and treatments have no order. Write prior with a",
    ),
    (
        'when: {t_at_least: "T2"}',
        'when: {er_below: "negative"}',
        "mine.yaml: rule 'first', when: er_below is 'negative', the lowest step of the ladder, so it can "
        "never be met. Name a higher step.",
    ),
    (
        'when: {t_at_least: "T2"}',
        'when: {<<: {t_at_least: "T2"}}',
        "mine.yaml, line 8: << merges another part into this one. Write its fields out.",
    ),
    (
        'when: {t_at_least: "T2"}',
        'when: {!!merge x: {t_at_least: "T2"}}',
        "mine.yaml, line 8: 'tag:yaml.org,2002:merge' is a tag, which no rule needs. Leave it out.",
    ),
    (
        'when: {t_at_least: "T2"}',
        'when: {[t]: "T2"}',
        "mine.yaml, line 8: the name of a field must be a word.",
    ),
    (
        'title: "The first rule"',
        'title: &words "The first rule"',
        "mine.yaml, line 7: this part is repeated by an anchor. Write it out.",
    ),
    (
        '"Because."',
        "*words",
        "mine.yaml, line 14: this part is repeated by an anchor. Write it out.",
    ),
    *(
        (
            'id: "first"',
            f"id: '{id}'",
            f"mine.yaml, rules 1: id is {id!r}; write it in small letters, digits and underscores.",
        )
        for id in ("First", "the first", "first-rule", 'first"]', "first-->x", "f[1]", "erste_größe", "١")
    ),
    (
        'room: "mine"',
        'room: "my room"',
        "mine.yaml: room is 'my room'; write it in small letters, digits and underscores.",
    ),
    *(
        (
            'since: "2026-05-15"',
            f'since: "{since}"',
            f"mine.yaml: rule 'first': since is '{since}'; write a day or a month in quotes, like",
        )
        for since in ("20260101", "2026-W47-5", "2026W47", "2026-13", "2026-5", "٢٠٢٦-05", "2026-W47", "")
    ),
    *(
        (
            'checked: "2026-11-20"',
            f'checked: "{day}"',
            f"mine.yaml: rule 'first': checked is '{day}'; write a day in quotes, like \"2026-11-20\".",
        )
        for day in ("2026-W47-5", "20261120", "2026-324", "2026-11-20T00")
    ),
    (
        'when: {t_at_least: "T2"}',
        f"when: {'{not: ' * 900}{{pregnant: true}}{'}' * 900}",
        "mine.yaml, line 8: this is nested more than 20 deep. Write it flatter.",
    ),
    (
        'when: {t_at_least: "T2"}',
        f"when: {{line: {'9' * 400}}}",
        f"mine.yaml: rule 'first', when: line is {'9' * 57}..., and no case gives so large a number.",
    ),
    (
        'when: {t_at_least: "T2"}',
        f"when: {{line: {'9' * 5000}}}",
        "mine.yaml holds a number that is too long, or a day that is in no calendar. Mend it, or put it in",
    ),
    (
        'when: {t_at_least: "T2"}',
        f"when: {{line: 0x{'f' * 5000}}}",
        "mine.yaml: rule 'first', when: line is a number with too many digits to write, and no case gives so",
    ),
    (
        '"Because."',
        "2026-02-30",
        "mine.yaml holds a number that is too long, or a day that is in no calendar. Mend it, or put it in",
    ),
]


@pytest.mark.parametrize(("old", "new", "sentence"), WRONG, ids=[row[1].strip()[:40] for row in WRONG])
def test_a_slip_is_refused_with_the_file_the_rule_and_the_field(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    assert old in RULE
    with pytest.raises(ValueError) as error:
        treatment.load_rules(write(tmp_path, RULE.replace(old, new)))
    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("depth", "allowed"), [(16, True), (17, False)])
def test_parts_stand_within_one_another_up_to_twenty_deep(depth: int, allowed: bool) -> None:
    # The file, its list of rules and the rule are three of them, and the innermost condition is one more.
    nested = f"{'{not: ' * depth}{{pregnant: true}}{'}' * depth}"
    text = RULE.replace('{t_at_least: "T2"}', nested)
    if allowed:
        (rule,) = read_room("mine.yaml", text).rules
        assert "pregnant" in rule.when.questions()
        return
    with pytest.raises(ValueError) as error:
        read_room("mine.yaml", text)
    assert str(error.value) == "mine.yaml, line 8: this is nested more than 20 deep. Write it flatter."


@pytest.mark.parametrize(
    ("path", "shown"),
    [(None, "nothing"), (5, "5"), (b"x", "b'x'"), (10**5000, "a number with too many")],
    ids=["None", "a number", "bytes", "a huge number"],
)
def test_what_is_no_path_is_refused(path: object, shown: str) -> None:
    with pytest.raises(ValueError) as error:
        treatment.load_rules(path)  # type: ignore[arg-type]
    assert str(error.value).startswith(
        f"The path of a rules file must be a text or a pathlib.Path, not {shown}"
    )
    assert str(error.value).endswith('Write it as in "my_rules.yaml".')


def test_a_path_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(ValueError) as error:
        treatment.load_rules("a\0b")
    assert str(error.value).startswith("The rules file 'a\\x00b' cannot be read: ")


def test_a_mapping_with_very_many_fields_is_read_once_through() -> None:
    many = "".join(f"f{place}: 1\n" for place in range(40_000))
    start = time.process_time()
    with pytest.raises(ValueError) as error:
        yaml_file.parse("mine.yaml", f"{many}f7: 2\n")
    assert str(error.value) == "mine.yaml, line 40001: the field 'f7' is there twice. Keep one."
    # Comparing each of 40,000 fields with all others takes more than a minute here, and one pass a second.
    assert time.process_time() - start < 10


def test_a_rule_that_is_there_twice_is_refused() -> None:
    twice = RULE + RULE.partition("rules:\n")[2]
    with pytest.raises(ValueError) as error:
        read_room("mine.yaml", twice)
    assert str(error.value) == "mine.yaml: rule 'first' is there twice. Give one of them another id."


def test_a_rule_of_two_rooms_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "ROOMS", ("testing", "everyone", "testing"))
    with pytest.raises(ValueError) as error:
        library.rooms.__wrapped__()
    assert str(error.value) == (
        "The rule 'test_her2_finish' is in testing and in testing. Give one of them another id."
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "The rules file 'mine.yaml' cannot be read: No such file or directory."),
        (b"\xff\xfe\x00", "The rules file 'mine.yaml' cannot be read: "),
        (b"", "mine.yaml must hold fields with their values. Start it with a line such as room: ..."),
        (b"- one\n- two\n", "mine.yaml must hold fields with their values."),
        (b"room: [", "mine.yaml, line "),
        (b"room: !!python/object:os.system x\n", "mine.yaml, line 1: "),
    ],
)
def test_a_file_that_is_no_file_of_rules_is_refused(
    tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "mine.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ValueError) as error:
        treatment.load_rules(path)
    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)


def test_a_long_value_is_shortened_in_the_sentence(tmp_path: Path) -> None:
    with pytest.raises(ValueError) as error:
        treatment.load_rules(write(tmp_path, RULE.replace('"option"', f'"{"very " * 40}"')))
    shown = str(error.value).partition("strength is ")[2].partition(";")[0]
    assert shown.startswith("'very very")
    assert shown.endswith("...")
    assert len(shown) == 60


def test_every_file_of_the_folder_is_read_and_no_other() -> None:
    folder = Path(library.__file__).parents[1] / "rules"
    assert {path.stem for path in folder.iterdir()} == {*ROOMS, treatments.FILE}
    for name in ROOMS:
        rules = treatment.load_rules(folder / f"{name}.yaml")
        assert rules == tuple(rule for rule in treatment.rules() if rule.room == name)


def test_a_maintainer_can_list_all_rules_in_the_order_of_the_files() -> None:
    rules = treatment.rules()
    assert [room for room in ROOMS for rule in rules if rule.room == room] == [rule.room for rule in rules]
    assert len({rule.id for rule in rules}) == len(rules) > 100


TREATMENTS = """\
treatments:
  - {id: "alpha", name: "a group", also: ["the alphas"], cautions: ["Mind the group."]}
  - {id: "beta", name: "beta", groups: ["alpha"], cautions: ["Mind beta."]}
  - {id: "gamma", name: "gamma", groups: ["beta"]}
"""


def test_a_treatment_belongs_to_the_groups_of_its_groups() -> None:
    found = treatments._read("treatments.yaml", TREATMENTS)
    assert found["gamma"].groups == {"alpha", "beta"}
    assert [one.id for one in found.values() if one.is_group] == ["alpha", "beta"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('groups: ["alpha"]', 'groups: ["omega"]', "treatments.yaml: beta belongs to 'omega', which is not"),
        (
            "also:",
            "aka:",
            "treatments.yaml, treatments 1 has an unknown field 'aka'. The fields are id, name,",
        ),
        ('name: "beta"', "name: 2", "treatments.yaml, treatments 2: name must be a text in quotes, not 2."),
    ],
)
def test_a_slip_in_the_list_of_treatments_is_refused(old: str, new: str, sentence: str) -> None:
    assert old in TREATMENTS
    with pytest.raises(ValueError) as error:
        treatments._read("treatments.yaml", TREATMENTS.replace(old, new))
    assert str(error.value).startswith(sentence)


def test_a_drug_brings_the_cautions_of_its_groups_and_each_once() -> None:
    heart, *_ = treatments.drug_cautions(("trastuzumab",))
    assert heart.startswith("The heart's pumping (LVEF) is measured")
    both = treatments.drug_cautions(("trastuzumab", "pertuzumab", "trastuzumab_deruxtecan"))
    assert both.count(heart) == 1
    assert any("inflame the lungs" in caution for caution in both)
    assert any("Nausea" in caution for caution in both)
    assert any("loperamide" in caution for caution in treatments.drug_cautions(("neratinib",)))
    assert treatments.drug_cautions(("tamoxifen",)) == ()


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("T-DXd", "trastuzumab_deruxtecan"),
        ("t dxd", "trastuzumab_deruxtecan"),
        ("T-DM1", "trastuzumab_emtansine"),
        ("Trastuzumab Emtansine", "trastuzumab_emtansine"),
        ("hormone therapy", "endocrine_therapy"),
        ("nab-paclitaxel", "nab_paclitaxel"),
        ("a taxane", "taxane"),
        ("AI", "aromatase_inhibitor"),
    ],
)
def test_a_treatment_is_known_by_its_id_its_name_and_its_short_name(written: str, id: str) -> None:
    assert treatments.named(written, "prior") == id
    assert treatment.treatments()[id].id == id


def test_no_name_stands_for_two_treatments() -> None:
    every = [
        treatments._plain(name)
        for one in treatment.treatments().values()
        for name in {treatments._plain(word) for word in (one.id, one.name, *one.also)}
    ]
    assert len(every) == len(set(every))
