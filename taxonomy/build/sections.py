"""What a heading announces: the kinds of section that role documents have."""

import re
from typing import Literal

Section = Literal[
    "overview", "responsibilities", "required", "preferred", "soft", "education", "experience", "ladder", "practice",
    "certification", "salary", "context", "neighbours", "noise",
]  # fmt: skip

# "Corvane", "Bank of the North": a name of two words or more, capitals also where the rest may be small.
_EMPLOYER = r"(?-i:[A-Z])[\w&.'’-]*(?: (?:&|and|of|(?-i:[A-Z])[\w&.'’-]*)){0,3}"
# The first pattern that a heading holds decides. Order matters: "Preferred qualifications" before "Qualifications".
_KINDS: tuple[tuple[Section, str], ...] = (
    ("neighbours", r"neighbou?ring roles|related (?:roles|careers|jobs|articles|posts|searches)|role (?:differences|comparison)|more careers|similar (?:roles|jobs|positions)|"
                   r"people also|(?:you )?(?:may|might) also like|(?:recommended|more|other|all|browse|view) (?:\w+ )?(?:jobs|openings|vacancies)|jobs$"),
    # Said whole, because they hold words of other kinds.
    ("responsibilities", r"essential (?:job )?(?:functions|duties)|what we need you to do|(?:what )?(?:you(?:'|’)?ll|you will|will you) be (?:doing|working|building|responsible|up to)|"
                         r"what (?:you(?:'|’)?ll|you will|will you) (?:do|own|work|build|lead|drive|tackle|deliver|achieve|accomplish|contribute)|how you(?:(?:'|’)ll| will| can)? (?:make|contribute)|"
                         r"your (?:impact|job|day|contribution|future role|tasks|duties)|job purpose|deine aufgaben|ihre aufgaben|^aufgaben|tätigkeiten"),
    ("preferred", r"(?:extra|brownie|plus|bonus) points|(?:great|good|useful|lovely|helpful) (?:if|to have)|(?:would|(?:'|’)d) be (?:\w+ )?(?:nice|great|lovely|good|helpful|an? )|good to know|"
                  r"we(?:(?:'|’)d| would) (?:also )?love(?!\w)(?: it)?(?: if\b.*| to see)?$|desired (?:skills|qualifications|experience|criteria)|(?:other )?useful (?:skills|experience|knowledge)|even better|"
                  r"not (?:required|essential|mandatory) but|^(?:an? )?assets?$|^plus(?:es)?$|icing on the cake|wünschenswert|von vorteil"),
    ("required", r"why you\W*$|is this you|to (?:be successful|succeed|apply)\b.* you(?:(?:'|’)ll| will)? need|what you(?:(?:'|’)ll| will)? need|skills you(?:(?:'|’)ll| will)? need|"
                 r"(?:dein|ihr|das) profil$|^profil$|anforderungen|mitbringst|mitbringen|voraussetzungen"),
    ("noise", rf"about (?!you\b|the\b|this\b|your\b|me\b){_EMPLOYER}$|" r"wir bieten|was wir bieten|unser angebot|kontakt|über uns|the good stuff|"
              r"(?:our|the) (?:company|client|employer|offer|package|team)$|our client|about (?:the|our) client|apply (?:for|to|here|today|online|by|via)\b|to apply$|what happens next|next steps|"
              r"follow us|join us|your recruiter|safeguarding|(?:further|additional|important|other) information|conditions of employment|(?:corporate|company) values|working (?:at|for) (?-i:[A-Z])|"
              r"^package$|job alerts?|reasonable adjustments|closing date|(?:total )?rewards?$|what (?:you can|to) expect|cookie|not for you|what you(?:'|’)?ll (?:love|learn|receive|enjoy)|"
              r"benefits?\b|perks|what we offer|we offer|we give|we pay|in return|what you(?:'|’)?(?:ll)? get|what(?:'|’)?s in it|what awaits you at|about (?:us|the company|our)|who we are|our (?:mission|values|story|culture|commitment|offer)|equal|diversity|eeo|legal|"
              r"privacy|how to apply|apply now|application (?:process|questions?|deadline)|our process|interview process|why (?:join|work|us|you(?:'|’)ll love)|why (?-i:[A-Z])[\w&.-]*(?: (?-i:[A-Z])[\w&.-]*)?\??$|disclaimer|accommodation|"
              r"location|visa|sponsorship|contact|cookies|share this|footer|compensation and benefits|hiring (?:process|insights)|company (?:description|overview|profile|culture)|the company$|"
              r"at (?-i:[A-Z])[\w&.-]*,? (?:we|you)|life at|meet the team|(?:commute|relocat)|schedule$|shifts?$|job types?\b|employment type|supplemental pay|work(?:ing)? (?:conditions|environment|hours)|"
              r"physical (?:demands|requirements)|travel(?: requirements?)?$|seniority level|job (?:id|number|code|function)|industries$|posted|work (?:location|remotely)"),
    ("salary", r"salar|compensation|\bpay\b|earnings|remuneration"),
    ("soft", r"soft skills|interpersonal|non-?technical skills|personal (?:skills|qualities|attributes)|who you are|competenc"),
    ("preferred", r"prefer(?:red|ence|ably)?\b|nice[- ]to[- ]have|desirable|bonus|a plus|pluses|good to have|additional (?:desirable|skills|qualifications)|"
                  r"optional|advantage|ideally|extra credit|stand out"),
    ("certification", r"certificat|licen[cs]es?\b"),
    ("ladder", r"ladder|career (?:progression|path|track|stages|growth)|progression|advancement|career outlook and path"),
    ("overview", r"^the (?:job|opportunity|position)$"),
    ("context", r"trend|market|demand|outlook|growth|challenge|future|takeaway|industry|job roles|factors|opportunit|variation|benefits to|"
                r"unique aspects|emerging"),
    ("practice", r"practice and|skill development|practical experience|(?:side|personal|portfolio|hands-on|suggested) projects|how to (?:become|get started|start|get there|prepare)|"
                 r"getting (?:there|started)|learning (?:path|resources|plan)|continuous learning|resources$|portfolio|professional development|"
                 r"career development|skills and training$"),
    ("context", r"best practices"),
    ("education", r"educat|academic|degree|academics"),
    ("experience", r"experience(?! (?:with|in)\b)|years"),
    ("responsibilities", r"responsibilit|dut(?:y|ies)|what you(?:'|’)?ll do|what you will do|you will|day[- ]to[- ]day|tasks|the role|your role|"
                         r"your missions?|future role|key (?:activities|areas)|accountabilit|job description|in this role|what you do|use cases|scope"),
    ("required", r"require|qualification|skills|must[- ]have|need(?:ed)?\b|what you bring|what you(?:'|’)?ll bring|you (?:should |must |will |already )?(?:have|bring|are)|we (?:expect|hope)|about you|"
                 r"technical|technolog|tools|stack|knowledge|expertise|competenc|proficien|essential|what we(?:'|’)?re looking|looking for|"
                 r"what (?:we ask|it takes|makes you|we need|we want|you need)|who (?:should|we)|(?:ideal|successful|right|perfect|strong) candidate|(?:selection|essential) criteria|person specification|"
                 r"your (?:background|strengths)|you(?:(?:'|’)ll| will| would|(?:'|’)d)? (?:might |may |could |probably )?(?:be|thrive|feel|enjoy|excel|fit|succeed|love)\b|(?:good|great|right|perfect) fit|"
                 r"you should apply|profile|minimum|basic|abilit|key services|possess"),
    ("overview", r"overview|summary|about|introduction|description|position|purpose|opportunity"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(rf"\b(?:{pattern})", re.IGNORECASE)) for kind, pattern in _KINDS)
