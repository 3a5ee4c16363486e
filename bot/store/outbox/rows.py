"""What a row of the outbox can be: its lane and its state."""

from enum import IntEnum, StrEnum


class Lane(IntEnum):
    """Replies to a person who waits, urgent alerts, everything else."""

    REPLY = 0
    URGENT = 1
    BULK = 2


class State(StrEnum):
    QUEUED = "queued"
    CLAIMED = "claimed"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    HELD = "held"  # a provider's fault or a closed window: released by a person's message or an operator
    CANCELLED = "cancelled"  # STOP or HAPUS came first


WENT_OUT = (State.SENT, State.DELIVERED, State.READ)  # in the order in which a provider tells of them
ALERT = "alert"  # purpose of what an officer has to answer
