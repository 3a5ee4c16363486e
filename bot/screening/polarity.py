"""Whether words are meant: a "not", a warning or a refusal takes them back; a recruiter's "jangan takut" does not.

Polarity is understood here and nowhere else (signs: bot/screening/signs.py, content/lexicon.toml, table `polarity`).
"""

from bot.screening.signs import NOT, Places, Signs, Word, bearing

ADDRESS_WORDS = 2  # of a form of address ("Pak, ...", "Bu Haji, ...")
NOT_REACH = 4  # words a plain "not" takes back
THREAT_WORDS = 3  # between an "if" and its "not"
THREAT_REACH = 1  # words such a "not" takes back: what happens otherwise follows
SINCE_REACH = 40  # words of a sentence that are looked back on
NEVER_WORDS = 2  # of a clause that only denies ("tidak pernah")
HARM_REACH = 6  # words between "once" and what befell somebody then
SUPPOSED_WORDS = 4  # after "report", within which an "if" says what is to be reported
CRY_WORDS = 8  # from "don't call" to who says so
REFUSED_REACH = 2  # words between a thing and the "is not there" or "is forbidden" after it


def taken_back(
    words: tuple[Word, ...], places: Places, signs: Signs, *, is_report: bool = False
) -> frozenset[int]:
    """In a report a warning ends with its clause: "awas Bu Rini, dia menahan paspor" accuses."""
    taken: set[int] = set()
    warned = 0  # up to here the last warning reaches
    for number in bearing(places, signs.warning, signs.contrast, signs.plain, signs.refused):
        word = words[number]
        if not word.forms.isdisjoint(signs.refused) and _closes_clause(words, number):
            taken |= set(_before(words, number))
        elif not word.forms.isdisjoint(signs.warning):
            if number >= warned and not _is_soothing(words, number, signs):
                is_whole = not is_report and not _is_cry(words, number, signs)
                reach = _reach(words, number, signs, sentence=is_whole, most=len(words))
                warned = reach.stop
                taken |= set(reach)
        elif not word.forms.isdisjoint(signs.contrast):
            taken |= set(_reach(words, number, signs, sentence=False, most=12))
        elif not word.forms.isdisjoint(signs.plain):
            most = THREAT_REACH if _is_threat(words, number, signs) else NOT_REACH
            taken |= set(_reach(words, number, signs, sentence=False, most=most))
            taken |= set(_never_listed(words, number, signs))
            taken |= set(_absent_before(words, number, signs)) | set(_never_before(words, number, signs))
        elif not word.forms.isdisjoint(signs.refused):
            taken |= set(_before(words, number))
    return frozenset(taken)


def _closes_clause(words: tuple[Word, ...], number: int) -> bool:
    """At most a "ya?" follows: what is forbidden stood before ("sponsor itu dilarang")."""
    return all(word.clause != words[number].clause for word in words[number + 2 : number + 3])


def disowned(
    words: tuple[Word, ...], places: Places, signs: Signs, *, is_report: bool = False
) -> frozenset[int]:
    """What is told, but of no offer that stands; an alarm in a report ends with its clause."""
    taken: set[int] = set()
    alarmed = 0  # up to here the last alarm reaches
    for number in bearing(
        places, signs.past, signs.declined, signs.exposed, signs.reported, signs.called, signs.alarm
    ):
        word = words[number]
        if not word.forms.isdisjoint(signs.past) and (
            _is_head(words, number, signs) or _tells_of_harm(words, number, signs)
        ):
            taken |= set(_over(words, number, signs))
        if not word.forms.isdisjoint(signs.declined):
            taken |= {n for n in range(number) if words[n].sentence == word.sentence}
        elif not word.forms.isdisjoint(signs.exposed):
            taken |= set(_since(words, number, signs.whoever, is_head_only=True))
        elif _is_for_offices(words, number, signs):
            supposed = _supposed_after(words, number, signs) or _since(
                words, number, signs.supposing, is_head_only=False
            )
            if not _is_plea(words, number, supposed, signs):
                taken |= set(supposed)
        is_alarm = number >= alarmed and not word.forms.isdisjoint(signs.alarm)
        if is_alarm and _has_suspect(words, number, signs):
            reach = _reach(words, number, signs, sentence=not is_report, most=len(words))
            alarmed = reach.stop
            taken |= set(reach)
    return frozenset(taken)


