"""Reports, cases, what is said and decided about them, second looks."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, LargeBinary, String, Table, text

from bot.store.schema.base import Id, Moment, metadata, some_rows

report_keys = Table(  # who can open a report: its private key, sealed to each of them
    "report_keys",
    metadata,
    Column("report_id", Id, primary_key=True, autoincrement=False),
    Column(
        "holder", Id, primary_key=True, autoincrement=False
    ),  # an officer, or bot.store.keys.OFFICE, SERVER
    Column("sealed", LargeBinary, nullable=False),
)

notes = Table(  # officers' own, on the page where they read a report
    "notes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, nullable=False, index=True),
    Column("officer_id", Id, nullable=False),
    Column("body", LargeBinary),  # sealed to the report's key; emptied when the report is withdrawn
    Column("written_at", Moment, nullable=False),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Id, primary_key=True),
    Column("code_hash", LargeBinary(32), nullable=False, unique=True),
    Column("public", LargeBinary(32)),  # what is told is sealed to it; none in versions before 0007
    Column("body", LargeBinary),  # sealed to the report's key
    Column("facts", LargeBinary),  # sealed by the server: what routing and known indicators need
    Column("reply_to", LargeBinary),  # sealed contact number, only when questions may come to the chat
    Column("village", String(16)),
    Column("severity", String(8), nullable=False),
    Column("why", String(200), nullable=False, server_default=""),
    Column("is_cut", Boolean, nullable=False, server_default=text("false")),
    # somebody else may see the phone
    Column("is_discreet", Boolean, nullable=False, server_default=text("false")),
    # nothing is sent, the code shows everything
    Column("is_muted", Boolean, nullable=False, server_default=text("false")),
    # not for the officers of the place below its heads
    Column("is_bypass", Boolean, nullable=False, server_default=text("false")),
    Column("withdrawn_at", Moment),
    Column("filed_at", Moment, nullable=False),
    Column("seen_at", Moment),  # an officer opened everything there was then
    Column("kept_from_at", Moment),  # something was added or asked, or an officer wants it kept
    Column("told_at", Moment),  # officers were told that it goes, or that nobody has opened it
    Column("emptied_at", Moment),  # its time was over: what is left is a tombstone
)

some_rows(  # of versions before 0007
    "ix_reports_unsealed", reports.c.id, where="public IS NULL AND body IS NOT NULL"
)

cases = Table(
    "cases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("report_id", Id, nullable=False, unique=True),
    Column("state", String(12), nullable=False),
    Column("severity", String(8), nullable=False),
    Column("village", String(16)),
    Column("departure", String(24), nullable=False, server_default=""),
    Column("people", String(24), nullable=False, server_default=""),
    Column("has_minor", Boolean, nullable=False, server_default=text("false")),
    Column("owner_id", Id),
    Column("rung", Integer, nullable=False, server_default="0"),
    Column("accept_by_at", Moment),
    Column("act_by_at", Moment),  # until then its officer has to do something
    Column("nudged_at", Moment),  # reminded, and nothing done since
    Column("close_by_at", Moment, index=True),  # the supervisors hear of it when it is open longer
    Column("opened_at", Moment, nullable=False),
    Column("accepted_at", Moment),
    Column("closed_at", Moment),
    Column("outcome", String(20)),
    Column("partner", String(12)),  # whom it was referred to
    Column("progress", String(16), nullable=False, server_default="diajukan"),  # of an open case
    Column("merged_into", Id, index=True),  # the case of the same matter whose officer goes on with both
    Column("stranded_at", Moment),  # since then no officer there is may have it
    # the officers of its place may not have it
    Column("is_at_last_resort", Boolean, nullable=False, server_default=text("false")),
    Column("like_id", Id, index=True),  # the first case of those officers are told of together
    Column("training_id", Id, index=True),  # it is an exercise
    Column("sent_by", String(12)),  # the partner agency that put it to us
)
Index("ix_cases_state_accept", cases.c.state, cases.c.accept_by_at)
Index("ix_cases_state_act", cases.c.state, cases.c.act_by_at)
Index("ix_cases_owner", cases.c.owner_id)
some_rows("ix_cases_training", cases.c.training_id, where="training_id IS NOT NULL")

likenesses = Table(  # of the last day: what several reports have in common
    "likenesses",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),  # the first of them
    Column("sketch", LargeBinary(64), nullable=False),  # keyed
    Column("seen", Integer, nullable=False),  # how many
    Column("last_at", Moment, nullable=False, index=True),
)

digests = Table(  # what officers are told of together
    "digests",
    metadata,
    Column("officer_id", Id, primary_key=True, autoincrement=False),
    Column("like_id", Id, primary_key=True, autoincrement=False),
    Column("due_at", Moment, index=True),
    Column("sent_at", Moment),
)

assignments = Table(
    "assignments",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("officer_id", Id, primary_key=True, autoincrement=False),
    Column("rung", Integer, nullable=False),
    Column("offered_at", Moment, nullable=False),
    Column("answer", String(10), nullable=False, server_default=""),
    Column("answered_at", Moment),
)

relay = Table(
    "relay",
    metadata,
    Column("id", Id, primary_key=True),
    Column("case_id", Id, nullable=False, index=True),
    Column("from_officer", Boolean, nullable=False),
    # of an officer's: wants an answer
    Column("is_question", Boolean, nullable=False, server_default=text("true")),
    Column("body", LargeBinary),  # sealed
    Column("sent_at", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True),
    Column("officer_id", Id),
    Column("case_id", Id, index=True),
    Column("look_id", Id, index=True),
    Column("action", String(24), nullable=False),
    Column("at", Moment, nullable=False),
    Column("link", LargeBinary(32)),  # covers the entry and all before it; none in the first versions
)

audit_head = Table(  # one row: how long the trail is, and its last link
    "audit_head",
    metadata,
    Column("id", Id, primary_key=True),
    Column("entries", BigInteger, nullable=False),
    Column("link", LargeBinary(32), nullable=False),
)

looks = Table(  # offers people let officers look at
    "looks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("asker", LargeBinary(16), index=True),  # keyed hash of the contact's number
    Column("reply_to", LargeBinary),  # sealed contact number, only when the answer may come to the chat
    Column("body", LargeBinary),  # sealed
    Column("answer", LargeBinary),  # sealed
    Column("village", String(16)),
    Column("state", String(12), nullable=False),
    Column("rung", Integer, nullable=False),
    Column("answer_by_at", Moment, index=True),
    Column("asked_at", Moment, nullable=False),
    Column("settled_at", Moment, index=True),
)

look_officers = Table(  # who was asked
    "look_officers",
    metadata,
    Column("look_id", Id, primary_key=True, autoincrement=False),
    Column("officer_id", Id, primary_key=True, autoincrement=False),
    Column("rung", Integer, nullable=False),
    Column("asked_at", Moment, nullable=False),
)
