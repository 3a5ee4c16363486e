"""What is particular to WhatsApp through Twilio: signatures in the real network, error codes, templates, media."""

import asyncio
import contextlib
import dataclasses
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from yarl import URL

from bot.channels import whatsapp
from bot.channels.whatsapp import media as attachments
from bot.channels.whatsapp.media import API, fetched, is_allowed
from bot.domain.channel import (
    Forged,
    Misconfigured,
    OptedOut,
    OutsideWindow,
    Refused,
    TryAgain,
    Uncertain,
    Unreadable,
    Webhook,
)
from bot.domain.messages import Inbound, Label, Media, MediaKind, Outbound, Template
from tests.channels.conftest import PUBLIC, WhatsAppRig, twilio_call
from tests.fakes.pacing import Bucket
from tests.fakes.twilio_api import AUTH, LOGIN, SENDER, SID, TwilioApi, signed

HALO = Outbound("halo")
FORM = {"MessageSid": "SM1", "From": "whatsapp:+6281200000042", "To": SENDER, "Body": "Rp5 juta & tiket?"}


def channel(public_url: str = PUBLIC, **more: Any) -> whatsapp.WhatsAppChannel:
    return whatsapp.WhatsAppChannel(SID, AUTH, SENDER, public_url, **more)


class TestSignatures:
    @pytest.mark.parametrize(
        ("public", "signed_for", "target"),
        [
            ("https://bot.example", "https://bot.example/whatsapp/webhook", "/whatsapp/webhook"),
            ("https://bot.example/", "https://bot.example/whatsapp/webhook", "/whatsapp/webhook"),
            ("https://bot.example", "https://bot.example:443/whatsapp/webhook", "/whatsapp/webhook"),
            ("https://bot.example:8443", "https://bot.example:8443/whatsapp/webhook", "/whatsapp/webhook"),
            ("https://bot.example:8443", "https://bot.example/whatsapp/webhook", "/whatsapp/webhook"),
            ("http://bot.example", "http://bot.example:80/whatsapp/webhook", "/whatsapp/webhook"),
            # a proxy that takes the prefix off, one that leaves it, and one whose prefix begins like our path
            ("https://x.example/desa", "https://x.example/desa/whatsapp/webhook", "/whatsapp/webhook"),
            ("https://x.example/desa", "https://x.example/desa/whatsapp/webhook", "/desa/whatsapp/webhook"),
            ("https://x.example/w", "https://x.example/w/whatsapp/webhook", "/whatsapp/webhook"),
            # a query is never re-encoded, whatever it looks like
            *(
                ("https://b.example", f"https://b.example/whatsapp/webhook?{q}", f"/whatsapp/webhook?{q}")
                for q in ("a=%27x%27", "a=b%2Fc", "a=b+c", "a=b%20c", "b=2&a=1", "u=https://y.example/?z=%2B", "a=")
            ),
        ],
    )  # fmt: skip
    def test_they_hold_behind_proxies_ports_and_prefixes(
        self, public: str, signed_for: str, target: str
    ) -> None:
        headers = {name.lower(): value for name, value in signed(signed_for, FORM).items()}
        call = Webhook("/whatsapp/webhook", target, headers, urlencode(FORM).encode())
        (msg,) = channel(public).read(call)
        assert isinstance(msg, Inbound)
        assert msg.text == "Rp5 juta & tiket?"

    def test_they_cover_every_field_and_the_address(self) -> None:
        genuine = twilio_call(FORM)
        for changed in (
            dataclasses.replace(genuine, body=genuine.body + b"&Body=lain"),
            dataclasses.replace(genuine, body=genuine.body.replace(b"Rp5", b"Rp6")),
            dataclasses.replace(genuine, target="/whatsapp/webhook?x=1"),
            dataclasses.replace(genuine, path="/whatsapp/status", target="/whatsapp/status"),
            dataclasses.replace(genuine, headers={}),
            dataclasses.replace(genuine, headers={"x-twilio-signature": ""}),
        ):
            with pytest.raises(Forged):
                channel().read(changed)
        with pytest.raises(Forged):
            channel("https://elsewhere.example").read(genuine)

    def test_repeated_keys_blank_values_and_new_fields_are_signed_too(self) -> None:
        form = [*FORM.items(), ("Label", ""), ("Kind", "b"), ("Kind", "a"), ("Kind", "a"), ("Baru", "ü +%")]
        assert len(channel().read(twilio_call(form))) == 1

    def test_a_flood_of_fields_is_not_read(self) -> None:
        with pytest.raises(Unreadable):
            channel().read(twilio_call([*FORM.items(), *((f"F{n}", "x") for n in range(300))]))


