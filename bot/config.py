"""Settings: one frozen dataclass, read once from a mapping; every problem is reported at once."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bot.domain import keytext
from bot.domain.registry import ListKind

OFFICE, LONGEST_OFFICE = (
    "Benteng Desa",
    60,
)  # who runs it, as people read it in sentences and templates; letters
SETTINGS = (
    "DATABASE_URL", "BENTENG_DATA_DIR", "BENTENG_OFFICE", "PORT", "PUBLIC_URL", "BENTENG_SECRET_KEYS",
    "TELEGRAM_BOT_TOKEN", "TELEGRAM_MODE", "TELEGRAM_WEBHOOK_SECRET", "TELEGRAM_API_BASE_URL",
    "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_WHATSAPP_FROM", "TWILIO_API_BASE_URL",
    *(f"BENTENG_REGISTRY_{kind.name}_URL" for kind in ListKind), "BENTENG_LOG_FORMAT", "BENTENG_METRICS_PORT",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
)  # fmt: skip
ADDRESS = (
    "must be like sqlite:///FILE or postgresql://USER:PASSWORD@HOST:5432/NAME;"
    " @ : / % of a password are written %40 %3A %2F %25"
)
DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")


class InvalidSettings(Exception):
    """Some settings are wrong; `problems` has one line for each, naming it and the mend."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Config:
    """What the environment decides. `channels` holds the settings that channels read themselves."""

    database_url: str
    data_dir: Path
    port: int = 8080
    public_url: str = ""
    secret_keys: tuple[bytes, ...] = field(default=(), repr=False)
    log_format: str = "console"
    office: str = OFFICE
    telegram_mode: str = "polling"
    channels: Mapping[str, str] = field(default_factory=dict, repr=False)
    lists: Mapping[ListKind, str] = field(default_factory=dict)  # where published lists are fetched from
    metrics_port: int = 0  # where worker and clock alone tell how they are; 0: nowhere
    traces_to: str = ""  # an OpenTelemetry collector; its library reads the other OTEL_ settings itself
    notify_socket: str = ""  # of systemd, which sets it

    @property
    def database_place(self) -> str:
        """Where the database is, for people: a file, or host, port and name; never who may enter."""
        if self.database_url.startswith("sqlite"):
            return str(Path(self.database_url.partition("///")[2].partition("?")[0]).absolute())
        parts = urlsplit(self.database_url)
        host = parse_qs(parts.query).get("host", [parts.hostname or "localhost"])[0]
        port = "" if host.startswith("/") else f":{parts.port or 5432}"
        return f"{host}{port}{parts.path}"

    @property
    def keys_place(self) -> str:
        """Where the server's secrets are."""
        return (
            "BENTENG_SECRET_KEYS" if self.secret_keys else str((self.data_dir / keytext.KEY_FILE).absolute())
        )

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> "Config":
        """Read the settings; an empty mapping gives a working demonstration. Raises InvalidSettings."""
        problems: list[str] = []
        given = {name: value.strip() for name, value in env.items() if value.strip()}

        def read(name: str, default: str, check: Callable[[str], bool], mend: str) -> str:
            value = given.get(name, default)
            if value and not check(value):
                problems.append(f"{name}: {mend}")
            return value

        data_dir = Path(given.get("BENTENG_DATA_DIR", "data"))
        database = read("DATABASE_URL", f"sqlite:///{data_dir / 'benteng.db'}", _is_database, ADDRESS)
        port = read("PORT", "8080", _is_port, "must be a number from 1 to 65535")
        metrics_port = read("BENTENG_METRICS_PORT", "0", lambda v: v == "0" or _is_port(v),
                            "must be a number from 1 to 65535, or 0 for none")  # fmt: skip
        public = read(
            "PUBLIC_URL", "", _is_https, "must be an https address such as https://bot.example.go.id"
        )
        log_format = read("BENTENG_LOG_FORMAT", "console", lambda v: v in ("console", "json"),
                          "must be console or json")  # fmt: skip
        office = read("BENTENG_OFFICE", OFFICE, lambda v: v.isprintable() and len(v) <= LONGEST_OFFICE,
                      f"must be at most {LONGEST_OFFICE} letters on one line")  # fmt: skip
        read("TELEGRAM_BOT_TOKEN", "", lambda v: bool(re.fullmatch(r"\d+:[\w-]+", v)),
             "must look like 123456789:AA...; BotFather shows it under /token")  # fmt: skip
        mode = read("TELEGRAM_MODE", "webhook" if public else "polling", lambda v: v in ("polling", "webhook"),
                    "must be polling or webhook")  # fmt: skip
        read("TELEGRAM_WEBHOOK_SECRET", "", lambda v: bool(re.fullmatch(r"[\w-]{16,256}", v)),
             "must be 16 to 256 letters, digits, _ or -")  # fmt: skip
        for name in ("TELEGRAM_API_BASE_URL", "TWILIO_API_BASE_URL"):
            read(name, "", _is_http, "must be an http(s) address without a path")
        traces_to = read("OTEL_EXPORTER_OTLP_ENDPOINT", "", _is_http, "must be an http(s) address")
        read("TWILIO_ACCOUNT_SID", "", lambda v: bool(re.fullmatch(r"AC[0-9a-fA-F]{32}", v)),
             "must be AC and 32 hexadecimal digits; the Twilio console shows it")  # fmt: skip
        read("TWILIO_WHATSAPP_FROM", "", lambda v: v.startswith(("whatsapp:", "MG")),
             "must look like whatsapp:+14155238886 or be a messaging service MG...")  # fmt: skip
        lists = {kind: read(f"BENTENG_REGISTRY_{kind.name}_URL", "", lambda v: v.startswith("https://"),
                            "must be an https address of a CSV or XLSX file") for kind in ListKind}  # fmt: skip
        problems += _belonging_together(given, mode, public)
        keys = _keys(given.get("BENTENG_SECRET_KEYS", ""), problems)
        if problems:
            raise InvalidSettings(problems)
        channels = {name: value for name, value in given.items() if name.startswith(("TELEGRAM_", "TWILIO_"))}
        if public:
            channels["PUBLIC_URL"] = public.rstrip("/")
        return cls(database, data_dir, int(port), public.rstrip("/"), keys, log_format, office, mode, channels,
                   {kind: url for kind, url in lists.items() if url},
                   int(metrics_port), traces_to, given.get("NOTIFY_SOCKET", ""))  # fmt: skip


