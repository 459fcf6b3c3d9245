"""The hand-edited lexicon: its format, its size and its health."""

import re

import pytest

from taxonomy import lexicon
from taxonomy.checks import check_lexicon
from taxonomy.names import phrase, slug, tokenize
from taxonomy.surface import SurfaceIndex

HEADER = ",".join(lexicon.COLUMNS)


@pytest.fixture(scope="module")
def index() -> SurfaceIndex:
    """The names of the shipped lexicon."""
    return SurfaceIndex(lexicon.load())


def test_a_row_becomes_a_skill() -> None:
    (skill,) = lexicon.parse([HEADER, "kubernetes,Kubernetes,tool,k8s; Kube;k8s,containers,docker,nomad,cased"])
    assert (skill.id, skill.name, skill.kind, skill.rule) == ("kubernetes", "Kubernetes", "tool", "cased")
    assert skill.aliases == ("k8s", "Kube")
    assert (skill.parents, skill.implies, skill.related) == (("containers",), ("docker",), ("nomad",))
    assert not skill.discovered
    assert skill.confidence == 1.0


def test_a_quoted_cell_may_hold_commas() -> None:
    (skill,) = lexicon.parse([HEADER, 'x,"Plan, do, check",practice,,,,,'])
    assert skill.name == "Plan, do, check"


@pytest.mark.parametrize("header", ["", "id,name", HEADER + ",more", HEADER.upper()])
def test_another_header_is_an_error(header: str) -> None:
    with pytest.raises(ValueError, match="the header must be"):
        lexicon.parse([header, "a,A,tool,,,,,"])


@pytest.mark.parametrize("row", ["a,A,tool", "a,A,tool,,,,,,more", "a"])
def test_a_row_with_too_few_or_too_many_cells_is_an_error_that_says_which(row: str) -> None:
    with pytest.raises(ValueError, match="row 3 has"):
        lexicon.parse([HEADER, "b,B,tool,,,,,", row])


def test_the_shipped_lexicon_has_at_least_fifteen_hundred_skills_by_id() -> None:
    ids = [skill.id for skill in lexicon.load()]
    assert len(ids) >= 1500
    assert ids == sorted(set(ids))
    assert [identity for identity in ids if identity != slug(identity)] == []


@pytest.mark.parametrize(
    "name",
    [
        "retrieval augmented generation",
        "rag",
        "prompt engineering",
        "vector databases",
        "llm evaluation",
        "ai agents",
        "fine tuning",
        "embeddings",
        "mcp",
        "mlops",
        "kubernetes",
        "terraform",
        "apache airflow",
        "dbt",
        "snowflake",
        "databricks",
        "power bi",
        "jira",
        "python",
        "sql",
        "c++",
        "c#",
        "pytorch",
        "scikit learn",
        "data governance",
        "communication",
        "aws",
        "azure",
        "gcp",
    ],
)
def test_what_the_issue_names_is_in_the_lexicon(index: SurfaceIndex, name: str) -> None:
    assert name in index


@pytest.mark.parametrize(
    "identity",
    [
        "c",
        "r",
        "go",
        "julia",
        "ruby",
        "rust",
        "swift",
        "apache-spark",
        "apache-beam",
        "elm",
        "dart",
        "celery",
        "jasmine",
    ],
)
def test_a_name_that_is_also_a_word_or_a_first_name_has_a_rule(identity: str) -> None:
    assert next(skill for skill in lexicon.load() if skill.id == identity).rule


def test_no_name_of_one_skill_is_made_of_two_others(index: SurfaceIndex) -> None:
    """ "PyTorch/TensorFlow" as a name of PyTorch would swallow TensorFlow."""
    swallowed = []
    for skill in lexicon.load():
        for name in (skill.name, *skill.aliases):
            parts = [part.strip().lower() for part in re.split("[/&]", name)]
            if len(parts) == 2 and all(len(part) > 2 for part in parts):
                owners = [index.skill_of(part) for part in parts]
                if owners[0] == skill.id and owners[1] not in {None, skill.id}:
                    swallowed.append((skill.id, name, owners[1]))
    assert swallowed == []


def test_the_rows_of_the_shipped_lexicon_have_no_problems() -> None:
    assert check_lexicon(lexicon.rows()) == []


