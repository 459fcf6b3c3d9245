"""What a heading announces: the kinds of section that role documents have."""

import re
from functools import lru_cache
from typing import Final, Literal

from taxonomy.build.plain import spelt_out

Section = Literal[
    "overview", "responsibilities", "required", "preferred", "soft", "education", "experience", "ladder", "practice",
    "certification", "salary", "context", "neighbours", "noise",
]  # fmt: skip

# "Corvane", "Bank of the North": a name of two words or more, capitals also where the rest may be small.
_EMPLOYER = r"(?-i:[A-Z])[\w&.'’-]*(?: (?:&|and|of|(?-i:[A-Z])[\w&.'’-]*)){0,3}"
# "Benefits" are no requirement, and "benefits administration" is work.
_AS_WORK = r".*\b(?:admin\w*|analy\w*|manage\w*|speciali\w*|coordinat\w*|consult\w*|advis\w*|officer|expertise|experience|knowledge|skills?|tools|systems?|software)\W*$"
# Words of a page's furniture, where a line is made of them and their like: "Contact" and "Legal", not "Contact centre" and "Legal skills".
_FURNITURE = (
    rf"benefits?\b(?!{_AS_WORK})|"
    r"^(?=(?:\W*\b(?:an?|and|at|for|in|of|on|or|the|to|us|our|we|use|your|with|how|is|are|action|affirmative|applicants?|application|assistance|candidates?|company|current|date|details|"
    r"employees?|employers?|employment|equity|equal\w*|diversity|inclusion|belonging|information|job|legal|locations?|visas?|sponsorship|contacts?|cookies?|privacy|posted|primary|accommodations?|"
    r"office|notice|opportunit\w+|policy|person|preferred|questions?|relocation|remote|requests?|requirements?|settings|statements?|status|support|terms|type|work|working|eligibility)\b)+"
    rf"(?: at {_EMPLOYER})?\W*$).*\b(?:equal\w*|diversity|inclusion|legal|privacy|locations?|visas?|sponsorship|contacts?|cookies?|posted|accommodations?)\b"
)
# The first pattern that a heading holds decides. Order matters: "Preferred qualifications" before "Qualifications".
_KINDS: tuple[tuple[Section, str], ...] = (
    ("neighbours", r"neighbou?ring roles|related (?:roles|careers|jobs|articles|posts|searches|openings|positions|vacancies|occupations|reading|guides)|role (?:differences|comparison)|more careers|similar (?:roles|jobs|positions)|"
                   r"(?:people|candidates|others|viewers|users|applicants|members)\b.{0,40}\balso\b|(?:you )?(?:may|might) also (?:like|be interested)|(?:recommended|more|other|all|browse|view) (?:\w+ )?(?:jobs|openings|vacancies)|jobs(?: like this)?$|also interesting$|(?:more|other) (?:roles|positions|opportunities)(?: at (?-i:[A-Z]).*)?$|"
                   r"(?:(?:read|keep|further|recommended) (?:next|on|more|reading|also)|also read|you may like|latest from (?:the|our) blog|(?:professional|trade) associations)$|comments?(?: \(\d+\))?$|table of contents$|^contents$"),
    # Said whole, because they hold words of other kinds.
    ("responsibilities", r"essential (?:job )?(?:functions|duties)|what we need you to do|(?:what )?(?:you(?:'|’)?ll|you will|will you) be (?:doing|working|building|responsible|up to)|"
                         r"what (?:you(?:'|’)?ll|you will|will you) (?:do|own|work|build|lead|drive|tackle|deliver|achieve|accomplish|contribute)|how you(?:(?:'|’)ll| will| can)? (?:make|contribute)|"
                         r"your (?:impact|job|day|contribution|future role|tasks|duties)|job purpose|deine aufgaben|ihre aufgaben|^aufgaben|tätigkeiten"),
    ("preferred", r"^nice\b(?! to (?:e-?)?(?:meet|see))|(?:extra|brownie|plus|bonus) points|(?:great|good|useful|lovely|helpful) (?:if|to have)|(?:would|(?:'|’)d) be (?:\w+ )?(?:nice|great|lovely|good|helpful|an? )|good to know|"
                  r"we(?:(?:'|’)d| would) (?:also )?love(?!\w)(?: it)?(?: if\b.*| to see)?$|desired (?:skills|qualifications|experience|criteria)|(?:other )?useful (?:skills|experience|knowledge)|even better|"
                  r"not (?:required|essential|mandatory) but|not (?:strictly )?(?:essential|mandatory|compulsory|obligatory|a must)\b|^(?:(?:an?|additional|other) )?assets?(?: (?:qualifications|criteria|skills|experience))?$|^plus(?:es)?$|^plus if\b|^(?:should|could|would)(?:s|[- ]haves?|[- ]like)?(?:\W*\([^()]*\))?$|^(?:highly |very |also )?(?:useful|helpful|handy|welcome|beneficial|advantageous|desired)\b|^(?:second(?:ary)?|nice) (?:\w+ )?(?:skills|extras?)|(?:would|might|will|it|also) helps? if\b|what (?:would|will|might|could|can) (?:also |really )?(?:help|get|put|set|make|move|impress|catch|swing|land|give|earn)\b|what helps|you (?:might|may|could) also (?:have|bring|know|need)|icing on|cherr(?:y|ies) on|on top$|sprinkles|wünschenswert|von vorteil"),
    ("required", r"^you$|who you are|^you as an? |why you\W*$|^musts?\b(?! (?:read|see$|know$))|non-?negotiable|deal-?\s?breaker|indispensable|^primary (?:\w+ )?skills|(?:thing|what)s? (?:that )?(?:really )?matters?\b|conditions of employment|is this you|\bmust\b(?! (?:read|see$|know$))|to (?:be successful|succeed|apply|thrive|excel)\b.* you(?:(?:'|’)ll| will| should| must)? (?:need|have|bring)|what you(?:(?:'|’)ll| will)? need|skills you(?:(?:'|’)ll| will)? need|"
                 r"(?:dein|ihr|das) profil$|^profil$|anforderungen|mitbringst|mitbringen|voraussetzungen"),
    ("practice", r"^(?:(?:the|your|first) )*steps$|\bin (?:\w+|\d+) (?:easy |simple )?steps\b"),
    # What the levels of a table mean, and what the words of a catalogue of occupations do.
    ("context", r"^an? (?:\w+ )?day in the life of (?-i:[A-Z])|(?:typical|reported|alternative|other|related|similar|possible) (?:job )?titles|(?:levels?|grades?|ratings?|bands?|scores?) (?:mean|explained|definitions?|descriptors?)|what the (?:\w+ )?(?:levels|grades|ratings|bands) (?:are|mean)|^legend$|^key$|"
                r"^job zone\b|^work (?:context|values)$|^interests$|worker characteristics|^faqs?\b|frequently asked|questions and answers|^how promotions? works?"),
    ("salary", r"^wages\b"),
    ("noise", rf"about (?!you\b|the\b|this\b|your\b|me\b){_EMPLOYER}$|about (?:the|this|your) (?:company|client)|about (?:the|this|your) (?:employer|organi[sz]ation|business|recruiter|agency)\W*$|"
              r"wir bieten|was wir bieten|unser angebot|kontakt|über uns|the good stuff|"
              r"(?:our|the) (?:company|client|employer|offer|package|team)$|our client|about our client|apply (?:for|to|here|today|online|by|via)\b|to apply$|what happens next|next steps|about (?:your|the|our) (?:application|interview|recruitment|hiring)|^your application\b|(?:review|closing|effective|issue|revision) date|"
              r"follow us|join us|your recruiter|safeguarding|(?:further|additional|important|other|supplement(?:al|ary)) information|(?:corporate|company) values|"
              r"working (?:at|for) (?-i:[A-Z])|^package$|job alerts?|reasonable adjustments|closing date|(?:total )?rewards?$|what (?:you can|to) expect|cookie (?:policy|notice|settings|preferences)|"
              r"not for(?: you)?$|not for you|what you(?:'|’)?ll (?:love|learn|receive|enjoy)|things (?:you (?:need|should|ought) to|to) know|we(?:(?:'|’)ll| will)? (?:look after|take care of|care for) you|"
              r"you can look forward to|^(?:please )?notes?$|certificates? of sponsorship|disclosure and barring|^special instructions?|(?:document|version|revision|change) (?:history|log)$|selection process|our promise|"
              r"perks|what we offer|we offer|we give|we pay|in return|what you(?:'|’)?(?:ll)? get|what(?:'|’)?s in it|what awaits you at|about (?:us|our)\b|who we are|our (?:mission|values|story|culture|commitment|offer)|eeo|"
              r"equal[- ](?:employment[- ])?opportunit|(?:privacy|legal) (?:policy|notice|statement|disclaimer)|how to apply|apply now|application (?:process|questions?|deadline)|our process|interview process|"
              r"why (?:join|work|us|you(?:'|’)ll love)|why (?-i:[A-Z])[\w&.-]*(?: (?-i:[A-Z])[\w&.-]*)?\??$|disclaimer|reasonable accommodation|"
              r"visa sponsorship|contact (?:us|details|information|person)|posted (?:on|by|\d+)|share this|footer|hiring (?:process|insights)|company (?:description|overview|profile|culture)|the company$|"
              r"at (?-i:[A-Z])[\w&.-]*,? (?:we|you)|life at|meet the team|(?:commute|relocat)|schedule$|shifts?$|job types?\b|employment type|supplemental pay|"
              r"physical (?:demands|requirements)|travel(?: requirements?)?$|seniority level|^job (?:id|number|code|function)|industries$|work(?:ing)? (?:location|remotely|conditions|environment|hours)$"),
    ("noise", _FURNITURE),
    ("salary", r"(?:salar|compensation|\bpay\b|earnings|remuneration)(?!.*\b(?:expertise|knowledge|skills|tools)\W*$)"),
    ("soft", r"soft skills|interpersonal|non-?technical skills|personal (?:skills|qualities|attributes)|^behaviou?rs$|(?:personal|social|behaviou?ral|soft|leadership|interpersonal) competenc"),
    ("preferred", r"prefer(?:red|ence|ably)?\b|nice[- ]to[- ]have|desirable|bonus|a plus|pluses|good to have|additional (?:desirable|skills|qualifications)|"
                  r"optional|advantage|ideally|extra credit|stand out"),
    # "Education and Experience" asks for both; which names a degree is in, its own sentence says.
    ("required", r"(?=.*\b(?:educat|academic|degree|certificat|licen[cs]))(?=.*\bexperience\b).*"),
    ("certification", r"certificat|licen[cs]es?\b"),
    ("ladder", r"ladder|career (?:progression|path|track|stages|growth|levels)|progression|advancement|career outlook and path"),
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
    ("required", r"require|qualification|skills|must[- ]have|need(?:ed)?\b|what you bring|what you(?:'|’)?ll bring|you (?:should |must |will |already )?(?:have|bring|are)|we (?:expect|hope)|about you\b|pre-?requisite|mandatory|"
                 r"technical|technolog|tools|stack|knowledge|expertise|competenc|proficien|essential|what we(?:'|’)?re looking|looking for|(?:someone|somebody|people|person|anyone|those) (?:who|that|with)\b|"
                 r"^languages?$|what (?:we ask|it takes|makes you|we need|we want|you need)|who (?:should|we)|(?:ideal|successful|right|perfect|strong) candidate|(?:selection|essential) criteria|person specification|"
                 r"your (?:background|strengths)|you(?:(?:'|’)ll| will| would|(?:'|’)d)? (?:might |may |could |probably )?(?:be|thrive|feel|enjoy|excel|fit|succeed|love)\b|(?:good|great|right|perfect) fit|"
                 r"you should apply|profile|minimum|basic|abilit|key services|possess"),
    ("overview", r"overview|summary|about|introduction|description|position|purpose|opportunity"),
)  # fmt: skip
# How much it asks or looks for, whatever is said of it: "need", "we're looking for", "matters".
_ASKING_VERB = (
    r"(?:need|require|expect|want|ask|look|seek|have|having|bring|know|be|do|use|using|car(?:e|ing)|mind|matter|worr(?:y|ies)|check|fuss|touch|part|scope|includ|after|"
    r"necessary|relevant|cover|consider|accept|interest|apply|hir|pay)"
)
# What nobody need bring: a negation that governs such a verb, or a verb that dispenses with something.
_UNNEEDED = re.compile(
    rf"(?:n't|\b(?:not|never|cannot|no longer))\b(?!\s+(?:only|just|merely)\b)(?:\s+(?:an?|the|in|to|really|even|actually|have|currently)){{0,4}}\s+{_ASKING_VERB}|"
    r"\bno\s+(?:\w+\s+){0,3}(?:need(?:ed)?|required|necessary|expected)\b|\bno need\b|"
    r"\b(?:can|may|could|to|please|safely|free to)\s+(?:safely\s+|happily\s+)?(?:forget|ignore|skip|leave (?:out|behind|at home)|do without|drop)\b|"
    r"\bout of scope|\bout-of-scope|\b(?:unnecessary|unneeded|irrelevant|exclusions?)\b|(?:\b(?:is|are) not|(?:is|are|wo|do|does)n't)$|"
    # What is left of the four grades of a need: "Won't", "Won't have (this time)".
    r"^wo(?:n't|n'ts|nts)(?:[- ]haves?)?(?:\W*\([^()]*\))?$",
    re.IGNORECASE,
)
_UNNEEDED_AFTER_ALL = re.compile(r"\bbut\b|\bwithout\b", re.IGNORECASE)
# What somebody else brings: "What you'll learn", "Things we can teach you".
_GIVEN = re.compile(
    r"\b(?:we|they|us)(?:'ll|'re| will| can| are)?(?: (?:also|happily|gladly|happy to|going to))?\s+(?:teach|train|show|coach)(?:ing)?\b|"
    r"\b(?:you|you'll|you will|you can|you get to|you're going to)\s+(?:also\s+)?(?:learn|be (?:taught|trained)|pick up)\b|\btraining (?:provided|given|offered|you(?:'ll| will) (?:get|receive))\b|\blearn(?:ed|t)? on the job\b",
    re.IGNORECASE,
)
_COMPILED = tuple((kind, re.compile(rf"\b(?:{pattern})", re.IGNORECASE)) for kind, pattern in _KINDS)
# Headings that open a part of the whole document; the others stand below the last of these.
_TOP = re.compile(
    r"^(?:overview|(?:core |key )?responsibilities|requirements?|qualifications?|career development|market demand|salary ranges?.*|"
    r"industry trends|essential soft skills|best practices|common challenges|more careers|benefits|about .*|"
    r"neighbou?ring roles|required skills|preferred skills|education|experience|soft skills|career ladder|"
    r"practice and certification|salary)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def kind_of(heading: str) -> Section | None:
    """What a heading announces, or None where it names a topic of its own ("Infrastructure and Deployment").

    A line of several facts ("Chicago | Posted 06/02/2025") announces nothing, whatever its words. Behind "Kind regards,"
    come a signature and small print.
    """
    if closes_letter(heading):
        return "noise"
    if _PARTED.search(heading) and not _is_of_section_words(heading):
        return None
    heading = spelt_out(heading)
    if says_unneeded(heading):
        return "noise"
    for kind, pattern in _COMPILED:
        if pattern.search(heading):
            return kind
    return None


def says_unneeded(heading: str) -> bool:
    """Whether a heading says that what stands below it isn't asked for.

    >>> says_unneeded("What u DONT need"), says_unneeded("What we can't do without"), says_unneeded("Not required but nice")
    (True, False, False)
    """
    heading = spelt_out(heading)
    if _UNNEEDED_AFTER_ALL.search(heading):
        return False
    return bool(_UNNEEDED.search(heading) or (_GIVEN.search(heading) and not _SAID_WHOLE.search(heading)))


def opens_part(heading: str) -> bool:
    """Whether an unmarked heading stands at the top level."""
    return bool(_TOP.match(heading.strip())) or is_section_name(heading)


_SAID_WHOLE: Final = next(pattern for kind, pattern in _COMPILED if kind == "preferred")
# Every word that the names of sections are made of; a line with another word in it names something of its own.
_WORDS = frozenset(
    """
    a cake cant characteristics cherries cherry dealbreaker dealbreakers breaker breakers deal coulds definitely effective full highly icing learn mandatory matter matters musts
    nonnegotiable nonnegotiables post prerequisite prerequisites primary review secondary shoulds skip teach titles top u ur without wonts worker zone
    a abilities about academic accountabilities activities added additional adjustments advantage after advantageous
    advantages alert alerts all also an and any application apply are areas articles ask asked asset assets at
    attributes awaits back background basic basics be behaviors behaviours benefits better bonus both bring bringing brownie but by can
    candidate certifications client closing come commitment company compensation competences could competencies
    conditions contact contribute contribution cookie cookies core criteria culture daily date day deadline document
    demands description desirable desired details disclaimer diversity do does doing dont duties education educational
    eeo employer employment environment equal equality equity essential essentials even excel expect expectations
    experience experiences expertise extra faq faqs feel find fit follow following for forget forward from function functions further future
    general get give good great had hand happens have haves having help helps here history highly hiring home how ideal ideally if impact
    important in inclusion industries information instructions interested interesting interview is it itd its ive job jobs join key know knowledge languages legal level licences
    licenses life like location locations look looking love lovely main make makes mandatory may me meet might
    minimum mission missions more must musthave musthaves my need needed needs next nice nicetohave nicetohaves not notes notice
    now of offer offering offers on opening openings opportunities occupations opportunity optional or other our ours out overview own
    package pay people perks person personal physical please plus pluses points policy position positions possess posts
    preferable preferably preferred privacy process professional profile promise purpose qualification qualifications
    qualities range read reading recommended recruiter recruitment related relocation required requirement requirements
    responsibilities responsibility responsible return reward rewards right role roles safeguarding salary scope
    see selection seniority settings share shifts should similar skill skills skillset soft special specification specifications
    sponsorship stack stand statement steps strengths stuff succeed success successful summary supplemental supplementary table take takes tasks
    team tech technical technologies technology that thats the their there things this thrive to today tools total training
    travel type typical up us useful vacancies vacancy values version viewed visa want we wed well were what whats who why will with
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
_MOST_WORDS = 9
_COUNT = re.compile(r"\s*\(\d+\)$")  # "Similar jobs (5)"
_PARTED = re.compile(r"\s[|·•]\s")
_OVER_VALUE = re.compile(r"(?:seniority level|employment type|job function|industries)", re.IGNORECASE)
_FAREWELL = re.compile(
    r"(?:(?:with )?(?:kind|kindest|best|warm|warmest|many)? ?regards|(?:all the )?best(?: wishes)?|cheers|(?:many )?thanks(?: and regards)?|"
    r"(?:yours )?(?:sincerely|faithfully)(?: yours)?|(?:mit )?(?:freundlichen|besten|liebe|viele) grü(?:ß|ss)en?)[,!]?",
    re.IGNORECASE,
)
# What the head of a posting says of the post in a line each: "Department: IT".
_FACT = re.compile(
    r"(?:department|team|division|directorate|business unit|reports? to|reporting to|line manager|hours|(?:contract|employment|job|work) ?type|type|contract|duration|"
    r"grade|band|closing date|start(?:ing)? date|client|company|employer|organi[sz]ation|industry|sector|function|notice period|work(?:ing)? (?:mode|model|pattern|hours)|shift|"
    r"date(?: posted)?|author|tags|category|reference|ref(?: no)?|job (?:id|ref|code)|requisition(?: id)?|current location|base|office|remote|start|end|website|e-?mail|phone|tel|"
    r"(?:mode|type|place) of (?:interview|work|employment)|process|(?:hiring|interview|selection) (?:process|mode|rounds?)|(?:work |shift )?timings?|pension|holidays?|annual leave)",
    re.IGNORECASE,
)
# What a label within these speaks of, is still only nice to have: "Tools: Figma" below "Nice to have".
_STAYS_PREFERRED: frozenset[Section] = frozenset({"required", "experience", "education", "soft", "certification"})


def names_fact(heading: str) -> bool:
    """Whether the line below a heading is its value and no more: "Job function" over "Information Technology"."""
    return bool(_OVER_VALUE.fullmatch(heading))


def closes_letter(line: str) -> bool:
    """Whether a line takes leave, so that a signature and small print follow: "Kind regards,"."""
    return bool(_FAREWELL.fullmatch(line))


def is_section_name(line: str) -> bool:
    """Whether a line is a usual name of a section and nothing else.

    >>> is_section_name("What you'll bring"), is_section_name("Advanced SQL skills"), is_section_name("About Corvane")
    (True, False, True)
    """
    line = _COUNT.sub("", line)
    if len(_words(line)) > _MOST_WORDS or kind_of(line) is None:
        return False
    return _is_of_section_words(line) or bool(_OF_EMPLOYER.fullmatch(line))


def _words(line: str) -> list[str]:
    return [re.sub(r"[^\w]", "", word).lower() for word in re.split(r"[\s/]+", line)]


def _is_of_section_words(line: str) -> bool:
    words = [word for word in _words(line) if word]
    return bool(words) and all(word in _WORDS for word in words)


def kind_of_label(label: str) -> Section | None:
    """What a label says of the words behind its colon, or None where it is no usual name: "Tableau: 1 year"."""
    if _FACT.fullmatch(label):
        return "noise"
    return kind_of(label) if is_section_name(label) else None


def section_below(own: Section, above: Section) -> Section:
    """The section of what says one itself, in a part of the document that has one, too."""
    return above if above == "preferred" and own in _STAYS_PREFERRED else own
