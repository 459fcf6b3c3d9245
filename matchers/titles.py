"""Job titles: found in the header lines of jobs, compared by occupation and spelling."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from taxonomy.names import BREAKS
from taxonomy.occupations import Mixture, occupations

# What people are at work. Of one word each; the plural is understood.
_HEAD_WORDS = frozenset(
    """
    engineer manager architect analyst specialist expert scientist developer administrator consultant designer director
    officer technician assistant coordinator lead leader nurse teacher accountant lawyer attorney solicitor physician clerk
    representative supervisor operator programmer researcher strategist planner writer editor advisor adviser instructor
    trainer educator therapist mechanic electrician chef cook buyer auditor controller executive president head intern
    trainee associate practitioner tester steward owner master agent recruiter pharmacist professor lecturer tutor librarian
    paralegal inspector fellow student apprentice founder cto ceo cio cdo sre dba freelancer principal partner evangelist
    advocate
    actor actuary adjuster aide animator announcer appraiser archivist artist assembler attendant audiologist baker barber
    barista bartender biologist boilermaker bookkeeper broker butcher captain caregiver carpenter cashier chemist
    chiropractor choreographer cleaner composer concierge cosmetologist counsel counsellor counselor curator custodian
    dancer dentist deputy detective dietitian dispatcher drafter driver ecologist economist embalmer
    estimator fabricator farmer farmworker firefighter fitter florist foreman gardener generalist geologist glazier
    groomer guard hairdresser hairstylist handyman helper historian housekeeper hygienist illustrator installer insulator
    interpreter investigator ironworker janitor jeweler journalist judge laborer labourer landscaper lifeguard lineman
    locksmith logger machinist mason meteorologist midwife miller millwright miner musician nanny nutritionist optician
    optometrist painter paramedic pathologist patternmaker phlebotomist photographer physicist pilot pipefitter plasterer
    plumber producer prosecutor psychiatrist psychologist radiographer ranger realtor receptionist repairer reporter rigger
    roofer salesman salesperson saleswoman seamstress secretary sergeant sociologist sonographer statistician
    stylist superintendent surgeon surveyor tailor technologist teller translator underwriter undertaker upholsterer usher
    veterinarian waiter waitress welder worker
    accompanist adjudicator admin aesthetician agronomist airman ambassador anaesthetist anesthesiologist anesthetist
    anthropologist arbitrator arborist archaeologist archeologist assessor astronomer astrophysicist avp bacteriologist
    bailiff banker barback barrister beautician bellhop bellman biller biochemist bioinformatician bioinformaticist
    biophysicist biostatistician bishop blacksmith blogger bookseller botanist bricklayer busser cabinetmaker cameraman
    cardiologist carer caretaker cartographer caseworker caterer chairman chairperson chairwoman chancellor chaplain
    chauffeur chief childminder cinematographer clinician cna coach coder cofounder columnist comedian comptroller
    conductor conservationist conservator constable contractor conveyancer copyeditor copywriter corporal correspondent
    courier craftsman criminalist cutter deckhand decorator demographer demonstrator dermatologist dev dishwasher diver
    docent doctor draftsman dressmaker emt eng entrepreneur epidemiologist ergonomist esthetician evp examiner expeditor
    facilitator finisher fireman fisherman forester fundraiser geneticist geographer geophysicist geoscientist goldsmith
    greenskeeper greeter grinder groundskeeper groundworker grower gynecologist hacker handler headteacher homemaker
    horticulturist hostess hydrogeologist hydrologist imam interviewer investor jailer jeweller joiner journeyman
    liaison lieutenant lineworker linguist lobbyist logistician longshoreman lpn lyricist magistrate manicurist marketer
    marshal mathematician mediator mentor merchandiser merchant metallurgist methodologist microbiologist modeler
    modeller moderator molder narrator naturalist negotiator neurologist neuropsychologist notary novelist oncologist
    operative ophthalmologist organiser organizer orthotist packer paediatrician paraprofessional pastor patrolman
    pediatrician performer pharmacologist photojournalist physiologist physiotherapist picker poet polisher porter
    postdoc praktikant preceptor pressman priest processor projectionist proofreader proprietor provost psychotherapist
    purchaser purser quant rabbi radiologist rancher rector referee registrar rep repairman rn roustabout sanitarian
    sawyer scaffolder schoolteacher sculptor sdet seaman serviceman sheriff shopkeeper silversmith singer soldier
    sommelier songwriter steamfitter stenographer stevedore stocker stonemason subcontractor svp swe sysadmin
    telemarketer tiler timekeeper toxicologist trader transcriptionist treasurer trooper trustee typist umpire valet
    vicar videographer violinist vocalist vp warden watchmaker watchman webmaster werkstudent winemaker wireman
    zookeeper zoologist
    babysitter bouncer commis doorman improver nco postman postwoman storekeeper
    cfo coo cmo cpo cro ciso chro
    """.split()  # noqa: SIM905
)
# The same in other languages; what follows them is their field: "Ingénieur logiciel", "Desarrollador web".
_ROMANCE_WORDS = frozenset(
    """
    ingénieur ingénieure développeur développeuse technicien technicienne comptable vendeur vendeuse infirmier infirmière
    enseignant enseignante formateur formatrice directeur directrice responsable stagiaire cuisinier cuisinière
    ingeniero ingeniera desarrollador desarrolladora programador programadora analista gerente administrador administradora
    contador contadora contable enfermero enfermera profesor profesora consultor consultora engenheiro engenheira
    desenvolvedor desenvolvedora estagiário estagiária professora técnico técnica
    serveur serveuse caissier caissière mécanicien mécanicienne électricien électricienne plombier boulanger boulangère pâtissier
    pâtissière avocat avocate conducteur conductrice gestionnaire conseiller conseillère traducteur traductrice chercheur chercheuse
    camarero camarera cocinero cocinera dependiente dependienta abogado abogada mecánico mecánica electricista recepcionista
    vendedor vendedora periodista traductor traductora investigador investigadora coordinador coordinadora
    cozinheiro cozinheira motorista advogado advogada enfermeiro enfermeira coordenador coordenadora
    cameriere cameriera commesso commessa impiegato impiegata insegnante infermiera ingegnere operaio magazziniere contabile avvocato
    sviluppatore sviluppatrice ricercatore ricercatrice direttore direttrice elettricista
    """.split()  # noqa: SIM905
)
_GERMAN_WORDS = """
    entwickler ingenieur leiter administrator berater techniker mechaniker mechatroniker elektroniker elektriker
    sachbearbeiter mitarbeiter arbeiter assistent verkäufer lehrer pfleger buchhalter referent praktikant geschäftsführer
    informatiker architekt redakteur gestalter planer prüfer kellner fahrer schlosser schreiner betreuer erzieher
    analytiker wissenschaftler werkstudent
    """.split()  # noqa: SIM905
# What German compounds end in: "Softwareentwicklerin".
_GERMAN_ENDS = (
    *(end for word in _GERMAN_WORDS for end in (word, f"{word}in")),
    *("kaufmann", "kauffrau", "fachkraft", "fachfrau", "fachmann", "krankenschwester", "köchin"),
    *("frisör", "friseur", "friseurin", "tischler", "tischlerin", "hausmeister", "kassiererin", "bürokraft"),
)
_HEAD = re.compile(rf"\b(?:{'|'.join(sorted(_HEAD_WORDS))})s?\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def _with_plurals(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in (word, f"{word}s"))


_HEADS = _with_plurals(_HEAD_WORDS) | _ROMANCE_WORDS
# Several people are an employer: "Morgan & Sons Solicitors".
_EMPLOYERS_PLURALS = _HEADS - _HEAD_WORDS - _ROMANCE_WORDS
# Head nouns that are surnames and brands as well: "Tim Cook", "Master Lock", "Principal Financial".
_ALSO_NAMES = _with_plurals(
    """
    cook master head principal steward fellow chef president advocate partner agent lead leader associate owner chief
    baker barber butcher captain carpenter counsel deputy driver farmer gardener glazier guard judge mason miller miner
    painter pilot ranger tailor usher
    admin bishop chief coach conductor cutter dev doctor emt grinder handler joiner marshal mentor merchant packer porter
    processor quant rep sawyer sheriff trader cna rn
    """.split()  # noqa: SIM905
)
_LONGEST_RUN = 6  # words
_OPENERS = frozenset("a an the as is am this of and or in on at who that".split())  # noqa: SIM905
# What somebody wishes to become, and colleagues: "the hiring of a data engineer", "reported to our data engineer".
_NOT_HELD = frozenset(
    """
    with aspiring become becoming to by seeking future from other looking for our your their under alongside between
    hire hired hires hiring recruit recruited recruiting recruitment interviewed interviewing supported supporting assisted assisting
    helped helping trained training mentored mentoring managed managing replaced replacing
    """.split()  # noqa: SIM905
)
# Words that name a field of work behind a bare "Manager, …"; all of them must, so that no employer is taken along.
_FIELD_WORDS = frozenset(
    """
    ai analytics analysis and applied application applications architecture artificial automation backend big build business
    cloud computer computing customer data deep delivery deployment design development devops digital edge education
    engineering enterprise evaluation experience feature features forecasting frontend generative governance growth hardware
    industrial information infrastructure insight insights integration intelligence it language learning llm lifecycle machine
    management marketing mlops ml model modelling modeling models monitoring natural network networks operations performance
    ops personalisation personalization platform platforms pricing process processing product production products programme
    programs quality ranking recommendation recommendations recommender release releases reliability reporting requirements
    research risk sales science search security service services site software speech staff streaming supply chain support
    systems technical technology test testing training validation vision warehouse warehousing web
    accounting care clinical communications compliance facilities finance hr legal logistics maintenance manufacturing nursing
    people procurement talent
    """.split()  # noqa: SIM905
)
# Behind a comma there are more: "Senior Scientist, Analytical Development".
_FIELDS_BEHIND = _FIELD_WORDS | frozenset(
    """
    analytical assay audit banking bioanalytical brand capital chemistry civil clinical commercial consumer corporate credit discovery drug
    electrical employment equity fixed formulation genomics humanities income innovation investment investments labor labour
    languages mathematics mechanical preclinical private regulatory retail revenue safety sciences strategic strategy
    catastrophe healthcare energy utilities actuarial claims pensions leveraged derivatives litigation disputes oncology paediatrics
    structural success tax transformation translational treasury wealth
    """.split()  # noqa: SIM905
)
# Those who lead are told apart by what they lead: "Engineering Manager, Data Platform".
_LEADERS = _with_plurals("manager director lead leader head chief officer president vp svp evp avp department".split())  # noqa: SIM905
# Titles without a head word, and those whose head word is no title elsewhere ("Member, Royal Society").
_WHOLE = re.compile(
    r"(?:(?:it|technical|tech|customer|desktop|application) support|customer service|(?:help|service|front) ?desk"
    r"|(?:inside|outside|field|retail|telephone|technical) sales|(?:sales?|shop|bar|floor|kitchen|wait(?:ing)?|office|support) staff"
    r"|(?:leading|farm|ranch|stable|stage|deck|shop|yard) hand|(?:team|crew|staff|faculty) member|(?:\w+ )?member of (?:the )?technical staff"
    r"|(?:\w+ )?(?:(?:health|home) visitor|(?:research|visiting|postdoctoral) scholar|dog walker|(?:delivery|dispatch|courier) rider|data wrangler"
    r"|(?:ph\.?d|doctoral|doctorate) candidate"
    r"|(?:lube|vet|veterinary|pharmacy|lab|dental|it|service|nail|field|maintenance|surgical|ultrasound|radiology|x-ray|er|patient care"
    r"|hvac|auto|automotive|tire|bench|network|support|medical|repair|sound|lighting) tech))(?: (?:i{1,3}|iv|v|\d))?",
    re.IGNORECASE,
)
_WHOLE_ENDS = frozenset(
    """
    support desk service member staff visitor scholar walker rider wrangler candidate tech sales hand
    """.split()  # noqa: SIM905
)
_TITLE_ENDS = frozenset("i ii iii iv v of for and & in on aws azure gcp python java genai".split())  # noqa: SIM905
_JOINING = frozenset("a and for in of the to".split())  # noqa: SIM905
# How much of the likeness of two known titles their occupations decide, the spelling the rest. Titles that nobody reported
# ("MLOps engineer") are compared by spelling: the nearest ones ("learning manager") are of other trades. Anything from
# half on finds the same titles about equally well (benchmarks/quality/RESULTS.md).
OCCUPATION_SHARE = 0.9
# Before a title, unless it says of what degree somebody is a student.
_DEGREE = re.compile(
    r"^(?:ph\.?\s?d|m\.?sc|b\.?sc|mba|dr|prof|pmp|cfa)\b(?!\.?\s+(?:student|candidate|researcher|intern|fellow|scholar|trainee)\b)[.,\s]*",
    re.IGNORECASE,
)
# What those who teach, lead or keep something do so with; "Founder of Hexworks" is a founder.
_OF_A_FIELD = _with_plurals("teacher professor lecturer tutor instructor reader head clerk warden minister".split())  # noqa: SIM905
_MOST_FIELD_WORDS = 5
_LONGEST = 70  # characters
_SURE = 3  # it ends in what people are
_NAMELIKE = 1  # so it does, but in what is a surname, a brand or several people
_LEFT_BEHIND = re.compile(r"(?:from|former|formerly|ex)\b", re.IGNORECASE)  # "From technician to developer"
_MOST_WORDS = 8
_COMPANY = frozenset(
    """
    inc llc ltd limited gmbh plc corp corporation company group bank university college institute school hospital
    solutions technologies lab labs consulting partners studio studios foundation ag sa bv oy ab pty llp academy
    """.split()  # noqa: SIM905
)
_LEGAL_FORMS = frozenset("inc llc ltd limited gmbh plc corp ag sa bv oy ab llp".split())  # noqa: SIM905
_NUMBERED = re.compile(r"\d{2}|@")
# Bullets, pictures and numbers of a list, and praise: ".NET Developer" is none of these.
_MARKS_BEFORE = re.compile(
    r"^(?:(?!\.(?i:net)\b)[\W_]|\d{1,2}[.)]\s+|o\s+(?=[A-Z])"
    r"|(?i:(?:highly |self-)?motivated|results?[- ](?:driven|oriented|focused)|(?:detail|customer)[- ]oriented|passionate|dedicated|seasoned"
    r"|hard-?working|enthusiastic|accomplished|experienced)[\s,]+)+"
)
_BEFORE_TITLE = re.compile(
    r"^.*\b(?:(?:inc|llc|ltd|limited|gmbh|corp)\b\.?|(?:as|am|was|been|i['’]m|became)\s+(?:an?|the)|\b(?:working|worked|employed|served|serving)\s+as(?:\s+(?:an?|the))?|^(?:now|currently)(?: an?)?)\s+(?=\w)(?!service\b)",
    re.IGNORECASE,
)
# "Welder 1st Class", "Nurse Band 6", "Electrician Level 3" belong whole.
_STEP_BEHIND = re.compile(
    r"(?:\b(?:i{1,3}|iv|v|\d)|\s(?:1st|2nd|3rd|first|second|third) class|\s(?:band|level|grade) (?:\d|i{1,3}|iv|v))$",
    re.IGNORECASE,
)
_SEASONAL = re.compile(r"\b(?:summer|winter|seasonal|temporary)\b", re.IGNORECASE)
_PARTS = re.compile(r"\s*[|•·@]\s*|\s{2,}|\s+[–—-]\s+|\s*,\s+|\s+\bat\b\s+|\s*;\s*|\t|\s*\(|\)\s*")
_LEVEL = re.compile(
    r"\b(?:senior|sr|junior|jr|lead|principal|staff|chief|head of|head|associate|intern|trainee|mid-?level|entry-?level|i{1,3}|iv|v|graduate|freelance|contract)\b\.?",
    re.IGNORECASE,
)
_SPELT_OUT = (
    (re.compile(r"\bml\s?ops\b|\bmlops\b", re.IGNORECASE), "machine learning operations"),
    (re.compile(r"\bml\b", re.IGNORECASE), "machine learning"),
    (re.compile(r"\bai\b", re.IGNORECASE), "artificial intelligence"),
    (re.compile(r"\bartificial intelligence[ /]+machine learning\b", re.IGNORECASE), "machine learning"),
    (re.compile(r"\be[- ]commerce\b", re.IGNORECASE), "ecommerce"),
    (re.compile(r"\bdev[- ]?ops\b", re.IGNORECASE), "devops"),
    (re.compile(r"\bsw\b", re.IGNORECASE), "software"),
    (re.compile(r"\bdev\b", re.IGNORECASE), "developer"),
    (re.compile(r"\beng\b\.?", re.IGNORECASE), "engineer"),
    (re.compile(r"\bswe\b", re.IGNORECASE), "software engineer"),
    (re.compile(r"\bsdet\b", re.IGNORECASE), "software test engineer"),
    (re.compile(r"\bhr\b", re.IGNORECASE), "human resources"),
    (re.compile(r"\brn\b", re.IGNORECASE), "registered nurse"),
)  # fmt: skip


def title_in(header: str) -> str | None:
    """The job title in a header line such as ``Senior Data Engineer, Hexworks Ltd, Leeds``; None where there is none."""
    return best_title([header])


def best_title(headers: Iterable[str]) -> str | None:
    """The job title among header lines: the part that reads most like one.

    "Data Engineer" beats "Advocate Aurora": a part that ends in what people are is a title, one that merely holds such a
    word may be an employer.
    """
    best: tuple[int, str] | None = None
    for header in headers:
        if not _may_hold_title(_WORD.findall(header.lower())):
            continue
        parts = [_bare(part) for part in _PARTS.split(header)]
        for number, plain in enumerate(parts):
            if not _may_be_title(plain):
                plain = _before_employer(plain)  # noqa: PLW2901
            if not plain:
                continue
            likely = _rank(plain)
            if best is None or likely > best[0]:
                best = (likely, _with_field(_cut(plain), parts[number + 1] if number + 1 < len(parts) else ""))
    return best[1] if best else None


def _may_hold_title(words: Sequence[str]) -> bool:
    """Whether any of the words of a line, in lower case, is one of a title."""
    return not _WHOLE_ENDS.isdisjoint(words) or any(map(_is_head, words))


@lru_cache(maxsize=50_000)
def _is_head(word: str) -> bool:
    """Whether a word in lower case says what somebody is."""
    return word in _HEADS or word.endswith(_GERMAN_ENDS)


def names_occupation(header: str) -> bool:
    """Whether a part of a header line ends in what people are: "Sous Chef", but no "Master of Science"."""
    if not _may_hold_title(_WORD.findall(header.lower())):
        return False
    parts = map(_bare, _PARTS.split(header))
    return any(_may_be_title(part) and _rank(part) in {_NAMELIKE, _SURE} for part in parts)


def _bare(part: str) -> str:
    """A part without what stands before a title in it: "• MLOps Engineer", "Hexworks Inc. MLOps Engineer"."""
    return _BEFORE_TITLE.sub("", _MARKS_BEFORE.sub("", part)).lstrip(" :•*").rstrip(" .:•*")


def _before_employer(part: str) -> str:
    """The title in front of an employer that no mark divides from it: "Business Intelligence Developer Rhein AG"."""
    words = part.split()
    if len(words) > _MOST_WORDS or not words or words[-1].strip(".").lower() not in _LEGAL_FORMS:
        return ""
    for place, word in enumerate(words[:-1]):
        low = word.lower()
        if place and low in _HEAD_WORDS and low not in _ALSO_NAMES:
            return " ".join(words[: place + 1])
        if low not in _FIELD_WORDS and not _LEVEL.fullmatch(word):
            break
    return ""


def _may_be_title(part: str) -> bool:
    if not 3 <= len(part) <= _LONGEST or _NUMBERED.search(part) or _LEFT_BEHIND.match(part):
        return False
    if _WHOLE.fullmatch(part):
        return True
    words = _WORD.findall(part.lower())
    if len(part.split()) > _MOST_WORDS or not any(map(_is_head, words)) or _is_for_several(words):
        return False
    return _COMPANY.isdisjoint(words) or _names_one(part)


def _is_for_several(words: Sequence[str]) -> bool:
    """Whether people are named as those that something is for: "Statistics for biologists" is a course."""
    return words[-1] in _EMPLOYERS_PLURALS and "for" in words and not any(map(_is_head, words[:-1]))


def _names_one(part: str) -> bool:
    """Whether a part that holds an employer's word says what one person is: "School Teacher", not "Guild of Teachers"."""
    last = _STEP_BEHIND.sub("", part).split()[-1].lower()
    return last in _HEAD_WORDS and last not in _ALSO_NAMES