@pytest.mark.parametrize(
    ("fault", "expected", "code", "whole_lane"),
    [
        ((400, 63016), OutsideWindow, "63016", None),
        ((429, 63018), TryAgain, "63018", True),
        ((429, 20429), TryAgain, "20429", True),
        ((429, 0), TryAgain, "429", True),
        ((400, 63038), TryAgain, "63038", True),
        ((400, 63032), TryAgain, "63032", False),
        ((400, 21610), OptedOut, "21610", None),
        ((400, 63003), Refused, "63003", None),
        ((400, 63024), Refused, "63024", None),
        ((400, 21211), Refused, "21211", None),
        ((400, 63021), Refused, "63021", None),
        ((400, 63028), Refused, "63028", None),
        ((400, 99999), Refused, "99999", None),
        ((401, 20003), Misconfigured, "20003", None),
        ((403, 0), Misconfigured, "403", None),
        ((500, 20500), Uncertain, "500", None),
        ("html", Uncertain, "503", None),
        ("drop", Uncertain, "broken_off", None),
    ],
)
async def test_failures_have_our_names(
    whatsapp_rig: WhatsAppRig, fault: Any, expected: type[Exception], code: str, whole_lane: bool | None
) -> None:
    raised = []
    for _ in range(2):
        whatsapp_rig.api.faults.append(fault)
        with pytest.raises(expected) as caught:
            await whatsapp_rig.channel.send(whatsapp_rig.reader, HALO)
        raised.append(caught.value)
    error: Any = raised[0]
    assert type(error) is expected
    assert error.code == code
    assert getattr(error, "whole_lane", None) is whole_lane
    assert raised[0] is not raised[1]  # a shared one would keep what was sent in its traceback


async def test_an_answer_that_comes_too_late_is_uncertain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.whatsapp.client.SECONDS", 0.2)
    async with TwilioApi(delay=2) as api:
        rig = WhatsAppRig(api)
        await rig.channel.open()
        with pytest.raises(Uncertain) as caught:
            await rig.channel.send(rig.reader, HALO)
        await rig.channel.close()
    assert caught.value.code == "timeout"


async def test_a_send_names_sender_recipient_and_where_to_report(whatsapp_rig: WhatsAppRig) -> None:
    ident = await whatsapp_rig.channel.send(whatsapp_rig.reader, HALO)
    (sent,) = whatsapp_rig.api.sent
    assert sent == {
        "To": "whatsapp:+6281200000042",
        "From": SENDER,
        "Body": "halo",
        "StatusCallback": "https://bot.example/whatsapp/status",
        "sid": ident,
    }


async def test_a_messaging_service_sends_too() -> None:
    async with TwilioApi() as api:
        service = whatsapp.WhatsAppChannel(SID, AUTH, "MG" + "0" * 32, PUBLIC, base_url=api.url + "/")
        await service.open()
        await service.send(WhatsAppRig(api).reader, HALO)
        await service.close()
        assert api.sent[0]["MessagingServiceSid"] == "MG" + "0" * 32
        assert "From" not in api.sent[0]


LONG = (Label("3~x", "Lebih dari dua puluh huruf"), Label("3~y", "Satu orang"))  # for any template


