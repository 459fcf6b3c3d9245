"""What a sentence says of a skill it names: held, wished for or denied."""

import re
from typing import Literal

Standing = Literal["held", "wished", "denied"]

# Quick look first: most lines hold none of these words ("t" is the end of "don't").
CUES = frozenset(
    """
    no not never without lack lacks lacking unfamiliar zero none learning learn keen eager interested interest plan plans
    planning want wants wanting aspire aspires aspiring curious studying looking goal exploring starting started teaching
    rather instead hope hopes hoping ready willing aim aims aiming intend intends intending excited like reading t
    """.split()  # noqa: SIM905
)
_ANY_CUE = re.compile(
    rf"\b(?:{'|'.join(sorted(CUES - {'learning', 't'}))}|(?<!machine )(?<!deep )learning)\b|n['’]t\b", re.IGNORECASE
)
# Names already given in the same breath: "no experience with Scala, Rust or <name>".
_LIST = r"(?:[\w.+#/-]+(?: [\w.+#/-]+)?\s*(?:,|/|\bor\b|\band\b|\bnor\b|,\s*(?:or|and|nor))\s*){0,5}"
_DENIED = re.compile(
    rf"(?:\b(?:no|zero|little to no|without(?: any)?|lack(?:s|ing)?(?: of)?(?: any)?)\s+"
    rf"(?:(?:prior|previous|real|hands-on|professional|commercial|production|formal|working|practical|deep|any|direct|actual)\s+)*"
    rf"(?:(?:experience|knowledge|background|exposure|skills?|expertise|familiarity|understanding)\s+(?:with|in|of|using|on|at all with)\s+)?"
    rf"|\bnever\s+(?:really\s+|actually\s+)?(?:used?|worked\s+(?:with|in|on)|touched|programmed\s+in|learn(?:ed|t)|tried|done|coded\s+in|written|wrote|deployed|had)\s+(?:any\s+)?|\bnever\s+"
    rf"|(?:\bnot|n['’]t)\s+(?:yet\s+|really\s+|currently\s+|actually\s+)*(?:used?|know|known|worked\s+(?:with|in)|work(?:ing)?\s+with|familiar\s+with|proficient\s+(?:in|with)|"
    rf"experienced\s+(?:in|with)|have\s+(?:any\s+)?experience\s+(?:with|in)|had\s+(?:any\s+)?exposure\s+to|speak|do|an?\s+expert\s+in|comfortable\s+with)\s+(?:any\s+)?"
    rf"|\bunfamiliar\s+with\s+|\brather\s+than\s+|\binstead\s+of\s+)"
    rf"(?:the\s+|a\s+)?{_LIST}$",
    re.IGNORECASE,
)
_WISHED = re.compile(
    rf"(?:\b(?:currently|still|now|am|i['’]?m|been|keep|started|starting|busy|self-)\s*(?:self-)?(?:learning|studying|exploring|teaching\s+myself|reading\s+up\s+on)\s+"
    rf"|^\W*learning\s+"
    rf"|\b(?:want(?:s|ing)?|hop(?:e|es|ing)|plan(?:s|ning)?|keen|eager|excited|would\s+like|like|looking|aim(?:s|ing)?|goal\s+is|willing|aspir(?:e|es|ing)|ready|intend(?:s|ing)?)\s+"
    rf"(?:to\s+)(?:\w+\s+)?(?:learn|study|explore|master|move\s+into|work\s+with|get\s+into|deepen|grow|become|pick\s+up|try|use|gain\s+\w+\s+(?:with|in))\s+(?:more\s+)?(?:about\s+|in\s+)?(?:an?\s+)?"
    rf"|\b(?:interest(?:ed)?|curious|curiosity)\s+(?:in|about)\s+(?:learning\s+)?(?:more\s+about\s+)?"
    rf"|\baspiring\s+"
    rf"|\b(?:to|next\s+i)\s+learn\s+(?:next\s*:?\s*)?)"
    rf"(?:the\s+|a\s+)?{_LIST}$",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^\s*(?:[:–-]\s*(?:none|no|no experience|not yet|never)\b|\((?:no experience|none|not yet)\))",
    re.IGNORECASE,
)
_WISHED_AFTER = re.compile(
    r"^\s*\((?:currently |still )?(?:learning|studying|in progress|beginner, learning)[^)]*\)", re.IGNORECASE
)
_ONLY = re.compile(r"\bnot\s+(?:only|just|merely)\b", re.IGNORECASE)


def has_cues(text: str, start: int, end: int) -> bool:
    """Whether any word of a line could deny or wish for a skill."""
    return _ANY_CUE.search(text, start, end) is not None


def standing_of(text: str, line_start: int, line_end: int, start: int, end: int) -> Standing:
    """What the line says of the skill named at ``start:end``."""
    before = text[max(line_start, start - 160) : start]
    cut = max((m.end() for m in re.finditer(r"[.;!?]\s|\bbut\b|\bhowever\b|\balthough\b", before)), default=0)
    before = before[cut:]
    after = text[end : min(line_end, end + 40)]
    if (_DENIED.search(before) and not _ONLY.search(before)) or _DENIED_AFTER.match(after):
        return "denied"
    if _WISHED.search(before) or _WISHED_AFTER.match(after):
        return "wished"
    return "held"