def _cut(part: str) -> str:
    """A title without what only follows it: "Web developer building her first product" is a web developer."""
    if _WHOLE.fullmatch(part):
        return part
    words = _DEGREE.sub("", part).split()
    heads = [place for place, word in enumerate(words) if _is_head(word.strip(",.").lower())]
    if not heads:
        return part
    behind = [word.lower() for word in words[heads[-1] + 1 :]]
    keep = all(word in _FIELD_WORDS or word in _TITLE_ENDS for word in behind)
    keep = keep or _STEP_BEHIND.fullmatch(f" {' '.join(behind)}") is not None
    keep = keep or _is_field(words[heads[-1]].lower(), words[heads[-1] + 1 :])
    keep = keep or (behind[:1] == ["/"] and _WHOLE.fullmatch(" ".join(behind[1:])) is not None)
    return " ".join(words if keep else words[: heads[-1] + 1])


def _is_field(head: str, behind: Sequence[str]) -> bool:
    """Whether words behind a head noun are its field: "of Mathematics and Physics", "de partie", "logiciel"."""
    if len(behind) > _MOST_FIELD_WORDS:
        return False
    if behind[0].lower() in {"de", "des", "du", "di", "do", "da"} or head in _ROMANCE_WORDS:
        return len(behind) <= _MOST_FIELD_WORDS - 1
    fields = [word for word in behind[1:] if word not in {"and", "&"}]
    return behind[0] == "of" and head in _OF_A_FIELD and all(word[0].isupper() or word.isdecimal() for word in fields)


