"""What a message only passes on: rumours, what people foretell, fear or believed, what once befell somebody, what
impostors do, examples of what is illicit.

None of it belongs to the offer at hand. It is still told: in a report the same words may be a danger to somebody, so
triage does not look here.
"""

from bot.screening.signs import Places, Signs, Word, bearing

HEARD_WORDS = 2  # between "many", "I read" and the news
LISTED_WORDS = 3  # of a clause that goes on with a list ("disiksa, dipukuli, ga digaji")
FORETOLD_WORDS = 9  # between the people who talk and what they foretell
FEARED_WORDS = 2  # between a fear and its "later"
ONCE_WORDS = 5  # between a "back then" and its "once"
OWN_WORDS = 2  # between "not" and "us"
DISCLAIMER = 6  # words of a clause that only says "those are not us"
TOPIC_WORDS = 9  # between what is illicit and its examples


def passed_on(words: tuple[Word, ...], places: Places, signs: Signs) -> frozenset[int]:
    """The words that only pass something on."""
    told: set[int] = set()
    for number in bearing(places, signs.rumour):
        if _is_near(words, number, signs.heard, HEARD_WORDS):
            told |= set(_listed(words, number, signs))
    for number in bearing(places, signs.foretold):
        if _is_feared(words, number, signs) or _is_dissuaded(words, number, signs):
            told |= set(_listed(words, number, signs))
    for number in bearing(places, signs.fear, signs.mistaken):
        if _is_imagined(words, number, signs):
            told |= set(_clause_after(words, number))
    for number in bearing(places, signs.past):
        told |= set(_once(words, number, signs))
    for number in bearing(places, signs.contrast):
        told |= set(_of_impostors(words, number, signs))
    for number in bearing(places, signs.example):
        if _is_of_the_illicit(words, number, signs) or _is_deterrent(words, number, signs):
            told |= set(_rest(words, number, signs))
    return frozenset(told)


def _is_near(words: tuple[Word, ...], number: int, forms: frozenset[str], most: int) -> bool:
    """Whether one of the forms stands in the same sentence, at most so many words before."""
    before = words[max(0, number - 1 - most) : number]
    here = words[number].sentence
    return any(word.sentence == here and not word.forms.isdisjoint(forms) for word in before)


def _is_feared(words: tuple[Word, ...], number: int, signs: Signs) -> bool:
    """ "ibu takut nanti ...", but not "jangan takut, nanti ..."."""
    is_calmed = _is_near(words, number, signs.warning | signs.plain, FEARED_WORDS + 1)
    return _is_near(words, number, signs.fear, FEARED_WORDS) and not is_calmed


def _is_dissuaded(words: tuple[Word, ...], number: int, signs: Signs) -> bool:
    """ "orang-orang bilang jangan, nanti ...": whoever says so recruits nobody."""
    return _is_near(words, number, signs.crowd, FORETOLD_WORDS) and _is_near(
        words, number, signs.warning | signs.harmed | signs.several, FORETOLD_WORDS
    )


def _is_imagined(words: tuple[Word, ...], number: int, signs: Signs) -> bool:
    """ "ibu takut saya dijual", "emak kira saya dikurung", but not "saya takut karena dikurung"."""
    clause = (words[n].forms for n in _clause_after(words, number))
    turn = next((forms for forms in clause if not forms.isdisjoint(signs.befell | signs.because)), None)
    is_own = not words[number].forms.isdisjoint(signs.mistaken) and _is_near(words, number, signs.oneself, 1)
    return turn is not None and not is_own and not turn.isdisjoint(signs.befell)


def _clause_after(words: tuple[Word, ...], number: int) -> range:
    last = number + 1
    while last < len(words) and words[last].clause == words[number].clause:
        last += 1
    return range(number + 1, last)


def _once(words: tuple[Word, ...], number: int, signs: Signs) -> range:
    """ "kakak saya dulu pernah disekap, paspornya dirampas": up to a "now" or "but"."""
    told = _rest(words, number, signs, signs.now)
    near = (n for n in told if n <= number + 1 + ONCE_WORDS)
    return told if any(not words[n].forms.isdisjoint(signs.once) for n in near) else range(0)


def _is_of_the_illicit(words: tuple[Word, ...], number: int, signs: Signs) -> bool:
    """ "penipuan (misal: ...)", but not "ga ilegal kok, contohnya ..."."""
    turned = signs.plain | signs.contrast
    start = max(0, number - 1 - TOPIC_WORDS)
    topics = (n for n in range(start, number) if not words[n].forms.isdisjoint(signs.illicit))
    here = words[number].sentence
    return any(words[n].sentence == here and not _is_near(words, n, turned, 1) for n in topics)


def _is_deterrent(words: tuple[Word, ...], number: int, signs: Signs) -> bool:
    """ "jangan sampai kayak Bi Iyah, ...": somebody else's lot."""
    is_lest = number > 0 and not words[number - 1].forms.isdisjoint(signs.lest)
    return is_lest and _is_near(words, number - 1, signs.warning, 0)


def _listed(words: tuple[Word, ...], number: int, signs: Signs) -> range:
    """The rest of a clause and the short clauses that go on with it; not what the teller says of themselves."""
    last, here = number + 1, words[number]
    while last < len(words) and words[last].sentence == here.sentence:
        clause = [word for word in words[last : last + LISTED_WORDS + 1] if word.clause == words[last].clause]
        is_new = words[last].clause != words[last - 1].clause
        is_own = any(not word.forms.isdisjoint(signs.oneself) for word in clause)
        if (is_new and (is_own or len(clause) > LISTED_WORDS)) or not words[last].forms.isdisjoint(signs.but):
            break
        last += 1
    return range(number + 1, last)


def _of_impostors(words: tuple[Word, ...], number: int, signs: Signs) -> range:
    """ "banyak akun minta transfer. Itu bukan kami": from the impostors to the end of what they do."""
    clause = [n for n in range(max(0, number - DISCLAIMER), number + DISCLAIMER)
              if n < len(words) and words[n].clause == words[number].clause]  # fmt: skip
    after = words[number + 1 : number + 2 + OWN_WORDS]
    is_own = any(
        word.clause == words[number].clause and not word.forms.isdisjoint(signs.oneself) for word in after
    )
    if len(clause) > DISCLAIMER or not is_own:
        return range(0)
    told = words[clause[0] - 1].sentence if clause[0] else -1
    first = clause[0]
    while first > 0 and words[first - 1].sentence == told:
        first -= 1
    begins = (n for n in range(first, clause[0]) if not words[n].forms.isdisjoint(signs.impostor))
    return range(next(begins, clause[0]), clause[0])


def _rest(words: tuple[Word, ...], number: int, signs: Signs, more: frozenset[str] = frozenset()) -> range:
    """The rest of a sentence, up to a "but" or one of `more`."""
    last = number + 1
    while last < len(words) and words[last].sentence == words[number].sentence:
        if not words[last].forms.isdisjoint(signs.but | more):
            break
        last += 1
    return range(number + 1, last)