class TestContent:
    CHOICES = tuple(Label(f"3~{n}", f"Pilihan {n}") for n in range(1, 6))
    TEMPLATES = {"quick_reply_2": "HX2", "list_5": "HX5", "awareness_weekly": "HXw"}

    async def sent(self, rig: WhatsAppRig, out: Outbound) -> dict[str, str]:
        rig.channel.with_templates(self.TEMPLATES)
        await rig.channel.send(rig.reader, out)
        return rig.api.sent[-1]

    async def test_choices_become_buttons_where_a_template_has_them(self, whatsapp_rig: WhatsAppRig) -> None:
        sent = await self.sent(whatsapp_rig, Outbound("Pilih.", self.CHOICES[:2]))
        assert sent["ContentSid"] == "HX2"
        assert "Body" not in sent
        assert json.loads(sent["ContentVariables"]) == {
            "1": "Pilih.", "2": "Pilihan 1", "3": "3~1", "4": "Pilihan 2", "5": "3~2",
        }  # fmt: skip

    async def test_more_than_three_become_a_list(self, whatsapp_rig: WhatsAppRig) -> None:
        assert (await self.sent(whatsapp_rig, Outbound("Pilih.", self.CHOICES)))["ContentSid"] == "HX5"

    @pytest.mark.parametrize(
        "out",
        [
            Outbound("Pilih.", CHOICES[:3]),
            Outbound("x" * 1025, CHOICES[:2]),
            Outbound("Pilih.", (CHOICES[0], Label("3~x", "Lebih dari dua puluh huruf"))),
        ],
    )
    async def test_what_no_template_carries_is_numbered(
        self, whatsapp_rig: WhatsAppRig, out: Outbound
    ) -> None:
        sent = await self.sent(whatsapp_rig, out)
        lines = "\n".join(f"{n}. {choice.label}" for n, choice in enumerate(out.choices, 1))
        assert sent["Body"] == f"{out.text}\n\n{lines}"
        assert "ContentSid" not in sent

    async def test_where_a_number_counts_something_choices_have_none(self, whatsapp_rig: WhatsAppRig) -> None:
        sent = await self.sent(whatsapp_rig, Outbound("Berapa?", LONG, unnumbered=True))
        assert sent["Body"] == f"Berapa?\n\n• {LONG[0].label}\n• {LONG[1].label}"

    async def test_an_approved_template_goes_without_a_body(self, whatsapp_rig: WhatsAppRig) -> None:
        out = Outbound("", template=Template("awareness_weekly", ("Benteng Désa", "2")))
        sent = await self.sent(whatsapp_rig, out)
        assert sent["ContentSid"] == "HXw"
        assert sent["ContentVariables"] == '{"1": "Benteng Désa", "2": "2"}'
        assert "Body" not in sent

    async def test_an_unknown_template_is_our_mistake(self, whatsapp_rig: WhatsAppRig) -> None:
        with pytest.raises(Misconfigured):
            await self.sent(whatsapp_rig, Outbound("", template=Template("tidak_ada")))


class TestMedia:
    def media(self, api: TwilioApi, name: str = "p") -> Media:
        url = f"{api.url}/2010-04-01/Accounts/{SID}/Messages/MM1/Media/{name}"
        return Media(MediaKind.PHOTO, url, "image/jpeg")

    async def test_a_redirect_is_followed(self, whatsapp_rig: WhatsAppRig) -> None:
        api = whatsapp_rig.api
        api.media["p"] = b"x" * 200_000
        assert len(await whatsapp_rig.channel.fetch(self.media(api), 200_000)) == 200_000
        assert [path for path, _ in api.seen_logins] == [
            f"/2010-04-01/Accounts/{SID}/Messages/MM1/Media/p",
            "/media/p",
        ]

    async def test_too_large_ones_are_refused(self, whatsapp_rig: WhatsAppRig) -> None:
        whatsapp_rig.api.media["p"] = b"x" * 200_001
        with pytest.raises(Refused) as caught:
            await whatsapp_rig.channel.fetch(self.media(whatsapp_rig.api), 200_000)
        assert caught.value.code == "too_big"

    @pytest.mark.parametrize("status", [404, 429, 500, 503])
    async def test_what_may_pass_is_tried_again(self, whatsapp_rig: WhatsAppRig, status: int) -> None:
        whatsapp_rig.api.media["p"] = b"bytes"
        whatsapp_rig.api.media_faults.append(status)
        with pytest.raises(TryAgain):
            await whatsapp_rig.channel.fetch(self.media(whatsapp_rig.api), 100)
        assert await whatsapp_rig.channel.fetch(self.media(whatsapp_rig.api), 100) == b"bytes"

    @pytest.mark.parametrize(
        "url",
        [
            "https://api.twilio.com/2010-04-01/x",
            "https://mcs.us1.twilio.com/v1/Services/x?Expires=1",
            "https://media.twiliocdn.com/AC/x",
            "https://s3-external-1.media.twiliocdn.com/x",
            "https://API.TWILIO.COM/x",
            "http://127.0.0.1:9/x",
        ],
    )
    def test_twilios_hosts_and_the_configured_one_are_allowed(self, url: str) -> None:
        assert is_allowed(URL(url), URL("http://127.0.0.1:9"))

    @pytest.mark.parametrize(
        "url",
        [
            "http://api.twilio.com/x",
            "https://api.twilio.com:8080/x",
            "https://user:pw@api.twilio.com/x",
            "https://eviltwilio.com/x",
            "https://twilio.com.evil.example/x",
            "https://api.twilio.com.evil.example/x",
            "https://evil.example/.twilio.com",
            "https://evil.example#.twilio.com",
            "https://evil.example?.twilio.com",
            "https://evil.example\\.twilio.com/",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/x",
            "https://2130706433/x",
            "file:///etc/passwd",
            "ftp://api.twilio.com/x",
            "/relative",
            "",
            "https://",
            "https://api.twilio.com:99999999/x",
        ],
    )
    async def test_other_addresses_are_never_called(self, url: str) -> None:
        calls = Hops({})
        with pytest.raises(Refused):
            await fetched(calls, url, 100, LOGIN)  # type: ignore[arg-type]
        assert calls.seen == []

    async def test_the_login_stays_with_the_api(self) -> None:
        start = f"{API}/2010-04-01/m"
        hops = Hops(
            {
                start: "https://mcs.us1.twilio.com/v1/m",
                "https://mcs.us1.twilio.com/v1/m": "https://media.twiliocdn.com/m",
                "https://media.twiliocdn.com/m": b"bytes",
            }
        )
        assert await fetched(hops, start, 100, LOGIN) == b"bytes"  # type: ignore[arg-type]
        assert [login for _, login in hops.seen] == [LOGIN, None, None]

    async def test_a_redirect_back_does_not_bring_the_login_back(self) -> None:
        start = "https://mcs.us1.twilio.com/v1/m"
        hops = Hops({start: f"{API}/m", f"{API}/m": b"bytes"})
        await fetched(hops, start, 100, LOGIN)  # type: ignore[arg-type]
        assert [login for _, login in hops.seen] == [None, None]

    @pytest.mark.parametrize(
        "there", ["http://media.twiliocdn.com/m", "https://evil.example/m", "//evil.example/m", ""]
    )
    async def test_a_redirect_elsewhere_is_refused(self, there: str) -> None:
        start = f"{API}/m"
        hops = Hops({start: there})
        with pytest.raises(Refused):
            await fetched(hops, start, 100, LOGIN)  # type: ignore[arg-type]
        assert {url for url, _ in hops.seen} == {start}

    async def test_redirects_end(self) -> None:
        hops = Hops({f"{API}/{n}": f"{API}/{n + 1}" for n in range(10)})
        with pytest.raises(Refused):
            await fetched(hops, f"{API}/0", 100, LOGIN)  # type: ignore[arg-type]
        assert len(hops.seen) == attachments.MOST_REDIRECTS + 1

    async def test_a_wrong_login_is_our_mistake(self, whatsapp_rig: WhatsAppRig) -> None:
        api = whatsapp_rig.api
        other = channel(base_url=api.url)
        other._login = (SID, "wrong")
        await other.open()
        with pytest.raises(Misconfigured):
            await other.fetch(self.media(api), 100)
        await other.close()


