"""Amounts as people write them: "15jt", "telung puluh lima juta", "Rp 2.500.000", "RM 1,700", "2,5 juta", "$500"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.screening import numerals
from bot.screening.marks import Marked

_CURRENCIES = {
    "rp": "IDR", "idr": "IDR", "rupiah": "IDR", "rm": "MYR", "ringgit": "MYR", "usd": "USD", "us$": "USD", "$": "USD",
    "dolar": "USD", "dollar": "USD", "sgd": "SGD", "s$": "SGD", "hk$": "HKD", "hkd": "HKD", "nt$": "TWD", "nt": "TWD",
    "ntd": "TWD", "sar": "SAR", "riyal": "SAR", "real": "SAR", "reyal": "SAR", "krw": "KRW", "won": "KRW", "₩": "KRW",
    "yen": "JPY", "¥": "JPY", "jpy": "JPY", "euro": "EUR", "eur": "EUR", "€": "EUR", "b$": "BND", "aed": "AED",
    "dirham": "AED", "php": "PHP", "peso": "PHP", "kwd": "KWD", "dinar": "KWD", "qar": "QAR", "omr": "OMR",
    "bhd": "BHD",
    "nzd": "NZD", "nz$": "NZD", "aud": "AUD", "au$": "AUD", "cad": "CAD", "chf": "CHF", "nok": "NOK", "sek": "SEK",
    "dkk": "DKK", "pln": "PLN", "zloty": "PLN", "czk": "CZK", "huf": "HUF", "lira": "TRY",
    "gbp": "GBP", "£": "GBP", "pound": "GBP", "baht": "THB", "thb": "THB", "bath": "THB", "yuan": "CNY", "rmb": "CNY",
    "cny": "CNY", "rub": "RUB", "rubel": "RUB",
}  # fmt: skip
_SCALES = {
    "jt": 10**6,
    "juta": 10**6,
    "yuta": 10**6,
    "jta": 10**6,
    "rb": 10**3,
    "ribu": 10**3,
    "ewu": 10**3,
    "rebu": 10**3,
    "k": 10**3,
    "m": 10**9,
    "miliar": 10**9,
}
_UNITS = "|".join(sorted(map(re.escape, _CURRENCIES), key=len, reverse=True))
_LONGEST_UNIT = max(map(len, _CURRENCIES)) + len(". ")
_AMOUNT = re.compile(
    rf"(?P<before>(?<!\w)(?=\D{{1,{_LONGEST_UNIT}}}\d)(?:{_UNITS})\.?\s?)?(?<![\d.,])(?P<low>\d[\d.,]{{0,20}})\s?(?:(?:-|–|s\.?d\.?|sampai)\s?(?P<high>\d[\d.,]{{0,20}}))?"
    rf"\s?(?P<scale>jt|juta|jta|yuta|rb|ribu|rebu|ewu|k|miliar)?(?!\w)(?:\s?(?P<after>{_UNITS})(?!\w))?"
)
_MILLIONS = re.compile(r"\d{1,3}(?:[.,]000){2}|\d{1,3}[.,]\d{3}[.,]000")  # rupiah, though nobody says so
_SCALE_WORD = Marked(
    (" juta", " yuta", " ribu", " rebu", " ewu", " miliar"),
    rf" (juta|yuta|ribu|rebu|ewu|miliar)\b(?: ({_UNITS})(?!\w))?",
)
_PERIOD = re.compile(
    r"\s*(?:/|per|se|a|sa)?\s*(bulan|bln|month|hari|day|jam|hour|minggu|week|tahun|thn|year|hr|h\b)"
)
_PERIODS = {
    "bulan": "month",
    "bln": "month",
    "hari": "day",
    "jam": "hour",
    "minggu": "week",
    "tahun": "year",
    "thn": "year",
}


@dataclass(frozen=True, slots=True)
class Amount:
    """`low` and `high` in whole units of `currency` (ISO 4217, IDR unless said); `start` in the text."""

    text: str
    low: int
    high: int
    currency: str
    period: str
    start: int
    end: int

    @property
    def value(self) -> str:
        return " ".join(
            part for part in (str(self.low), self.currency, f"/{self.period}" if self.period else "") if part
        )


def amounts(text: str) -> Iterator[Amount]:
    """Every amount that bears a scale or a currency, in a mended text."""
    yield from _in_words(text)
    for match in _AMOUNT.finditer(text):
        unit = (match["before"] or match["after"] or "").strip(" .")
        if not unit and not match["scale"] and not _MILLIONS.fullmatch(match["low"]):
            continue
        scale = _SCALES.get(match["scale"] or "", 1)
        low = _number(match["low"], scale)
        high = _number(match["high"], scale) if match["high"] else low
        if low <= 0:
            continue
        yield Amount(
            match[0].strip(),
            low,
            max(low, high),
            _CURRENCIES.get(unit, "IDR"),
            _period(text, match.end()),
            match.start(),
            match.end(),
        )


def _in_words(text: str) -> Iterator[Amount]:
    """ "telung puluh lima juta", "selawe juta sewulan"."""
    if not _SCALE_WORD.may_be_in(text):
        return
    for start, end, number in numerals.found(text):
        scale = _SCALE_WORD.pattern.match(text, end)
        if scale is None:
            continue
        low = number * _SCALES[scale[1]]
        yield Amount(
            text[start : scale.end()],
            low,
            low,
            _CURRENCIES.get(scale[2] or "", "IDR"),
            _period(text, scale.end()),
            start,
            scale.end(),
        )


def _period(text: str, place: int) -> str:
    """What a sum that ends at a place is paid for ("/bln" is month); "" when nothing is said."""
    match = _PERIOD.match(text, place)
    return _PERIODS.get(match[1], match[1]) if match else ""


def _number(text: str, scale: int) -> int:
    """ "2.500.000", "1,700" and "2,5" (with a scale) alike."""
    digits = text.strip(".,")
    is_grouped = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?", digits)
    if is_grouped and not (scale > 1 and digits.count(".") + digits.count(",") == 1):
        whole = re.sub(r"[.,]\d{1,2}$", "", digits)
        return int(re.sub(r"[.,]", "", whole)) * scale
    parts = re.split(r"[.,]", digits)
    if len(parts) == 2 and len(parts[0]) < 12:
        return int(float(f"{parts[0]}.{parts[1][:6]}") * scale)
    return int(re.sub(r"\D", "", digits)[:15] or 0) * scale