def _with_field(title: str, following: str) -> str:
    """The title with its field: "Senior Engineer, Model Delivery", but not "Senior Engineer, Hexworks"."""
    words = following.lower().replace("&", " ").replace("/", " ").split()
    if not words or not _FIELDS_BEHIND.issuperset(words):
        return title
    leads = title.rsplit(maxsplit=1)[-1].lower() in _LEADERS
    rest = "" if leads else _SEASONAL.sub(" ", _LEVEL.sub(" ", _HEAD.sub(" ", title))).split()
    return title if rest else f"{title}, {following}"


def _rank(part: str) -> int:
    """How sure a part with a head noun is a title."""
    last = _STEP_BEHIND.sub("", part).split()[-1].lower()
    if not _is_head(last):
        return 2 if _ALSO_NAMES.isdisjoint(_WORD.findall(part.lower())) else 0
    if last in _EMPLOYERS_PLURALS or (last in _ALSO_NAMES and len(part.split()) <= 2):
        return _NAMELIKE
    return _SURE


def ends_in_occupation(title: str) -> bool:
    """Whether a title ends in what people are, and not in what may be a surname or a thing ("Master Data")."""
    return _rank(title) == _SURE


@lru_cache(maxsize=20_000)
def plain_title(title: str) -> str:
    """A title for comparison: spelt out, lower case, without level words ("Sr. ML Engineer II" → "machine learning engineer")."""
    plain = re.sub(r"[/&,()-]", " ", title)
    for pattern, words in _SPELT_OUT:
        plain = pattern.sub(words, plain)
    without = _LEVEL.sub(" ", plain)
    kept = (without if _HEAD.search(without) else plain).lower().split()
    if kept[-1:] == ["contractor"] and kept[:-1] and all(word in _FIELD_WORDS for word in kept[:-1]):
        kept.pop()  # a DevOps contractor does DevOps, whoever pays
    return " ".join(kept)


