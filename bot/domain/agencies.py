"""Which agency somebody means who types its name: "polisi polres serang", "bp2mi", "dinas tenaga kerja"."""

from rapidfuzz import fuzz

from bot.domain.casework import Partner
from bot.domain.choosing import plain

ALIKE, SHORTEST_FUZZY = 80, 5  # of 100; letters
CALLED = {
    Partner.POLICE: ["polri", "polisi", "polres", "polresta", "polda", "polsek", "kepolisian", "bareskrim", "reskrim",
                     "ditreskrimum", "renakta", "ppa", "ppo", "police"],
    Partner.BP3MI: ["bp3mi", "bp2mi", "bnp2tki", "p4mi", "kp2mi"],
    Partner.LABOUR_OFFICE: ["disnaker", "disnakertrans", "naker", "depnaker", "tenaga kerja", "ketenagakerjaan",
                            "ltsa"],
    Partner.WITNESS_PROTECTION: ["lpsk", "perlindungan saksi", "witness"],
}  # fmt: skip


def agency(text: str) -> Partner | None:
    """The one agency a text names, misspelt by a letter or so; None when it names none, or several."""
    said = plain(text)
    named = [partner for partner, names in CALLED.items() if any(_is_in(name, said) for name in names)]
    return named[0] if len(named) == 1 else None


def _is_in(name: str, said: str) -> bool:
    if f" {name} " in f" {said} ":
        return True
    is_long = len(name) >= SHORTEST_FUZZY and " " not in name
    return is_long and any(fuzz.ratio(name, word) >= ALIKE for word in said.split())
