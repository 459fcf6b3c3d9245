"""What a heading announces: the kinds of section that role documents have."""

import re
from typing import Literal

Section = Literal[
    "overview", "responsibilities", "required", "preferred", "soft", "education", "experience", "ladder", "practice",
    "certification", "salary", "context", "neighbours", "noise",
]  # fmt: skip

# The first pattern that a heading holds decides. Order matters: "Preferred qualifications" before "Qualifications".
_KINDS: tuple[tuple[Section, str], ...] = (
    ("neighbours", r"neighbou?ring roles|related (?:roles|careers|jobs)|role (?:differences|comparison)|more careers|similar roles"),
    ("noise", r"benefits?\b|perks|what we offer|we offer|we give|we pay|in return|what you(?:'|’)?(?:ll)? get|what(?:'|’)?s in it|what awaits you at|about (?:us|the company|our)|who we are|our (?:mission|values|story|culture|commitment|offer)|equal|diversity|eeo|legal|"
              r"privacy|how to apply|apply now|application (?:process|questions?|deadline)|our process|interview process|why (?:join|work|us|you(?:'|’)ll love)|why [A-Z][\w&.-]*(?: [A-Z][\w&.-]*)?\??$|disclaimer|accommodation|"
              r"location|visa|sponsorship|contact|cookies|share this|footer|compensation and benefits|hiring (?:process|insights)|company (?:description|overview|profile|culture)|the company$|"
              r"at [A-Z][\w&.-]*,? (?:we|you)|life at|meet the team|(?:commute|relocat)|schedule$|shifts?$|job types?\b|employment type|supplemental pay|work(?:ing)? (?:conditions|environment|hours)|"
              r"physical (?:demands|requirements)|travel(?: requirements?)?$|seniority level|job (?:id|number|code|function)|industries$|posted|work (?:location|remotely)"),
    ("salary", r"salar|compensation|\bpay\b|earnings|remuneration"),
    ("soft", r"soft skills|interpersonal|non-?technical skills|personal (?:skills|qualities|attributes)|who you are|competenc"),
    ("preferred", r"prefer(?:red|ence|ably)?\b|nice[- ]to[- ]have|desirable|bonus|a plus|pluses|good to have|additional (?:desirable|skills|qualifications)|"
                  r"optional|advantage|ideally|extra credit|stand out"),
    ("certification", r"certificat|licen[cs]es?\b"),
    ("ladder", r"ladder|career (?:progression|path|track|stages|growth)|progression|advancement|career outlook and path"),
    ("context", r"trend|market|demand|outlook|growth|challenge|future|takeaway|industry|job roles|factors|opportunit|variation|benefits to|"
                r"unique aspects|emerging"),
    ("practice", r"practice and|skill development|practical experience|(?:side|personal|portfolio|hands-on|suggested) projects|how to become|"
                 r"getting (?:there|started)|learning (?:path|resources|plan)|continuous learning|resources$|portfolio|professional development|"
                 r"career development|skills and training$"),
    ("context", r"best practices"),
    ("education", r"educat|academic|degree|academics"),
    ("experience", r"experience(?! (?:with|in)\b)|years"),
    ("responsibilities", r"responsibilit|dut(?:y|ies)|what you(?:'|’)?ll do|what you will do|you will|day[- ]to[- ]day|tasks|the role|your role|"
                         r"your mission|key (?:activities|areas)|accountabilit|job description|in this role|what you do|use cases|scope"),
    ("required", r"require|qualification|skills|must[- ]have|need(?:ed)?\b|what you bring|what you(?:'|’)?ll bring|you (?:should |must |will |already )?(?:have|bring|are)|we (?:expect|hope)|about you|"
                 r"technical|technolog|tools|stack|knowledge|expertise|competenc|proficien|essential|what we(?:'|’)?re looking|looking for|"
                 r"who (?:should|we)|profile|minimum|basic|abilit|key services|possess"),
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
    return bool(_TOP.match(heading.strip()))