def titles_named(words: Sequence[str]) -> frozenset[str]:
    """Plain titles that running text names in the singular: ``data engineer with six years …`` holds "data engineer".

    Every run of words that ends in a head noun is given, so that "senior azure data engineer" names "data engineer" too.
    Plurals are colleagues ("works with data scientists"), and so are those that somebody works with or wants to become.
    """
    found: set[str] = set()
    for index, word in enumerate(words):
        if word not in _HEAD_WORDS:
            continue
        run = [word]
        for before in range(index - 1, max(-1, index - _LONGEST_RUN), -1):
            if words[before] in BREAKS:
                break
            if words[before] in _NOT_HELD:
                run = []
                break
            if words[before] in _OPENERS:
                if _NOT_HELD.intersection(words[max(0, before - 2) : before]):
                    run = []
                break
            run.insert(0, words[before])
        for first in range(len(run) - 1):
            found.add(plain_title(" ".join(run[first:])))
    return frozenset(found)


@lru_cache(maxsize=100_000)
def title_similarity(one: str, other: str) -> float:
    """How alike two plain titles are, 0 to 1, whatever the order of their words.

    Two things tell it: the occupations whose titles they are like ("attorney", "lawyer"), as far as those are known,
    and their spelling (cosine of character trigrams, each word by its rarity: "engineer" says less than "data").
    """
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    first, second = features(one), features(other)
    known = first.mixture.certainty * second.mixture.certainty
    trust = OCCUPATION_SHARE * known * math.sqrt(known)
    spelling = _cosine(first.trigrams, second.trigrams)
    return round(trust * _cosine(first.mixture.shares, second.mixture.shares) + (1 - trust) * spelling, 3)


@dataclass(frozen=True, slots=True)
class Features:
    """What of a title is compared: its occupations and its trigrams, both of unit L2 norm."""

    mixture: Mixture
    trigrams: Mapping[str, float]


@lru_cache(maxsize=20_000)
def features(title: str) -> Features:
    """What of a plain title is compared."""
    table = occupations()
    trigrams: dict[str, float] = defaultdict(float)
    for word in title.split():
        if word not in _JOINING:
            padded = f" {word} "
            share = math.sqrt(table.rarity(word) / (len(padded) - 2))
            for start in range(len(padded) - 2):
                trigrams[padded[start : start + 3]] += share
    norm = math.sqrt(sum([weight * weight for weight in trigrams.values()])) or 1.0
    return Features(table.mixture(title), {gram: weight / norm for gram, weight in trigrams.items()})


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    if len(other) < len(one):
        one, other = other, one
    return math.fsum([weight * other[key] for key, weight in one.items() if key in other])
