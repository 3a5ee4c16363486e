"""Made-up people for the benchmark: names as common and as rare as in a district, and how others write them.

Nothing here looks at `bot.domain.names`: what people do to a name is written down as heard, not as undone.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random

_LISTS = {
    key: tuple(words.split())
    for key, words in tomllib.loads((Path(__file__).parent / "names.toml").read_text()).items()
}
KEYBOARD = {
    "a": "s",
    "s": "a",
    "i": "u",
    "u": "i",
    "e": "r",
    "r": "e",
    "n": "m",
    "m": "n",
    "d": "s",
    "t": "r",
    "k": "l",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who recruits; `call` is what most people say."""

    words: tuple[str, ...]
    call: str
    nick: str
    is_woman: bool
    is_pilgrim: bool


def person(rng: Random) -> Person:
    """Two in three bear a name that many bear; the commonest comes up about thirty times as often as the rarest."""
    is_woman = rng.random() < 0.45
    pool = _LISTS["common_women" if is_woman else "common_men"]
    if rng.random() < 0.65:
        first = rng.choices(pool, [1 / (at + 3) for at in range(len(pool))])[0]
    else:
        first = rng.choice(_LISTS["first"]) + rng.choice(_LISTS["woman_end" if is_woman else "man_end"])
    words = [first]
    if rng.random() < 0.5:
        words.append(rng.choice(_LISTS["woman_last" if is_woman else "man_last"]))
    call = (
        first
        if first not in ("Siti", "Nur", "Sri", "Muhammad", "Ahmad", "Abdul") or len(words) == 1
        else words[1]
    )
    return Person(tuple(words), call, _nick(rng, call), is_woman, rng.random() < 0.2)


def written(rng: Random, who: Person) -> str:
    """As somebody in a village writes of them."""
    draw = rng.random()
    if draw < 0.12:
        name = who.nick
    elif draw < 0.40 and len(who.words) > 1:
        name = " ".join(who.words)
    else:
        name = who.call
    name = " ".join(_misspelt(rng, word) for word in name.split())
    if rng.random() < 0.25:
        name = name.lower()
    title = _title(rng, who)
    return f"{title} {name}".strip()


def _title(rng: Random, who: Person) -> str:
    if who.is_pilgrim and rng.random() < 0.7:
        pilgrims = (
            ("Hj.", "Hajah", "Bu Haji", "bu hajah") if who.is_woman else ("H.", "Haji", "Pak Haji", "pa haji")
        )
        return rng.choice(pilgrims)
    if rng.random() < 0.2:
        return rng.choice(("", "sponsor", "calo", "agen"))
    women, men = (
        ("Bu", "Ibu", "Teh", "Teteh", "Mbak", "Ceu"),
        ("Pak", "Bapak", "Kang", "Mang", "Mas", "Bang", "Ustadz"),
    )
    return rng.choice(women if who.is_woman else men)


def _nick(rng: Random, call: str) -> str:
    """The last part, the first part, or the last one with an I before, as children and neighbours shorten names."""
    low = call.lower()
    if len(low) <= 4:
        return call
    return rng.choice([low[-3:], low[-4:], low[:4], low[:3], "i" + low[-3:]]).capitalize()


def _misspelt(rng: Random, word: str) -> str:
    """One word in five is spelt in another way, one in twenty has a slip of the thumb."""
    low = word.lower()
    if rng.random() < 0.2:
        ways = [way.split(">") for way in _LISTS["otherwise"]]
        fitting = [way for way in ways if way[0] in low]
        if fitting:
            was, now = rng.choice(fitting)
            low = low.replace(was, now, 1)
        else:
            low = low.removesuffix("h") if low.endswith("h") else low + "h"
    if rng.random() < 0.05 and len(low) > 3:
        at = rng.randrange(1, len(low) - 1)
        kind = rng.random()
        if kind < 0.35:
            low = low[:at] + low[at + 1 :]
        elif kind < 0.6:
            low = low[:at] + low[at + 1] + low[at] + low[at + 2 :]
        else:
            low = low[:at] + KEYBOARD.get(low[at], low[at]) + low[at + 1 :]
    return low.capitalize()