def _belonging_together(given: Mapping[str, str], mode: str, public: str) -> list[str]:
    problems = []
    twilio = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_WHATSAPP_FROM")
    if any(name in given for name in twilio):
        problems += [
            f"{name}: missing; WhatsApp needs {', '.join(twilio)}" for name in twilio if name not in given
        ]
        if not public:
            problems.append("PUBLIC_URL: missing; Twilio signs its calls with the public address")
    if "TELEGRAM_BOT_TOKEN" in given and mode == "webhook":
        if not public:
            problems.append(
                "PUBLIC_URL: missing; TELEGRAM_MODE=webhook needs it (or set TELEGRAM_MODE=polling)"
            )
        if "TELEGRAM_WEBHOOK_SECRET" not in given:
            problems.append("TELEGRAM_WEBHOOK_SECRET: missing; make one with `openssl rand -hex 32`")
    return problems


def _keys(text: str, problems: list[str]) -> tuple[bytes, ...]:
    keys = []
    for number, part in enumerate(re.split(r"[\s,]+", text.strip()) if text.strip() else [], start=1):
        try:
            keys.append(keytext.read(part))
        except ValueError:
            problems.append(
                f"BENTENG_SECRET_KEYS: key {number} is not 32 bytes of base64; `benteng keys new` makes one"
            )
    return tuple(keys)


def _is_database(value: str) -> bool:
    try:
        port = urlsplit(value).port
    except ValueError:
        return False
    return value.split(":", 1)[0] in DATABASES and "//" in value and port != 0


def _is_port(value: str) -> bool:
    return value.isascii() and value.isdigit() and 0 < int(value) < 65536


def _is_http(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _is_https(value: str) -> bool:
    """Plain http only towards this machine, for trials."""
    parts = urlsplit(value)
    return _is_http(value) and (parts.scheme == "https" or parts.hostname in ("localhost", "127.0.0.1"))
