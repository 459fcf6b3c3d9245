"""What a sentence says of a skill it names: held, wished for or denied."""

import re
from typing import Literal

Standing = Literal["held", "wished", "denied"]
_LONGEST_LABEL = 60  # characters

# Quick look first: most lines hold none of these words ("t" is the end of "don't").
CUES = frozenset(
    """
    no not never without lack lacks lacking unfamiliar zero none learning learn keen eager interested interest plan plans
    planning want wants wanting aspire aspires aspiring curious studying looking goal exploring starting started teaching
    rather instead hope hopes hoping ready willing aim aims aiming intend intends intending excited like love reading t
    cannot yet taking preparing pursuing towards progress expected planned pending upcoming future wish wishlist
    new next everything anything n 0 seeking obtain grow list turn avoid scheduled booked enrolled undertaking soon
    would pass refuse decline forget forgot dropped cancelled rejected candidate only dislike goals later someday asked
    applied waiting nominated won unlearn me
    """.split()  # noqa: SIM905
)
_COURSE = r"(?:course|class|training|exam|lessons?|module|workshop|certific\w+|licen[cs]e)\b"
_OF_A_COURSE = rf"(?:\s+[\w'’]+){{0,5}}?\s+{_COURSE}"
# What of these says something only together with its neighbours.
_WITH_NEIGHBOURS = {
    "t": r"n['’]t\b",
    "learning": r"\b(?<!machine )(?<!deep )learning\b",
    "new": r"\bnew\s+to\b",
    "next": r"\bnext\s*(?::|$)|\bnext\s+(?:on|up|i|year|month|quarter|spring|summer|autumn|fall|winter)\b|\bup\s+next\b",
    "list": r"\bon\s+(?:my|the)\s+(?:to-?do\s+)?list\b",
    "turn": r"\bturn\s+down\b",
    "pass": r"\bpass\s+on\b",
    "won": r"\bwon['’]t\b",
    "would": r"\bwould\s+(?:\w+\s+)?(?:like|love)\b",
    "me": r"\bnot\s+(?:by\s+)?me\b",
    "asked": rf"\basked\b{_OF_A_COURSE}",
    "applied": rf"\bapplied\b{_OF_A_COURSE}",
    "waiting": rf"\bwaiting\b{_OF_A_COURSE}",
    "nominated": rf"\bnominated\b{_OF_A_COURSE}",
    "everything": r"\beverything\s+(?:except|but|besides|apart)\b",
    "anything": r"\banything\s+(?:except|but|besides|apart)\b",
    "n": r"\bn/a\b",
    "0": r"(?<![\d.])0(?:\s*(?:yrs?|years?|%|/\s*\d)|\s*(?:$|[|,;)\n]|\s{2}))",
    "grow": r"\bgrow\s+(?:\w+\s+)?in",
}
_CROSS = r"[❌✗✘🚫⛔☐]|\[ ?\](?!\()"
_EMPTY_ROW = r"[○◯☆▢□⬜⚪]{3}"  # no dot or star of a row is filled
EMPTY_MARKS = re.compile(rf"{_EMPTY_ROW}|{_CROSS}")
_ANY_CUE = re.compile(
    "|".join(
        [
            rf"\b(?:{'|'.join(sorted(CUES - _WITH_NEIGHBOURS.keys()))})\b",
            *_WITH_NEIGHBOURS.values(),
            EMPTY_MARKS.pattern,
        ]
    ),
    re.IGNORECASE,
)
# The words that denials and wishes before a name are built around. The long patterns below start a few letters before the
# first of them at most: most lines hold none, and each costs as much as finding all names of the line.
_DENIAL_WORD = re.compile(
    r"\b(?:not?|zero|without|lack(?:s|ing)?|never|unfamiliar|rather|instead|yet|everything|anything)\b|n['’]t\b",
    re.IGNORECASE,
)
_WISH_WORD = re.compile(
    r"\b(?:learn(?:ing)?|studying|exploring|teaching|reading|study|explore|master|move|work|get|deepen|grow|become|pick|try|use|gain"
    r"|interest(?:ed)?|curious|curiosity|aspiring|new|taking|preparing|working|pursuing|switch|change|transition)\b",
    re.IGNORECASE,
)
_REACH = 30  # characters
# Names already given in the same breath: "no experience with Scala, Rust or <name>".
_LIST = r"(?:[\w.+#-]+(?: [\w.+#-]+)?\s*(?:,|/|\bor\b|\band\b|\bnor\b|,\s*(?:or|and|nor))\s*){0,8}"
_DENIED = re.compile(
    rf"(?:\b(?:no|zero|little to no|without(?: any)?|lack(?:s|ing)?(?: of)?(?: any)?)\s+"
    rf"(?:(?:prior|previous|real|hands-on|professional|commercial|production|formal|working|practical|deep|any|direct|actual)\s+)*"
    rf"(?:(?:experience|knowledge|background|exposure|skills?|expertise|familiarity|understanding)\s+(?:with|in|of|using|on|at all with)\s+)?"
    rf"|\bnever\s+(?:really\s+|actually\s+)?(?:used?|worked\s+(?:with|in|on)|touched|programmed\s+in|learn(?:ed|t)|tried|done|coded\s+in|written|wrote|deployed|had)\s+(?:any\s+)?|\bnever\s+"
    rf"|(?:\bnot|n['’]t)\s+(?:yet\s+|really\s+|currently\s+|actually\s+)*(?:used?|know|known|worked\s+(?:with|in)|work(?:ing)?\s+with|familiar\s+with|proficient\s+(?:in|with)|touched|tried|learn(?:ed|t)|(?:coded|programmed|written)(?:\s+in)?|(?:put|place|assign|staff)\s+me\s+(?:on|with|to)|"
    rf"experienced\s+(?:in|with)|have\s+(?:any\s+)?experience\s+(?:with|in)|had\s+(?:any\s+)?exposure\s+to|speak|do|an?\s+expert\s+in|comfortable\s+with)\s+(?:an[y]?\s+)?"
    rf"|(?:^|,|\(|\band|[–—-]\s)\W*not\s+"
    rf"|(?:\bnot|n['’]t|\bnever)\s+(?:want(?:ing)?\s+to\s+|going\s+to\s+)?(?:pretend|claim|say)\s+(?:that\s+)?(?:i|to)\s+(?:\w+\s+){{1,3}}"
    rf"|(?:\bhave|\bhas|['’]ve)\s+yet\s+to\s+(?:\w+\s+){{1,2}}(?:with\s+|in\s+)?"
    rf"|\b(?:everything|anything)\s+(?:except(?:\s+for)?|but|besides|apart\s+from)\s+"
    rf"|\bunfamiliar\s+with\s+|\brather\s+than\s+|\binstead\s+of\s+)"
    rf"(?:the\s+|a\s+)?{_LIST}$",
    re.IGNORECASE,
)
# "not a Java developer": only what follows the name tells it from "not a Java problem".
_NOT_ONE = re.compile(rf"(?:\bnot|n['’]t)\s+(?:really\s+|yet\s+)?an?\s+{_LIST}$", re.IGNORECASE)
_PERSON_AFTER = re.compile(
    r"^[\s-](?:developer|programmer|engineer|person|expert|specialist|user|coder|guy|pro)\b", re.IGNORECASE
)
_WISHED = re.compile(
    rf"(?:\b(?:currently|still|now|am|i['’]?m|been|keep|started|starting|busy|self-)\s*(?:self-)?(?:learning|studying|exploring|teaching\s+myself|reading\s+up\s+on)\s+"
    rf"|^\W*learning\s+"
    rf"|\b(?:want(?:s|ing)?|hop(?:e|es|ing)|plan(?:s|ning)?|keen|eager|excited|would\s+like|like|(?:would|['’]d)\s+love|looking|aim(?:s|ing)?|goal\s+is|willing|aspir(?:e|es|ing)|ready|intend(?:s|ing)?)\s+"
    rf"(?:to\s+)(?:\w+\s+)?(?:learn|study|explore|master|move\s+into|work\s+with|get\s+(?:deeper\s+|further\s+|more\s+)?into|deepen|grow|become|pick\s+up|try|use|gain\s+\w+\s+(?:with|in))\s+(?:more\s+)?(?:about\s+|in\s+)?(?:an?\s+)?"
    r"|\b(?:want|hop(?:e|ing)|looking|planning|keen|eager|aim(?:ing)?|like|love)\s+to\s+(?:move|switch|change|transition)\s+(?:\w+\s+)?from\s+[\w.+#/-]+(?:\s[\w.+#/-]+){0,2}\s+(?:in)?to\s+"
    r"|\bi\s+(?:can|could|may|will)\s+(?:[\w-]+\s+){0,6}?(?:learn|grow\s+(?:into|in|with)|(?:get|move|break)\s+into)\s+(?:more\s+)?(?:about\s+)?"
    rf"|\b(?:interest(?:ed)?|curious|curiosity)\s+(?:in|about)\s+(?:learning\s+)?(?:more\s+about\s+)?"
    rf"|\baspiring\s+"
    rf"|\bself-(?:learning|studying)\s+"
    rf"|\bstudying\s+for\s+(?:the\s+|my\s+)?"
    rf"|\btaking\s+(?:an?\s+)?(?:\w+\s+)?(?:course|class)\s+(?:in|on)\s+"
    rf"|(?:^\W*|\b(?:am|['’]m|still|very|quite|relatively|fairly)\s+)new\s+to\s+"
    rf"|\b(?:to|next\s+i)\s+learn\s+(?:next\s*:?\s*)?)"
    rf"(?:the\s+|a\s+)?{_LIST}$",
    re.IGNORECASE,
)
# Of a certificate rather than a piece of work: "preparing for the CKA exam", not "preparing for the Kafka migration".
_WORKED_FOR = re.compile(
    rf"\b(?:preparing\s+for|working\s+towards|pursuing)\s+(?:the\s+|an?\s+|my\s+)?{_LIST}$", re.IGNORECASE
)
_EXAM_AFTER = re.compile(r"^\s*(?:$|[.,;)]|(?:\w+\s+)?(?:exam|certificat))", re.IGNORECASE)
# A mark before or behind a name: crossed out, or a box that is not ticked where others are; some fonts draw bullets so.
_CROSSED_BEFORE = re.compile(rf"(?:^|[\s|,;•])({_CROSS})\s*(?:[\w.+#/&-]+\s+){{0,3}}$")
_CROSSED_AFTER = re.compile(rf"^\s*[:|–-]?\s*({_CROSS})")
_OPENS_MARKED = re.compile(r"\W*(?:[✓✔✅☑☒❌✗✘🚫⛔☐]|\[[ xX✓]?\])")
_OTHER_MARK = re.compile(r"[✓✔✅☑☒•]")
# As often the bullet of a whole list: it is an empty box behind a bullet, and beside a ticked box or a bullet.
_BOX = "☐"
_BOX_REACH = 60  # characters
_DENIED_AFTER = re.compile(
    r"^\s*(?:[:–-]\s*(?:none|no|no experience|not yet|never)\b|\((?:no experience|none|not yet)\)"
    r"|[:|(–—-]?\s*(?:0\s*(?:yrs?|years?)\b|(?:none(?:\s+yet)?|n/a)\s*(?:$|[|,;.)]|0\b|\s{2}))|[:|(]\s*0\s*(?:$|[|,;)])|\s{2,}0\s*(?:$|\s{2})"
    rf"|[:|(–—-]?\s*(?:0\s*(?:%|/\s*\d+)\s*(?:$|[|,;)]|\s{{2}})|{_EMPTY_ROW})"
    r"|\s+(?:is|are)\s+(?:(?:\w+\s+)?new\s+to\s+me\b|(?:something|what|things|skills?)\s+(?:that\s+)?i\s+(?:still\s+)?(?:lack|(?:do\s+not|don['’]t)\s+(?:have|know)|have\s+yet)\b)"
    r"|,?\s*but\s+(?:i\s+)?(?:do\s+not|don['’]t|cannot|can['’]t)\s+(?:write|know|speak|code)\b"
    r"|,?\s+i\s+(?:cannot|can['’]t|do\s+not|don['’]t)\s*(?:$|[.,;!])"
    r"|\s+(?:\w+\s+){0,2}(?:was|were)\s+(?:\w+\s+)?(?:planned|considered|discussed|evaluated)\s+but\s+(?:\w+\s+)?(?:dropped|cancell?ed|rejected|never|not)\b"
    r"|\s+(?:that\s+)?i\s+(?:have\s+)?(?:only\s+(?:looked|seen|read|heard|tried|touched)|(?:tr[iy]ed|used|learn(?:ed|t)|knew)\b[^.;!?]{0,30}?\bbut\s+(?:i\s+)?(?:have\s+)?forg[eo]t)"
    # A question that is answered, and what somebody else did: "Workday? No: …", "my sister is the sommelier, not me".
    r"|[^.;!?]{0,40}\?\s+(?:no|not|never|nope|none)\b"
    r"|[^.;!?]{0,60}?[,(–—-]\s*(?:and\s+|that\s+was\s+)?not\s+(?:by\s+)?me\b(?!\s+(?:alone|only)))",
    re.IGNORECASE,
)
_TO_COME = (
    r"(?:in\s+progress|(?:currently\s+)?undertaking|(?:exam\s+)?(?:expected|planned|pending|upcoming|scheduled|booked|enrolled)"
    r"(?:\s+(?:for|in|by|on))?(?:\s+[\w/.]+){0,2}(?:\s+\d{4})?)"
)
_WISHED_AFTER = re.compile(
    r"^\s*(?:\((?:currently |still )?(?:learning|studying|in progress|beginner, learning|want to learn|to learn)[^)]*\)"
    rf"|\({_TO_COME}[^)]*\)"
    rf"|\s+(?:(?:course|exam|training|class|certification)\s+(?:is\s+)?{_TO_COME}|in\s+progress\b|(?:level\s+\w+\s+)?candidate\b)"
    rf"|(?:[:|–—-]\s*|\s{{2,}})(?:i\s+)?(?:(?:want|hope|plan|would\s+like)\s+to\s+learn|to\s+learn|(?:currently|still)\s+learning|{_TO_COME})\s*(?:$|[,;.|]|\s{{2}})"
    r"|,\s*(?:in\s+progress|(?:expected|planned)\s+(?:(?:for|in|by)\s+)?(?:\w+\s+)?\d{4})\b"
    # A remark about a course that is still to come: "- have asked for the course", "(waiting for a place on the training)".
    r"|\s*[:(|–—-]\s*(?:[\w'’]+\s+){0,3}?(?:asked|applied|applying|waiting|nominated|booked|enrolled|signed\s+up|registered"
    rf"|start(?:ing)?|hop(?:e|ing)|plan(?:ning)?|want|would\s+like|will|going){_OF_A_COURSE})",
    re.IGNORECASE,
)
# What somebody, a firm as often, has not begun yet: "the school wants to start lessons in Scratch next year".
_INTENDED = re.compile(
    r"\b(?:will|(?:going|about)\s+to|plan(?:s|ning)?\s+to|wants?\s+to|intends?\s+to|hop(?:es?|ing)\s+to|(?:is|are)\s+(?:moving|switching|changing|migrating|bringing))\b",
    re.IGNORECASE,
)
_SOON = re.compile(r"\bsoon\b|\bnext\s+(?:year|month|quarter|spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
# Labels govern what stands behind their colon.
_THINGS = (
    r"(?:what|things?|tools?|skills?|work|jobs|stuff|topics|technologies|languages|systems|areas|whatever|everything)"
)
_FREE = r"(?:\b[^.?!]{0,30})?"  # the rest of a label, whatever it names; sentences and questions are none
_NOT_DOING = (
    r"(?:turn(?:ed)?\s+down|avoid|refuse|decline|reject|hate|dislike|lack|forg[eo]t|pass\s+on|left\s+behind|gave\s+up|steer\s+clear\s+of"
    r"|(?:do|did|have|has|will|would|should|am|could)\s+not|cannot|can\s+forget|never|(?:do|did|have|wo|would|should|could|ca)n['’]t)"
)
_DENYING_LABEL = re.compile(
    r"(?:.*\bi\s+(?:have\s+|do\s+)?)?(?:(?:no|zero)\s+(?:\w+\s+)?(?:experience|knowledge|exposure|skills)(?:\s+(?:with|in|of|yet))*"
    r"|(?:not|never)\s+(?:yet\s+|really\s+)?(?:used|known?|tried|touched|learn(?:ed|t)|worked\s+with|familiar(?:\s+with)?)(?:\s+yet)?"
    r"|(?:not|no\s+longer|never)\s+(?:interested|looking|available|suited|comfortable)(?:\s+(?:in|for|with))?|unfamiliar(?:\s+with)?"
    # By its first word alone: "Not", "No thanks", "Never again", "Please don't".
    r"|(?:please,?\s+)?(?:not|no|never|none|nope|don['’]ts?|do\s+not|no\s+more|no\s+longer|no\s+thanks?|never\s+again|please\s+no(?:t|ne)?)"
    r"(?:\s+(?:yet|any\s?more|me|really|please|(?:for|with)\s+me|my\s+\w+(?:\s+of\s+\w+)?))?"
    r"|(?:please\s+)?(?:do\s+not|don['’]t)\s+(?:ask|send|contact|call|offer|write|message)\b.{0,30}"
    # By who does not do it: "What I turn down", "Things you can forget about", "I don't do".
    rf"|(?:{_THINGS}\s+(?:(?:that|which)\s+)?)?(?:i|you|we)\s+(?:\w+\s+)?{_NOT_DOING}{_FREE}"
    r"|(?:do\s+not|don['’]t)\s+know"
    r"|(?:turn(?:ing)?\s+down|avoid(?:ing)?|refus(?:e|ing)|declin(?:e|ing)|lacking|forgotten)(?:\s+(?:by\s+now|since))?|out\s+of\s+scope|off\s+limits)",
    re.IGNORECASE,
)
_WISHING = (
    r"(?:want|wish|hope|plan|would\s+(?:\w+\s+)?(?:like|love)|['’]d\s+(?:\w+\s+)?(?:like|love)|intend|aim|will\s+(?:learn|study|try)"
    r"|(?:am|['’]m)\s+(?:still\s+|currently\s+|now\s+)?(?:learning|studying|exploring|eager|keen|hoping|planning|about)|need\s+to\s+learn)"
)
_WISHING_LABEL = re.compile(
    r"(?:.*\bi(?:\s+(?:am|would)|['’][md])?\s+)?(?:(?:want(?:ing)?|hop(?:e|ing)|plan(?:ning)?|like|love|eager|keen|looking|aiming)\s+to\s+(?:learn|study|explore|try|do|use|get\s+into|pick\s+up|work\s+with)(?:\s+next)?"
    r"|(?:(?:currently|now|still|just|presently)\s+|self-)?(?:learning|studying|exploring)(?:\s+(?:now|next|currently|right\s+now|at\s+(?:the\s+moment|present)|this\s+\w+|goals?|list|plans?))?"
    r"|(?:currently\s+|still\s+)?new\s+to|to\s+learn(?:\s+next)?|(?:next\s+)?on\s+(?:my|the)\s+(?:to-?do\s+|wish\s*)?list(?:\s+for\s+\d{4})?|curious\s+about|wish\s?lists?|interested\s+in"
    # By the time that it speaks of: "Next", "What's next", "Coming soon", "Learning goals".
    r"|(?:what['’]?s\s+|what\s+is\s+|what\s+comes\s+|coming\s+|up\s+)?next(?:\s+(?:up|steps?|goals?|year|on\s+(?:my|the)\s+\w+))?|(?:coming\s+)?soon|someday|later"
    r"|(?:learning|development|career|study|training|future)\s+(?:goals?|plans?|wishes|targets?)|(?:my\s+)?goals|to-?do"
    # By who wishes: "Would like", "Things I want to learn", "What I'd love to do".
    rf"|(?:{_THINGS}\s+(?:(?:that|which)\s+)?)?(?:i\s*|we\s+)?(?:(?:really|still|also|now|next|just)\s+)?{_WISHING}(?:\s+(?:to|for|of|next|more)\b{_FREE})?)"
    r"|(?:\w+\s+)?(?:certific\w+|courses?|exams?|licen[cs]es?)\s*[(,–—-]?\s*(?:planned|in\s+progress|expected|pending)\)?"
    r"|(?:planned|pending|upcoming|future)\s+(?:certific\w+|courses?|exams?|licen[cs]es?|skills)|in\s+progress",
    re.IGNORECASE,
)
_BEFORE_LABEL = re.compile(r".*[.;|•!?(]\s|^\W+")
# The work that somebody seeks, and what they say on the way of what they have already: "a role where I can use my Python".
_SEEKING = re.compile(
    r"\b(?:(?:seeking|looking\s+for|searching\s+for|in\s+search\s+of)(?:\s+(?:an?|my|the|new|next)\b)*|obtain\s+an?\b)(?P<work>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_WORK = r"(?:roles?|positions?|jobs?|opportunit(?:y|ies)|internships?|placements?|posts?|apprenticeships?|work)\b"
_IS_WORK = re.compile(rf"\b{_WORK}", re.IGNORECASE)
_WORK_AFTER = re.compile(rf"^(?:[\s-][\w-]+){{0,2}}?\s{_WORK}", re.IGNORECASE)
_OWN_ALREADY = re.compile(
    r"\b(?:my|our|years?|experienc\w+|skills?|skilled|knowledge|background|expertise|experts?|proficient|fluent|certified|strong|us(?:e|ing)"
    r"|appl(?:y|ying)|utili[sz]\w+|leverag\w+|bring\w*|contribut\w+|offer\w*|i\s+(?:am|have|know))\b|[:|]|\s[–—-]\s",
    re.IGNORECASE,
)
# Said of others, or of a need: "trained analysts without SQL", "cannot work without Docker".
_NOT_OF_ONESELF = re.compile(
    r"\b(?:people|those|staff|team|(?!years|months)\w{3,}s)\s+(?:with\s+(?:no|zero|little\s+to\s+no)|without|new\s+to|who\s+(?:had|have)\s+(?:no|never))\b"
    r"|(?:\bcan(?:not|['’]t)|n['’]t|\bnever|\bnot)\s+(?:\w+\s+){1,3}without\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\bnot\s+(?:only|just|merely|solely|limited\s+to)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"\w{3}[.!?]\s")  # no "e.g. "
_CLAUSE_END = re.compile(r"[.;!?]\s|(?<!anything )(?<!everything )\bbut\b|\bhowever\b|\balthough\b", re.IGNORECASE)

# Authors have initials: "T. Kube", "Spark J", "Spark, J."; and what they wrote has a year or stands in quotes.
_CITES = re.compile(r"\b(?:19|20)\d\d\b|[\"“”]|\bet al\b")
_INITIAL_BEFORE = re.compile(r"(?:^|[,;&]|\b(?:and|with|by)|\d[.)\]]|\b[A-Z]\.|^[•*–-])[ -]?[A-Z]\. ?$")
_ITS_NAME = re.compile(r"\.[ -]?[A-Z][a-z]")  # behind an initial that is a skill elsewhere: "R. Spring"
_INITIAL_BEHIND = re.compile(r"(?: [A-Z]{1,3}|,? (?:[A-Z]\.[ -]?){1,3})(?=\s*(?:[,;&(]|and\b|$|\.\s))")


def names_author(text: str, line_start: int, line_end: int, start: int, end: int) -> bool:
    """Whether a name in a line of publications is somebody's who wrote one of them."""
    if not text[start].isupper() or _CITES.search(text, line_start, line_end) is None:
        return False
    before = text[max(line_start, start - 12) : start]
    if end - start == 1:
        return _ITS_NAME.match(text, end) is not None and _INITIAL_BEFORE.search(f"{before}A.") is not None
    return _INITIAL_BEFORE.search(before) is not None or _INITIAL_BEHIND.match(text, end, line_end) is not None


# Quick look first: a line must hold one of these words.
LIKENESS_CUES = frozenset(
    "like inspired esque ish alike look lookalike lookalikes clone clones imitation imitations knock knockoff knockoffs rip ripoff ripoffs".split()  # noqa: SIM905
)
_ALIKE = re.compile(
    r"-(?:like|inspired|esque|ish|alike|look-?alike)\b|\s+(?:clones?|look-?alikes?|imitations?|knock-?offs?)\b",
    re.IGNORECASE,
)
_ALIKE_BEFORE = re.compile(r"\b(?:clones?|imitations?|rip-?offs?) of (?:the )?$", re.IGNORECASE)


def names_model(text: str, line_start: int, start: int, end: int) -> bool:
    """Whether a name is only what something is like: "a Kafka-like event builder", "a Trello clone"."""
    if text[end : end + 1] in {"-", " "} and _ALIKE.match(text, end) is not None:
        return True
    return (
        text[start - 3 : start].endswith(("of ", "he "))
        and _ALIKE_BEFORE.search(text, max(line_start, start - 24), start) is not None
    )


# Companies that were served, sold to or looked into are no tools: "clients include Oracle", "sold licences to SAP".
COMPANY_CUES = frozenset(
    "clients customers companies employers investors competitors stocks names sold selling sell".split()  # noqa: SIM905
)
_COMPANIES = re.compile(
    r"(?:\b(?:clients|customers|companies|employers|investors|competitors|stocks|cover\w*\s+(?:[\w-]+\s+){0,4}names)"
    r"\s+(?:includ(?:e|ed|ing)|such\s+as|like|are|were)\s+"
    rf"|\b(?:sold|sell|selling)\s+(?:[\w-]+\s+){{1,4}}to\s+)(?:the\s+)?{_LIST}$",
    re.IGNORECASE,
)


def names_company(text: str, line_start: int, start: int) -> bool:
    """Whether a name stands among companies that were clients, customers or the like."""
    return _COMPANIES.search(text, max(line_start, start - 160), start) is not None


def has_cues(text: str, start: int, end: int) -> bool:
    """Whether any word of a line could deny or wish for a skill."""
    return _ANY_CUE.search(text, start, end) is not None


def standing_of(text: str, line_start: int, line_end: int, start: int, end: int) -> Standing:
    """What the line says of the skill named at ``start:end``."""
    labelled = _labelled(text, line_start, start)
    if labelled is not None:
        return labelled
    before = text[max(line_start, start - 160) : start]
    cut = max((m.end() for m in _CLAUSE_END.finditer(before)), default=0)
    before = before[cut:]
    after = text[end : min(line_end, end + 60)]
    if _DENIED_AFTER.match(after) or _is_crossed_out(text, line_start, start, after):
        return "denied"
    denial, wish = _DENIAL_WORD.search(before), _WISH_WORD.search(before)
    if (denial or wish) and _NOT_OF_ONESELF.search(before):
        return "held"
    if denial and _is_denied(before, max(0, denial.start() - _REACH), after):
        return "denied"
    if (
        _WISHED_AFTER.match(after)
        or _is_sought(before, after)
        or _is_intended(before, after)
        or (wish and _is_wished(before, max(0, wish.start() - _REACH), after))
    ):
        return "wished"
    return "held"


def _is_denied(before: str, first: int, after: str) -> bool:
    if _DENIED.search(before, first) is not None:
        return _ONLY.search(before) is None
    return _PERSON_AFTER.match(after) is not None and _NOT_ONE.search(before, first) is not None


def _is_crossed_out(text: str, line_start: int, start: int, after: str) -> bool:
    """Whether the mark of a name is a cross, or an empty box among ticked ones: "❌ PHP", "- [ ] Scala", "Azure | ✗"."""
    before = text[max(line_start, start - 160) : start]
    opens = _OPENS_MARKED.match(text, line_start, start) is not None
    crossed = _CROSSED_BEFORE.search(before) if opens else _CROSSED_AFTER.match(after)
    if crossed is None:
        return False
    return crossed[1] != _BOX or _OTHER_MARK.search(text, max(0, start - _BOX_REACH), start + _BOX_REACH) is not None


def _is_wished(before: str, first: int, after: str) -> bool:
    if _WISHED.search(before, first) is not None:
        return True
    return _EXAM_AFTER.match(after) is not None and _WORKED_FOR.search(before, first) is not None


def _is_sought(before: str, after: str) -> bool:
    """Whether a name is part of the work that somebody looks for: "seeking a React role", "a position with SAP"."""
    seeking = _SEEKING.search(before)
    if seeking is None or _OWN_ALREADY.search(seeking["work"]):
        return False
    return _IS_WORK.search(seeking["work"]) is not None or _WORK_AFTER.match(after) is not None


def _is_intended(before: str, after: str) -> bool:
    """Whether a name is part of what is only going to be done: "are bringing in Zig next spring"."""
    soon = _SOON.search(before) or _SOON.search(after)
    if soon is None or _INTENDED.search(before) is None:
        return False
    return soon.string is before or _CLAUSE_END.search(after, 0, soon.start()) is None


def _labelled(text: str, line_start: int, start: int) -> Standing | None:
    """What the label before a name says of it, such as ``Want to learn: Rust, Go``."""
    colon = text.rfind(":", line_start, start)
    if colon < 0 or _SENTENCE_END.search(text, colon, start):
        return None
    return standing_below(text[max(line_start, colon - _LONGEST_LABEL) : colon])


def standing_below(label: str) -> Standing | None:
    """What a label or a heading says of all that follows it: "Want to learn", "Not for me"; None where it says nothing."""
    label = _BEFORE_LABEL.sub("", label.strip()).rstrip(" :*_#-–—=")
    if _DENYING_LABEL.fullmatch(label):
        return "denied"
    return "wished" if _WISHING_LABEL.fullmatch(label) else None