class Hops:
    """A session that never leaves the test: an address gives bytes or the next address."""

    def __init__(self, pages: dict[str, bytes | str]) -> None:
        self.pages = pages
        self.seen: list[tuple[str, str | None]] = []

    def get(self, url: URL, *, headers: dict[str, str], allow_redirects: bool, timeout: Any) -> "Page":
        assert not allow_redirects
        self.seen.append((str(url), headers.get("Authorization")))
        return Page(self.pages[str(url)])


class Page:
    def __init__(self, found: bytes | str) -> None:
        self.status = 200 if isinstance(found, bytes) else 307
        self.headers = {} if isinstance(found, bytes) else {"Location": found}
        self.content = self
        self.found = found

    async def __aenter__(self) -> "Page":
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def iter_chunked(self, size: int) -> Any:
        yield self.found


async def test_the_fake_keeps_the_senders_rate(whatsapp_rig: WhatsAppRig) -> None:
    whatsapp_rig.api.is_paced = True
    whatsapp_rig.api.bucket = Bucket(rate=0.001, burst=80)  # no slow machine gets a second's refill
    sent = await asyncio.gather(
        *(whatsapp_rig.channel.send(whatsapp_rig.reader, HALO) for _ in range(120)), return_exceptions=True
    )
    assert sum(isinstance(one, str) for one in sent) == 80
    assert whatsapp_rig.api.throttled == sum(isinstance(one, TryAgain) for one in sent)


async def test_no_log_line_bears_text_number_or_token(
    whatsapp_rig: WhatsAppRig, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    whatsapp_rig.api.faults.extend(["drop_after", (400, 63003), (500, 1)])
    for _ in range(4):
        with contextlib.suppress(Exception):
            await whatsapp_rig.channel.send(whatsapp_rig.reader, Outbound("kalimat rahasia"))
    lines = "".join(r.getMessage() for r in caplog.records if r.name != "aiohttp.access")  # the fake's own
    for mark in ("kalimat", "81200000042", AUTH, SID):
        assert mark not in lines
