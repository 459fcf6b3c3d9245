"""The last step for every format: one way of writing characters, spaces, bullets and line ends."""

import re
import unicodedata

from matchers.documents import Finding
from matchers.spacing import kept_rows
from service.reading.hyphens import join_hyphenated

# Patterns begin with a literal or a set of characters wherever they can: then the search skips to the next of them.
# Patterns of a line begin with the line end before it; the text under work has one in front of its first line.
_LINE_ENDS = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
# Letters that only look different: ligatures, mathematical alphabets, enclosed and full-width forms. They are
# replaced by the letters they stand for; fractions, trade marks and superscripts are left as they were written.
_LOOKS = re.compile(
    "[\ufb00-\ufb06\ufb13-\ufb17\uff01-\uff5e\uffe0-\uffe6\U0001d400-\U0001d7ff\u24b6-\u24e9"
    "\U0001f110-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]"
)
_SMALL_CAPITALS = str.maketrans("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEFGHIJKLMNOPRSTUVWYZ")
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\U0001d173-\U0001d17a"
)
_INVISIBLES = re.compile(f"[{_INVISIBLE}]+")
# Nothing puts these into a resume by accident: overrides of direction, and tags that spell hidden ASCII. Tags
# after a black flag are the flags of England, Scotland and Wales.
_TRICKS = re.compile("[\u202d\u202e]+|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0001-\U000e007f]+")
# A joiner between two Latin letters or digits splits a word for a machine and for nobody else. (Soft hyphens
# are set there by word processors.)
_SPLIT_WORD = re.compile(
    "(?<=[A-Za-z0-9])[\u034f\u115f\u1160\u200b-\u200f\u2060-\u2064\u3164\ufeff\uffa0\ufe00-\ufe0f]+(?=[A-Za-z0-9])"
)
# All but a soft hyphen at the end of a line, where it joins two halves of a word.
_INVISIBLES_WITHIN = re.compile(f"[{_INVISIBLE[1:]}]+|\u00ad(?![\u00ad \t]*\n)")
_CID = re.compile(r"\(cid:\d+\)")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd\ufffe\uffff\x00-\x08\x0e-\x1f\x7f-\x9f]+")
# Of the characters that are looked for here, most texts hold none: nothing beside letters, dashes, quotes and bullets.
_UNUSUAL = re.compile("[^\t\n -~\xa1-\xac\xae-\u024f\u2010-\u2027\u2030-\u203a\u20ac\u2122\u2190-\u21ff\u2500-\u27bf]")
_COMBINING_FLOOD = re.compile("([\u0300-\u036f][\u0300-\u036f])[\u0300-\u036f]+")
_SYMBOL_BULLETS = "\uf0b7\uf0a7\uf0fc\uf0d8\uf076\uf0a8\uf06e\uf02d\uf071\uf06c\uf075\uf0be\uf097\uf095"
_BULLETS = "•●▪■◦‣⁃∙·○◆◇❖➢➤►▶▸▹➔➜→✓✔✦★☆□❑❒⦿⚫⬤◉◾◼▫"
_BULLET_LINE = re.compile(rf"\n[ \t]*(?:[{_BULLETS}{_SYMBOL_BULLETS}]+[ \t]*|[-–—*+][ \t]+(?=\S))")
_ROUND_O = re.compile(r"(\n• [^\n]*\n)o (?=[A-Z])")
_LONE_BULLET = re.compile(r"\n•[ ]*\n(?=[^\n•])")
_EMPTY_BULLET = re.compile(r"\n•(?=\n)")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE_TAIL = re.compile(
    rf"^(?:[(\[]?(?:(?:{_MONTHS}|spring|summer|fall|autumn|winter|since|from|"
    r"expected)\w*[., ]|"
    r"(?:19|20)\d\d|\d{1,2}[./-](?:\d{1,2}[./-])?(?:19|20)?\d\d)[^\n]{0,40})$",
    re.IGNORECASE,
)
# A range of dates that a narrow column broke into lines: its dash is no bullet.
_GAP = "[ \t\xa0]*"
_LINE_STEP = rf"\n{_GAP}(?:\n{_GAP})?"
_DASHES = "[-‐‑‒–—―−]{1,3}"
_RANGE_END = (
    r"(?i:(?:\d{1,2}[./ -])?(?:(?:" + _MONTHS + r")[a-z]{0,6}[.,]?[ -]?|\d{1,2}[./-])?"
    r"(?P<last>(?:19|20)\d\d)(?!\d)|(?:present|now|today|current|ongoing)\b)"
)
_BROKEN_RANGE = re.compile(
    rf"(?P<first>[12][09]\d\d){_GAP}(?:{_DASHES}{_GAP}{_LINE_STEP}"
    rf"|{_LINE_STEP}(?P<mark>{_DASHES}|(?i:to|until|end date)(?:{_GAP}:|(?={_GAP}\n))){_GAP}(?:\n{_GAP})?)"
    rf"(?={_RANGE_END}(?P<alone>{_GAP}(?:[\n|)·]|\Z|[ \t]{{2}}))?(?P<start>{_GAP}(?:{_DASHES}|/|to\b))?)"
)
_ITEM_MARKS = frozenset("-–—*+" + _BULLETS)
_WIDE = re.compile(r" [ \t]+|\t[ \t]*")
_TWO_SPACES = re.compile("(?<=\\S)  (?=\\S)")
_STRETCHED = 2.1  # spaces for each pair of them: two where all are doubled
_BLANKS = re.compile(r"\n\n\n+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CYRILLIC_LOOKALIKES = frozenset("аеорсухіјѕһԁԛԝкгпмтвнАВЕКМНОРСТХУІЈЅԚԜ")
_GREEK_LOOKALIKES = frozenset("οναρτικυχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_LOOKALIKES = _CYRILLIC_LOOKALIKES | _GREEK_LOOKALIKES
_ANY_LOOKALIKE = re.compile(f"[{''.join(sorted(_LOOKALIKES))}]")


def _fold(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())


def _unicode_tricks(text: str) -> Finding | None:
    removed = sum(len(run) for run in _TRICKS.findall(text)) + sum(len(run) for run in _SPLIT_WORD.findall(text))
    if not removed:
        return None
    noun = "invisible character" if removed == 1 else "invisible characters"
    return Finding("unicode_tricks", "warning", f"{removed} {noun} inside words or turning the text around removed.")


def is_mixed_script(word: str) -> bool:
    """Whether ``word`` has Latin letters and others that only pass for Latin ones ("Pythоn" with a Cyrillic о)."""
    if word.isascii():
        return False
    others = [letter for letter in word if ord(letter) > 0x36F and unicodedata.category(letter)[0] == "L"]
    others = [letter for letter in others if not unicodedata.name(letter, "LATIN").startswith("LATIN")]
    if not others or not any(letter.isascii() and letter.isalpha() for letter in word):
        return False
    return all(letter in _LOOKALIKES for letter in others)


def _mixed_script(text: str) -> Finding | None:
    if not _ANY_LOOKALIKE.search(text):
        return None
    count = sum(1 for word in _WORD.findall(text) if is_mixed_script(word))
    if not count:
        return None
    noun = "word mixes" if count == 1 else "words mix"
    return Finding("mixed_script", "warning", f"{count} {noun} letters of several alphabets that look alike.")


def _space(match: re.Match[str]) -> str:
    """Two spaces for a wide gap and before a date at the end of a line; one for everything else."""
    run, text = match.group(), match.string
    if "\t" in run or len(run) > 2:
        return "  "
    end = text.find("\n", match.end())
    rest = text[match.end() : end if end >= 0 else len(text)]
    return "  " if len(rest) < 60 and _DATE_TAIL.match(rest.strip()) else " "


def _unstretched(text: str) -> str:
    """A text without the second space between its words, where hardly any stand closer."""
    gaps, doubled = text.count(" "), text.count("  ")
    return _TWO_SPACES.sub(" ", text) if gaps < _STRETCHED * doubled else text


def _usual(text: str) -> str:
    """The text with the letters and spaces that it shows."""
    return _SPACES.sub(" ", _LOOKS.sub(_fold, text).translate(_SMALL_CAPITALS))


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", _COMBINING_FLOOD.sub(r"\1", text))


def _stripped(text: str) -> str:
    """The text without white space at both ends of its lines."""
    return "\n".join([line.strip(" \t") for line in text.split("\n")])


def _unbroken(match: re.Match[str]) -> str:
    """A range of dates in one line, unless it would end before it starts."""
    text, last = match.string, match["last"]
    if match["mark"]:
        # A list of years has a mark before each of them.
        line = text.rfind("\n", 0, match.start()) + 1
        goes_on = match["alone"] is not None and text[line : match.end()].lstrip(" \t\xa0")[0] not in _ITEM_MARKS
    else:
        goes_on = match["start"] is None
    return " ".join(match[0].split()) + " " if goes_on and (last or match["first"]) >= match["first"] else match[0]


def _bulleted(text: str) -> str:
    """One bullet before an item's text, none alone on a line."""
    text = _LONE_BULLET.sub("\n• ", _BULLET_LINE.sub("\n• ", text))
    if " \n" in text:
        text = _stripped(text)
    if "\no " in text:
        text = _ROUND_O.sub(r"\1• ", text)
    return _EMPTY_BULLET.sub("", text)


def _dense(text: str) -> str:
    """A text without the blank lines that stand between any two of its lines."""
    rows = text.split("\n")
    kept = kept_rows([row.strip() for row in rows])
    return text if len(kept) == len(rows) else "\n" + "\n".join([rows[number] for number in kept])


def clean(text: str) -> tuple[str, tuple[Finding, ...]]:
    """Write ``text`` in the conventions of ``Document.text``; cleaning clean text moves no word.

    Returns the text, which ends with a line end unless it is empty, and what was suspicious in it.
    """
    text = _LINE_ENDS.sub("\n", "\n" + text.replace("\r\n", "\n"))
    text = _dense(text)
    is_unusual = _UNUSUAL.search(text) is not None
    tricks = _unicode_tricks(text) if is_unusual else None
    text = _BROKEN_RANGE.sub(_unbroken, text)
    text = _CID.sub("", _BULLET_LINE.sub("\n• ", text))
    if is_unusual:
        text = _INVISIBLES_WITHIN.sub("", _usual(text))
    text = join_hyphenated(_composed(text))
    if is_unusual:
        text = _PRIVATE.sub(" ", _INVISIBLES.sub("", text))
    text = _stripped(text)
    if "  " in text or "\t" in text:
        text = _WIDE.sub(_space, _unstretched(text))
    text = _BLANKS.sub("\n\n", _bulleted(text + "\n")).strip("\n")
    findings = tuple(finding for finding in (tricks, _mixed_script(text)) if finding is not None)
    return (text + "\n" if text else ""), findings


def visible_characters(text: str) -> int:
    """Characters of ``text`` that are not white space."""
    return sum(len(part) for part in text.split())