# Headings that open a part of the whole document; the others stand below the last of these.
_TOP = re.compile(
    r"^(?:overview|(?:core |key )?responsibilities|requirements?|qualifications?|career development|market demand|salary ranges?.*|"
    r"industry trends|essential soft skills|best practices|common challenges|more careers|benefits|about .*|"
    r"neighbou?ring roles|required skills|preferred skills|education|experience|soft skills|career ladder|"
    r"practice and certification|salary)$",
    re.IGNORECASE,
)


def kind_of(heading: str) -> Section | None:
    """What a heading announces, or None where it names a topic of its own ("Infrastructure and Deployment")."""
    for kind, pattern in _COMPILED:
        if pattern.search(heading):
            return kind
    return None


def opens_part(heading: str) -> bool:
    """Whether an unmarked heading stands at the top level."""
    return bool(_TOP.match(heading.strip())) or is_section_name(heading)


# Every word that the names of sections are made of; a line with another word in it names something of its own.
_WORDS = frozenset(
    """
    a abilities about academic accountabilities activities added additional adjustments advantage advantageous
    advantages alert alerts all also an and any application apply are areas articles ask asked asset assets at
    attributes awaits background basic basics be benefits better bonus both bring bringing brownie but by can
    candidate certifications client closing come commitment company compensation competences competencies
    conditions contact contribute contribution cookie cookies core criteria culture daily date day deadline
    demands description desirable desired details disclaimer diversity do does doing duties education educational
    eeo employment environment equal equality equity essential essentials even excel expect expectations
    experience experiences expertise extra feel find fit follow following for from functions further future
    general get give good great hand happens have haves help here highly hiring home how ideal ideally if impact
    important in inclusion information interview is it itd its ive job jobs join key know knowledge legal licences
    licenses life like location locations look looking love lovely main make makes mandatory may me meet might
    minimum mission missions more must musthave musthaves my need needed needs next nice nicetohave nicetohaves not notice
    now of offer offering offers on opening opportunities opportunity optional or other our ours out overview own
    package pay people perks person personal physical plus pluses points policy position positions possess posts
    preferable preferably preferred privacy process professional profile purpose qualification qualifications
    qualities range recommended recruiter recruitment related relocation required requirement requirements
    responsibilities responsibility responsible return reward rewards right role roles safeguarding salary scope
    see selection settings share shifts should similar skill skills skillset soft specification specifications
    sponsorship stack stand statement steps strengths stuff succeed success successful summary table take takes tasks
    team tech technical technologies technology that thats the their there things this thrive to today tools total
    travel typical up us useful vacancies vacancy values viewed visa want we wed were what whats who why will with
    wont work working would you youd youll your youre yours
    anforderungen angebot aufgaben bieten bringst das dein deine dich du erwartet ihr ihre kontakt mit mitbringst
    profil sie tätigkeiten uns unser unsere voraussetzungen was wir wünschenswert über
    """.split()  # noqa: SIM905
)
# "About Corvane", "Why Corvane?", "Life at Corvane": the name is the employer's.
_OF_EMPLOYER = re.compile(
    rf"(?:about|why|life at|working (?:at|for)) {_EMPLOYER}\??",
    re.IGNORECASE,
)
_MOST_WORDS = 7
# What the head of a posting says of the post in a line each: "Department: IT".
_FACT = re.compile(
    r"(?:department|team|division|directorate|business unit|reports? to|reporting to|line manager|hours|(?:contract|employment|job|work) ?type|type|contract|duration|"
    r"grade|band|closing date|start(?:ing)? date|client|company|employer|organi[sz]ation|industry|sector|function|notice period|work(?:ing)? (?:mode|model|pattern|hours)|shift|"
    r"date(?: posted)?|author|tags|category|reference|ref(?: no)?|job (?:id|ref|code)|requisition(?: id)?|current location|base|office|remote|start|end|website|e-?mail|phone|tel|"
    r"process|hiring process|pension|holidays?|annual leave)",
    re.IGNORECASE,
)
# What a label within these speaks of, is still only nice to have: "Tools: Figma" below "Nice to have".
_STAYS_PREFERRED: frozenset[Section] = frozenset({"required", "experience", "education", "soft", "certification"})


def is_section_name(line: str) -> bool:
    """Whether a line is a usual name of a section and nothing else.

    >>> is_section_name("What you'll bring"), is_section_name("Advanced SQL skills"), is_section_name("About Corvane")
    (True, False, True)
    """
    words = [re.sub(r"[^\w]", "", word).lower() for word in re.split(r"[\s/]+", line)]
    if not any(words) or len(words) > _MOST_WORDS or kind_of(line) is None:
        return False
    return all(word in _WORDS for word in words if word) or bool(_OF_EMPLOYER.fullmatch(line))


def kind_of_label(label: str) -> Section | None:
    """What a label says of the words behind its colon, or None where it is no usual name: "Tableau: 1 year"."""
    if _FACT.fullmatch(label):
        return "noise"
    return kind_of(label) if is_section_name(label) else None


def section_below(own: Section, above: Section) -> Section:
    """The section of what says one itself, in a part of the document that has one, too."""
    return above if above == "preferred" and own in _STAYS_PREFERRED else own
