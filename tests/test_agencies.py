"""Agencies as officers type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.agencies import agency
from bot.domain.casework import Partner


@pytest.mark.parametrize(
    ("text", "partner"),
    [
        ("polisi polres serang", Partner.POLICE),
        ("ke polsek aja", Partner.POLICE),
        ("Unit PPA Polres", Partner.POLICE),
        ("kepolisan", Partner.POLICE),
        ("Polda Banten, Renakta", Partner.POLICE),
        ("bp2mi", Partner.BP3MI),
        ("BP3MI Banten", Partner.BP3MI),
        ("Disnakertrans kab. Serang", Partner.LABOUR_OFFICE),
        ("dinas tenaga kerja", Partner.LABOUR_OFFICE),
        ("disnakr", Partner.LABOUR_OFFICE),
        ("LPSK", Partner.WITNESS_PROTECTION),
        ("lembaga perlindungan saksi", Partner.WITNESS_PROTECTION),
    ],
)
def test_an_agency_is_known_by_its_names(text: str, partner: Partner) -> None:
    assert agency(text) is partner


@pytest.mark.parametrize(
    "text", ["", "dinas sosial", "pak lurah", "imigrasi", "polisi dan bp3mi", "ke sana", "hmm"]
)
def test_what_names_none_or_several_is_asked_again(text: str) -> None:
    assert agency(text) is None


@given(st.text(max_size=200))
def test_any_text_has_an_answer(text: str) -> None:
    assert agency(text) in (None, *Partner)