def refused(words: tuple[Word, ...], places: Places, signs: Signs) -> frozenset[int]:
    """What the teller was offered and says to have refused: no offer that stands, but still a recruiter's deed."""
    taken: set[int] = set()
    for number in bearing(places, signs.refusal):
        if _is_refusal(words, number, signs):
            start = max(0, number - SINCE_REACH)
            taken |= {n for n in range(start, number) if words[n].sentence == words[number].sentence}
    return frozenset(taken)


def _is_head(words: tuple[Word, ...], number: int, signs: Signs) -> bool:
    """First of its sentence, or after a form of address ("Pak, dulu ...") or a hint of hearsay ("katanya dulu")."""
    first = number
    while first and words[first - 1].sentence == words[number].sentence:
        first -= 1
    if number - first == 1 and not words[first].forms.isdisjoint(signs.said):
        return True
    is_after_address = number - first <= ADDRESS_WORDS and words[number - 1].clause != words[number].clause
    return number == first or is_after_address


def _tells_of_harm(words: tuple[Word, ...], number: int, signs: Signs) -> bool:
    """ "karena dulu tetangga kami pernah ditipu: ...", but not "dulu saya juga takut ditipu"."""
    after = words[number + 1 : number + 1 + HARM_REACH]
    harmed = next((n for n, word in enumerate(after) if not word.forms.isdisjoint(signs.harmed)), None)
    return harmed is not None and not any(
        NOT in word.forms or not word.forms.isdisjoint(signs.soothing) for word in after[:harmed]
    )


def _over(words: tuple[Word, ...], number: int, signs: Signs) -> range:
    """The words of a sentence from "once" to "but", or to the clause of a "now"."""
    last = number
    while last < len(words) and words[last].sentence == words[number].sentence:
        if not words[last].forms.isdisjoint(signs.now | signs.but):
            break
        last += 1
    if last < len(words) and not words[last].forms.isdisjoint(signs.now):
        while last > number + 1 and words[last - 1].clause == words[last].clause != words[number].clause:
            last -= 1
    return range(number, last)


def _since(words: tuple[Word, ...], number: int, heads: frozenset[str], *, is_head_only: bool) -> range:
    """The words before a sign from such a word on (at the head of a clause): "yang minta uang di depan itu penipu" """
    for first in range(number - 1, max(-1, number - 1 - SINCE_REACH), -1):
        if words[first].sentence != words[number].sentence:
            break
        is_head = first == 0 or words[first - 1].clause != words[first].clause
        if (is_head or not is_head_only) and not words[first].forms.isdisjoint(heads):
            return range(first, number)
    return range(0)


def _supposed_after(words: tuple[Word, ...], number: int, signs: Signs) -> range:
    """The rest of a sentence after "report it if": what would be reported."""
    after = words[number + 1 : number + 1 + SUPPOSED_WORDS]
    if all(word.forms.isdisjoint(signs.supposing) for word in after):
        return range(0)
    last = number
    while last < len(words) and words[last].sentence == words[number].sentence:
        last += 1
    return range(number + 1, last)


def _is_refusal(words: tuple[Word, ...], number: int, signs: Signs) -> bool:
    """ "langsung saya blokir", "tapi saya nolak", but not "kalau saya nolak"."""
    before = [word for word in words[max(0, number - 2) : number] if word.sentence == words[number].sentence]
    start = max(0, number - 4)
    is_supposed = any(not word.forms.isdisjoint(signs.supposing) for word in words[start:number])
    return not is_supposed and any(not word.forms.isdisjoint(signs.oneself) for word in before)


def _is_negated(words: tuple[Word, ...], number: int) -> bool:
    return any(NOT in word.forms for word in words[max(0, number - 2) : number])


def _is_for_offices(words: tuple[Word, ...], number: int, signs: Signs) -> bool:
    """Whether somebody is to report it, or to call an office about it."""
    if not words[number].forms.isdisjoint(signs.called):
        return any(not word.forms.isdisjoint(signs.offices) for word in words[number + 1 : number + 4])
    return not words[number].forms.isdisjoint(signs.reported) and not _is_negated(words, number)