def test_two_rows_with_one_id_are_refused_with_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    skill = lexicon.parse([HEADER, "zig,Zig,tool,,,,,"])[0]
    monkeypatch.setattr(lexicon, "rows", lambda: iter([lexicon.Row("a.csv", 2, skill), lexicon.Row("b.csv", 5, skill)]))
    with pytest.raises(ValueError, match=r"a\.csv:2 and b\.csv:5 both define the skill 'zig'"):
        lexicon.load.__wrapped__()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SOC 1", "SOC 2"),
        ("Series 63", "Series 7"),
        ("Class A CDL", "Class B CDL"),
        ("KEDA", "Karpenter"),
        ("WebGPU", "WebGL"),
        ("motivational interviewing", "CBT"),
        ("DBT therapy", "CBT"),
        ("lifeguard", "pool maintenance"),
        ("midwifery", "OB/GYN"),
        ("dental hygiene", "dentistry"),
        ("radiography", "radiology"),
        ("sewing", "upholstery"),
        ("solar PV", "wind turbines"),
        ("PPAP", "APQP"),
        ("PPAP", "IATF 16949"),
        ("AS9100", "ISO 9001"),
        ("conveyancing", "property law"),
        ("Triton kernels", "kernel fusion"),
        ("FlashAttention", "attention mechanism"),
        ("Lakeflow", "Databricks"),
        ("PlanetScale", "Vitess"),
        ("SBOM", "software supply chain security"),
        ("Vertex AI Search", "Google Recommendations AI"),
        ("British Sign Language", "American Sign Language"),
        ("CSRF", "XSS"),
        ("SPHR", "PHR"),
        ("MTBF", "MTTR"),
        ("NICEIC", "NAPIT"),
        ("ATEX", "IECEx"),
        ("Safe Pass", "CSCS"),
        ("OSEP", "OSCP"),
        ("AutoTURN", "swept path analysis"),
    ],
)
def test_different_things_have_ids_of_their_own(index: SurfaceIndex, one: str, other: str) -> None:
    ids = [index.skill_of(phrase(name)) for name in (one, other)]
    assert None not in ids
    assert ids[0] != ids[1]


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("HTML/CSS", {"html", "css"}),
        ("HTML & CSS", {"html", "css"}),
        ("HTML and CSS", {"html", "css"}),
        ("Python/Django", {"python", "django"}),
        ("React/Redux", {"react", "redux"}),
        ("Kubernetes/Helm", {"kubernetes", "helm"}),
        ("Hadoop/HDFS", {"apache-hadoop", "hdfs"}),
        ("Azure/Databricks", {"microsoft-azure", "databricks"}),
        ("data structures & algorithms", {"data-structures", "algorithms"}),
        ("CI/CD", {"ci-cd"}),
        ("TCP/IP", {"tcp-ip"}),
        ("PL/SQL", {"pl-sql"}),
        ("health and safety", {"environmental-health-and-safety"}),
        ("Led R&D", set()),
        ("Java, Python", {"java", "python"}),
        ("Malang, East Java, Indonesia", set()),
        ("Helm charts", {"helm"}),
        ("LLM benchmarks: MMLU, HELM", {"large-language-models"}),
        ("object orientated design", {"object-oriented-programming"}),
        ("Excel (Less than 1 year)", {"microsoft-excel"}),
        ("Postgraduate diploma (Lato Sensu)", set()),
        ("Iam on site in Baton Rouge and Elk Grove", set()),
        ("cordon bleu and coppa", set()),
        ("a Caffe Nero for Tokio Marine, with Hubert in Aix", set()),
        ("He designs hats and whispers", set()),
        ("Salesforce, HubSpot, Gong", {"salesforce", "hubspot", "gong-io"}),
        ("a gong and a maze to empower", set()),
        ("Empower young people and combine forces", set()),
        ("SwiftUI and Combine", {"swiftui", "combine-framework"}),
        ("Excel, Word, Access", {"microsoft-excel", "microsoft-word", "microsoft-access"}),
        ("Access to all sites", set()),
        ("Outreach to schools; Harness and Arnold; Resolve all", set()),
        ("policy for machine learning models", {"machine-learning"}),
        ("API tests with tools", {"api-testing"}),
        ("Mixed dental cement", set()),
        ("Truck log books and poultry dishes", set()),
        ("Consulted with lawyers", set()),
        ("a managed cloud endpoint", set()),
        ("continuous batching in vLLM", {"continuous-batching", "vllm"}),
        ("Installed wiring, poured concrete", {"electrical-wiring", "concrete-work"}),
        ("a concrete example", set()),
        ("tailoring messages to readers", set()),
        ("tailoring and dressmaking", {"tailoring"}),
        ("framing a problem", set()),
        ("house framing", {"timber-framing"}),
        ("telemetry nurse", {"telemetry-nursing"}),
        ("emitted logs and telemetry", set()),
        ("NixOS and Nix flakes", {"nix"}),
        ("Unix and *nix systems", {"unix"}),
        ("Python, Mojo, Rust", {"python", "mojo-language", "rust"}),
        ("jewellery making", {"jewelry-making"}),
        ("artefact management", {"artifact-management"}),
        ("The role sits within finance operations and candidates must score well", {"finance"}),
        ("Sum up the results, trust you, every action, a live person, a head start", set()),
        ("the team's 4 engineers, EOD reports and LEDs", set()),
        ("A cross-disciplinary team in its second step", set()),
        ("9 GCSEs, CBSE board, IB Diploma 38 points", set()),
        ("Life cover, income protection, a 401(k) plan and holidays", set()),
        ("Git checkout till Friday, legacy code without reservations", {"git"}),
        ("plating cells and plating parts with chrome", set()),
        ("plated desserts; plating each dish", {"pastry-section", "plating"}),
        ("personal care of residents", {"activities-of-daily-living"}),
        ("a maker of personal care products", {"fmcg"}),
    ],
)
def test_what_the_shipped_names_find(index: SurfaceIndex, text: str, skills: set[str]) -> None:
    assert {found.skill_id for found in index.find(tokenize(text))} == skills


