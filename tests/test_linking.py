"""Whether two who were told of are one recruiter: pure judgements, each with its reasons."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import linking, weighing
from bot.domain.dossiers import Dossier, Shares
from bot.domain.likeness import sketch
from bot.domain.linking import Profile, components, is_anybodys
from bot.domain.names import Name, read
from bot.domain.weighing import PROPOSED, Judged

LONTAR, PONTANG, FAR_AWAY = "36.04.13.2007", "36.04.12.2001", "32.01.01.2001"
BUDI, SARMIN = "Pak Budi", "Haji Sarmin"


def named(*written: str) -> tuple[Name, ...]:
    return tuple(name for name in map(read, written) if name is not None)


def told(written: str = "", **more: object) -> Profile:
    names = named(written) if written else ()
    return replace(Profile(names=names, village=LONTAR, countries=("SA",)), **more)  # type: ignore[arg-type]


def judged(
    one: Profile, other: Profile, counts: Mapping[str, int] | None = None, total: int = 20_000
) -> Judged:
    usual = {
        f"village:{LONTAR}": 60,
        "country:SA": 6_000,
        "name:budi": 400,
        "name:sarmin": 3,
        **(counts or {}),
    }
    shares = Shares(total, lambda facet: usual.get(facet, 0))
    return weighing.judged(Dossier.of([one]), Dossier.of([other]), shares)


def test_a_rare_name_in_one_village_is_put_to_officers_and_a_common_one_is_not() -> None:
    assert judged(told(SARMIN), told("H. Sarmin")).bits >= PROPOSED
    assert judged(told(BUDI), told(BUDI)).bits < PROPOSED


def test_each_reason_is_named_the_most_telling_first() -> None:
    reasons = judged(told(SARMIN), told("pak haji sarmin")).reasons
    assert [(reason.id, reason.value) for reason in reasons] == [
        ("name_same", "Haji Sarmin / pak haji sarmin"), ("village", LONTAR), ("route", "SA"),
    ]  # fmt: skip


def test_a_misspelt_name_or_a_nickname_counts_less_than_the_name() -> None:
    same = judged(told(SARMIN), told("H. Sarmin")).bits
    near, nick = judged(told(SARMIN), told("H. Samin")), judged(told(SARMIN), told("H. Min"))
    assert "name_near" in [reason.id for reason in near.reasons]
    assert "name_nick" in [reason.id for reason in nick.reasons]
    assert same > near.bits
    assert same > nick.bits


def test_place_route_and_work_alone_make_nobody_one() -> None:
    alone = told("", jobs=("art",))
    assert judged(alone, alone, {"job:art": 20}).bits < PROPOSED


def test_a_man_and_a_woman_are_not_one_whatever_their_name() -> None:
    assert (
        judged(told("Pak Sarmin"), told("Bu Sarmin")).bits
        < judged(told("Pak Sarmin"), told("Sarmin")).bits - 5
    )


def test_another_surname_is_another_person() -> None:
    assert judged(told("Siti Aminah"), told("Siti Aminah")).bits >= PROPOSED
    assert judged(told("Siti Aminah"), told("Siti Rohmah")).bits < PROPOSED


def test_the_same_offer_again_is_a_reason_and_a_template_of_many_is_none() -> None:
    text = "Dibutuhkan segera ART tujuan Riyadh, gaji 6 juta, visa ziarah dulu, uang saku 5 juta, hubungi "
    one, other = (
        Profile(keys=(("phone", number),), sketch=sketch(text + number, b"k" * 16))
        for number in ("+62811", "+62822")
    )
    assert "wording" in [reason.id for reason in judged(one, other).reasons]
    assert (
        judged(one, other).bits > judged(one, other, {f"words:{band}": 150 for band in _bands(one)}).bits + 5
    )


def test_a_template_with_a_rare_piece_is_still_a_template() -> None:
    text = (
        "Dibutuhkan segera ART tujuan Riyadh, gaji 6 juta, visa ziarah dulu, uang saku 5 juta, hubungi Sarmin"
    )
    one = Profile(sketch=sketch(text, b"k" * 16))
    template = {f"words:{band}": 150 for band in _bands(one)}
    with_a_name = {**template, f"words:{_bands(one)[0]}": 2}
    assert judged(one, one, with_a_name).bits == judged(one, one, template).bits


def _bands(profile: Profile) -> tuple[str, ...]:
    assert profile.sketch is not None
    return linking.bands(profile.sketch)


def test_far_away_counts_against_it() -> None:
    assert (
        judged(told(SARMIN), told(SARMIN, village=FAR_AWAY)).bits
        < judged(told(SARMIN), told(SARMIN, village="")).bits
    )


def test_the_next_district_counts_for_it_and_less_than_the_same_one() -> None:
    same, next_to_it, far = (
        judged(told(SARMIN), told(SARMIN, village=village)).bits
        for village in ("36.04.13.2001", PONTANG, FAR_AWAY)
    )
    assert same > next_to_it > judged(told(SARMIN), told(SARMIN, village="")).bits > far


def test_a_facet_stands_once_in_a_profile_that_says_it_twice() -> None:
    twice = told(names=named("Pak Budi", "Budi Santoso"))
    both = Dossier.of([twice, told(SARMIN), told("H. Sarmin", village=PONTANG)])
    assert [both.times("name", "budi"), both.times("name", "sarmin"), both.times("name", "usup")] == [1, 2, 0]
    assert [
        both.times("village", LONTAR),
        both.times("district", "36.04.12"),
        both.times("regency", "36.04"),
    ] == [2, 1, 3]


def weekly(phone: str, *weeks: int) -> Dossier:
    first = date(2026, 1, 5)
    return Dossier.of(
        [told(SARMIN, keys=(("phone", phone),), week=first + timedelta(weeks=week)) for week in weeks]
    )


def test_one_number_after_the_other_is_a_change_and_two_at_once_are_rather_two_people() -> None:
    shares = Shares(20_000, lambda _facet: 0)
    after = weighing.judged(weekly("+62811", 1, 2, 3), weekly("+62822", 4, 5, 6), shares).bits
    at_once = weighing.judged(weekly("+62811", 1, 3, 5), weekly("+62822", 2, 4, 6), shares).bits
    same = weighing.judged(weekly("+62811", 1, 3, 5), weekly("+62811", 2, 4, 6), shares).bits
    assert same > after > at_once + 2


def test_the_longer_nothing_is_told_the_less_it_is_the_same_one() -> None:
    shares = Shares(20_000, lambda _facet: 0)
    bits = [
        weighing.judged(weekly("+62811", 1), weekly("+62822", 1 + apart), shares).bits
        for apart in (0, 3, 8, 50)
    ]
    assert bits == sorted(bits, reverse=True)
    assert len(set(bits)) == 4
    assert weighing.judged(weekly("+62811", 1), weekly("+62822", 60), shares).bits == bits[-1]


def heard_in(*villages: str) -> Dossier:
    return Dossier.of([told(SARMIN, village=village) for village in villages])


def test_each_further_village_that_is_the_same_counts() -> None:
    shares = Shares(20_000, lambda _facet: 0)
    one, two, three = (
        weighing.judged(heard_in(*places), heard_in(*places), shares).bits
        for places in ((LONTAR, LONTAR, LONTAR), (LONTAR, LONTAR, PONTANG), (LONTAR, PONTANG, FAR_AWAY))
    )
    assert three > two > one


def test_two_of_a_common_name_who_work_one_district_are_not_surely_one() -> None:
    """However many villages they share, each in weeks of their own and with another number."""
    usual = {"name:budi": 1_500, "sound:B3": 1_500}
    places = [f"36.04.14.{2001 + number}" for number in range(16)]
    for shared in (4, 8, 16):
        one, other = (
            Dossier.of([told(BUDI, village=place, keys=(("phone", phone),)) for place in places[:shared]])
            for phone in ("+6281111110001", "+6281111110002")
        )
        found = weighing.judged(one, other, Shares(20_000, lambda facet: usual.get(facet, 300)))
        assert found.bits < weighing.SURE, shared


def test_one_name_spelt_in_two_ways_is_no_helper() -> None:
    both = told("", names=named("Sarmin", "Samin"))
    assert [reason.id for reason in judged(both, both).reasons if reason.id == "helper"] == []


def test_a_helper_named_by_both_counts_beside_the_recruiter() -> None:
    both = told("", names=named(SARMIN, "Bu Yuyun"))
    found = judged(both, both)
    assert found.bits > judged(told(SARMIN), both).bits + 1
    assert "helper" in [reason.id for reason in found.reasons]


def test_what_only_the_two_tell_is_not_common() -> None:
    """A ring of ten reports does not make its own name usual."""
    cluster = Dossier.of([told(SARMIN)] * 10)
    shares = Shares(20_000, {"name:sarmin": 11, f"village:{LONTAR}": 60, "country:SA": 6_000}.get)  # type: ignore[arg-type]
    often = weighing.judged(
        Dossier.of([told(SARMIN)]), cluster, Shares(20_000, lambda f: shares.count(f) or 0)
    ).bits
    assert often >= judged(told(SARMIN), told(SARMIN), {"name:sarmin": 2}).bits - 0.5


def test_a_name_heard_once_among_many_says_little_of_a_cluster() -> None:
    sure, hearsay = Dossier.of([told(SARMIN)] * 6), Dossier.of([told("Pak Darsa")] * 5 + [told(SARMIN)])
    shares = Shares(20_000, lambda _facet: 0)
    one = Dossier.of([told(SARMIN)])
    assert weighing.judged(one, sure, shares).bits > weighing.judged(one, hearsay, shares).bits + 1


PHONE = ("phone", "+6281111110001")


def test_a_number_beside_many_people_is_anybodys() -> None:
    shop = [
        told(name, keys=(PHONE,))
        for name in ("Pak Ujang", "Bu Neneng", "Kang Dadang", "Teh Rina", "Pak Karsa")
    ]
    assert is_anybodys(shop, PHONE)
    assert not is_anybodys(shop[:4], PHONE)


def test_a_recruiters_own_number_stays_theirs_under_several_names() -> None:
    ring = [
        told(name, keys=(PHONE,))
        for name in ("H. Sarmin", "sarmin", "Pak Min", "Samin", "Bu Yuli", "Haji Sarmin")
    ]
    assert not is_anybodys(ring, PHONE)


def test_an_offices_number_beside_five_recruiters_own_is_anybodys() -> None:
    office = [told("", keys=(PHONE, ("phone", f"+62822000000{n}"))) for n in range(5)]
    assert is_anybodys(office, PHONE)


def test_two_of_one_recruiter_find_each_other_by_a_piece_of_the_name() -> None:
    one = set(linking.blocks(told(SARMIN)))
    for other in ("Sarmin", "Samin", "Pak Min", "H. Sarman"):
        assert one & set(linking.blocks(told(other))), other
    assert set(linking.blocks(told("Suherman", village=""))) & set(
        linking.blocks(told("Kang Maman", village=""))
    )


pairs = st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), max_size=15)


@given(pairs)
def test_who_is_joined_does_not_depend_on_the_order(joined: list[tuple[int, int]]) -> None:
    nodes = range(1, 13)
    found = components(nodes, joined)
    assert found == components(reversed(nodes), reversed(joined))
    assert all(found[a] == found[b] for a, b in joined)
    assert all(found[node] <= node for node in nodes)


def test_nobody_is_joined_without_a_chain() -> None:
    for order in permutations([(1, 2), (2, 3), (5, 6)]):
        assert components(range(1, 8), order) == {1: 1, 2: 1, 3: 1, 4: 4, 5: 5, 6: 5, 7: 7}