def _is_plea(words: tuple[Word, ...], number: int, supposed: range, signs: Signs) -> bool:
    """ "kalau saya tidak bayar saya disetrum, tolong hubungi polisi"."""
    before = words[max(0, number - 2) : number]
    asks = any(not word.forms.isdisjoint(signs.pleading) for word in before)
    return asks and any(not words[n].forms.isdisjoint(signs.oneself) for n in supposed)


def _has_suspect(words: tuple[Word, ...], number: int, signs: Signs) -> bool:
    after = words[number + 1 : number + 5]
    return any(not word.forms.isdisjoint(signs.suspects) for word in after)


def _is_soothing(words: tuple[Word, ...], number: int, signs: Signs) -> bool:
    after = words[number + 1 : number + 3]
    return any(not word.forms.isdisjoint(signs.soothing) for word in after)


def _is_cry(words: tuple[Word, ...], number: int, signs: Signs) -> bool:
    """ "jangan telp, aku dijual": what is told after "don't call" is the reason, and meant."""
    clause = words[number].clause
    is_call = any(
        word.clause == clause and not word.forms.isdisjoint(signs.calls)
        for word in words[number + 1 : number + 3]
    )
    after = [word for word in words[number + 1 : number + 1 + CRY_WORDS] if word.clause == clause + 1]
    return is_call and any(not word.forms.isdisjoint(signs.speaking) for word in after[:2])


def _reach(words: tuple[Word, ...], number: int, signs: Signs, *, sentence: bool, most: int) -> range:
    """The words after a sign that it takes back."""
    here, last = words[number], number + 1
    while last < len(words) and last - number <= most:
        word = words[last]
        is_over = word.sentence != here.sentence if sentence else word.clause != here.clause
        is_next = most in (NOT_REACH, THREAT_REACH) and not word.forms.isdisjoint(
            signs.plain
        )  # a further "not" speaks for itself
        if is_over or is_next or not word.forms.isdisjoint(signs.but):
            break
        last += 1
    return range(number + 1, last)


def _absent_before(words: tuple[Word, ...], number: int, signs: Signs) -> range:
    """ "potongan tidak ada": what is said not to exist stands before."""
    after = words[number + 1 : number + 2]
    if after and not after[0].forms.isdisjoint(signs.absent):
        return _before(words, number)
    return range(0)


def _is_threat(words: tuple[Word, ...], number: int, signs: Signs) -> bool:
    """ "kalau ga balik rumahnya dibakar", but not "kalau ga ada potongan"."""
    before = words[max(0, number - THREAT_WORDS) : number]
    is_supposed = any(
        word.clause == words[number].clause and not word.forms.isdisjoint(signs.supposing) for word in before
    )
    after = words[number + 1 : number + 2]
    return is_supposed and bool(after) and after[0].forms.isdisjoint(signs.absent)


def _never_listed(words: tuple[Word, ...], number: int, signs: Signs) -> range:
    """ "kami tidak pernah minta uang, menahan ijazah, atau ...": a list that an "or" closes, to its end."""
    after = words[number + 1 : number + 2]
    if not after or after[0].forms.isdisjoint(signs.ever):
        return range(0)
    last = ends = number + 1
    while last < len(words) and words[last].sentence == words[number].sentence:
        if not words[last].forms.isdisjoint(signs.but):
            break
        if not words[last].forms.isdisjoint(signs.either):
            ends = last
        last += 1
    while ends > number + 1 and ends + 1 < last and words[ends + 1].clause == words[ends].clause:
        ends += 1
    return range(number + 1, ends + 1)


def _never_before(words: tuple[Word, ...], number: int, signs: Signs) -> range:
    """ "kalau ada yang bilang bayar ke calo, tidak pernah": a clause of its own takes back the one before."""
    clause = [word.clause for word in words[max(0, number - 1) : number + 3]]
    is_alone = number > 0 and clause.count(words[number].clause) == NEVER_WORDS and clause[0] != clause[1]
    if not is_alone or words[number + 1].forms.isdisjoint(signs.never):
        return range(0)
    first = number
    while first > 0 and words[first - 1].clause == words[number - 1].clause:
        first -= 1
    return range(first, number) if words[first].sentence == words[number].sentence else range(0)


def _before(words: tuple[Word, ...], number: int) -> range:
    first = number
    while first > 0 and number - first < REFUSED_REACH and words[first - 1].clause == words[number].clause:
        first -= 1
    return range(first, number)