@pytest.mark.parametrize(
    ("line", "skill"),
    [
        ("CAPA and deviations", "capa"),
        ("HPLC and GC of raw materials", "gas-chromatography"),
        ("Karl Fisher titration", "karl-fischer-titration"),
        ("cryo-EM of membranes", "electron-microscopy"),
        ("Test and tag of tools", "pat-testing"),
        ("Wrote Jest tests", "jest"),
        ("switchboard upgrades", "switchgear"),
        ("thermal imaging of boards", "thermal-imaging"),
        ("weaning ventilators", "ventilator-weaning"),
        ("EICR and consumer unit changes", "eicr"),
        ("Welded 6G pipe to ASME IX", "welding-positions-6g"),
        ("Programmed Heidenhain controls", "heidenhain-tnc"),
        ("Gage R&R, PPAP and control plans", "measurement-system-analysis"),
        ("BOP testing on the rig floor", "blowout-preventers"),
        ("Lead of HAZOP and LOPA studies", "lopa"),
        ("ABS pumps, DPF cleaning and AdBlue faults", "diesel-particulate-filters"),
        ("SEL-421 relays in AcSELerator", "sel-relays"),
        ("Grid code studies in DIgSILENT", "digsilent-powerfactory"),
        ("CS30 and CS31 chainsaw tickets", "chainsaw-certificates"),
        ("Molecular dynamics in GROMACS", "molecular-dynamics"),
        ("KMS keys and S3 policies; KMS rotation", "aws-kms"),
        ("Filled in the MAR charts of 30 residents", "medication-administration-records"),
        ("CTG interpretation on the labour ward", "fetal-monitoring"),
        ("Section 47 enquiries with the police", "child-protection"),
        ("GSTR-3B and e-way bills", "gst-returns"),
        ("Bank recs and the VAT return", "account-reconciliation"),
        ("Boolean searches on Naukri", "boolean-search-recruiting"),
        ("Supported EAL pupils in year 4", "english-as-an-additional-language"),
        ("Cashing up and till reconciliation", "cashing-up"),
        ("Took minutes and did the minute taking of the board", "meeting-management"),
        ("Drafted witness statements", "witness-statements"),
        ("MARC 21 records in Koha", "marc-21"),
        ("Post-editing of machine translation", "translation"),
        ("Tenant referencing and deposit registration", "lettings-management"),
        ("Taking statements from witnesses", "statement-taking"),
        ("Gift Aid claims", "gift-aid"),
    ],
)
def test_a_trade_is_known_by_the_words_of_its_people(index: SurfaceIndex, line: str, skill: str) -> None:
    assert skill in {found.skill_id for found in index.find(tokenize(line))}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Driver's licence: manual C, own ute", "c"),
        ("Switchboard upgrades in shops", "multi-line-phone-systems"),
        ("Refractory epilepsy and chronic fatigue", "refractory-work"),
        ("Knowledge distillation of language models", "distillation"),
        ("Repointing of DNS records", "repointing"),
        ("Forging partnerships with schools", "forging"),
        ("FIFO queues in Verilog", "fifo-stock-rotation"),
        ("Mechanical ventilation and weaning on the ICU", "ventilation-systems"),
        ("A minimax search with pruning", "minimax"),
        ("German B1, English C1", "easa-part-66-licence"),
        ("Deep cleaning of clean rooms and corridors", "cleanroom-work"),
        ("A defensive lineman at college", "linework"),
    ],
)
def test_a_word_of_another_trade_is_none(index: SurfaceIndex, line: str, wrong: str) -> None:
    assert wrong not in {found.skill_id for found in index.find(tokenize(line), [(0, len(line))])}
