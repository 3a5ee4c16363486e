"""Officers, their keys and days; cadres and what they are asked."""

from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, String, Table, text

from bot.store.schema.base import Id, Moment, metadata

officers = Table(
    "officers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, unique=True),
    Column("name", LargeBinary, nullable=False),  # sealed
    Column("role", String(12), nullable=False),
    Column("area", String(16), nullable=False),
    Column("is_active", Boolean, nullable=False, server_default=text("true")),
    Column("created_at", Moment, nullable=False),
    # asked when nobody of a place may be
    Column("is_last_resort", Boolean, nullable=False, server_default=text("false")),
    Column("duty_days", String(7)),  # "01234" is Monday to Friday; without it on duty at any time
    Column("duty_from", String(5)),
    Column("duty_until", String(5)),
    Column("duty_on_holidays", Boolean, nullable=False, server_default=text("false")),
    Column("remind_at", Moment, index=True),  # of everything that waits for them then
    Column("reminded_at", Moment),
)

leaves = Table(
    "leaves",
    metadata,
    Column("id", Id, primary_key=True),
    Column("officer_id", Id, nullable=False),
    Column("from_on", String(10), nullable=False),  # local days, both part of it
    Column("to_on", String(10), nullable=False, index=True),
    Column("deputy_id", Id),
    Column("handed_over_at", Moment),  # what the officer had open went to others
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code_hash", LargeBinary(32), nullable=False, unique=True),
    Column("officer_id", Id, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

officer_keys = Table(
    "officer_keys",
    metadata,
    Column("officer_id", Id, primary_key=True, autoincrement=False),
    Column("public", LargeBinary(32), nullable=False),
    Column("locked", LargeBinary, nullable=False),  # the private key, under the officer's passphrase
    Column("escrow", LargeBinary),  # the private key, sealed to the office's recovery key
    Column("made_at", Moment, nullable=False),
)

recovery_key = Table(  # one row: the private key is kept on paper
    "recovery_key",
    metadata,
    Column("id", Id, primary_key=True),
    Column("public", LargeBinary(32), nullable=False),
    Column("made_at", Moment, nullable=False),
)

key_mark = Table(  # one row: by it the server's secrets are known again
    "key_mark",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("looked_up", LargeBinary(16), nullable=False),  # under the oldest
    Column("sealed", LargeBinary, nullable=False),  # under the newest there was
)

authenticators = Table(  # the second thing, beside their chat, that shows who comes to the console
    "authenticators",
    metadata,
    Column("officer_id", Id, primary_key=True, autoincrement=False),
    Column("secret", LargeBinary, nullable=False),  # sealed
    Column("last_step", BigInteger, nullable=False),  # of the latest code: no code is good twice
    Column("made_at", Moment, nullable=False),
)

console_sessions = Table(
    "console_sessions",
    metadata,
    Column("hash", LargeBinary(16), primary_key=True),  # keyed, of what the browser holds
    Column("officer_id", Id, nullable=False, index=True),
    Column("began_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    sqlite_with_rowid=False,
)

links = Table(  # to the page where an officer unlocks, once
    "links",
    metadata,
    Column("hash", LargeBinary(16), primary_key=True),
    Column("officer_id", Id, nullable=False),
    Column("case_id", Id),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("page", String(8), nullable=False, server_default="buka"),
    Column("expires_at", Moment, nullable=False, index=True),
)

trainings = Table(  # while one is under way, reports begun in its area are exercises
    "trainings",
    metadata,
    Column("id", Id, primary_key=True),
    Column("area", String(16), nullable=False),
    Column("officer_id", Id, nullable=False),
    Column("begins_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False, index=True),
    Column("ended_at", Moment),  # its officer was told how it went
)

cadres = Table(  # of a village; who they are is not kept, only which chat is theirs
    "cadres",
    metadata,
    Column("id", Id, primary_key=True),
    Column("contact_id", Id, unique=True),
    Column("village", String(16), nullable=False, index=True),
    Column("post", String(8), nullable=False),
    Column("code_hash", LargeBinary(32), unique=True),  # of the invitation, until it is used
    Column("code_until_at", Moment),
    Column("joined_at", Moment),
    Column("withdrawn_at", Moment),
)

cadre_lessons = Table(
    "cadre_lessons",
    metadata,
    Column("cadre_id", Id, primary_key=True, autoincrement=False),
    Column("lesson", String(40), primary_key=True),
    Column("was_right", Boolean, nullable=False),  # the first answer
    Column("done_at", Moment, nullable=False),
)

hearsay = Table(  # what officers asked the cadres of a village
    "hearsay",
    metadata,
    Column("id", Id, primary_key=True),
    Column("officer_id", Id, nullable=False, index=True),
    Column("village", String(16), nullable=False),
    Column("body", LargeBinary, nullable=False),  # sealed
    Column("asked_at", Moment, nullable=False),
)

hearsay_answers = Table(
    "hearsay_answers",
    metadata,
    Column("hearsay_id", Id, primary_key=True, autoincrement=False),
    Column("cadre_id", Id, primary_key=True, autoincrement=False),
    Column("answer", String(16), nullable=False),
)
