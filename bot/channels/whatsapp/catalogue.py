"""Templates at Twilio: which there are and what WhatsApp thinks of them; handing in a new one.

Source: Twilio, "Content API resources" (ContentAndApprovals, Content, ApprovalRequests).
"""

from typing import Any

from twilio.base.exceptions import TwilioException
from twilio.rest import Client
from twilio.rest.content.v1.content import ContentList
from twilio.rest.content.v1.content.approval_create import ApprovalCreateList

from bot.channels.whatsapp.client import Unsent
from bot.channels.whatsapp.failures import BACK_OFF
from bot.domain.channel import Refused, TryAgain
from bot.domain.templates import Known

MOST_TEMPLATES = 6_000  # WhatsApp approves no more of one account


async def listed(client: Client) -> list[Known]:
    """Every template of the account, oldest first. Raises TryAgain, Refused."""
    try:
        rows = await client.content.v1.content_and_approvals.list_async(limit=MOST_TEMPLATES, page_size=100)
    except (Unsent, TimeoutError, OSError):
        raise TryAgain(BACK_OFF, "unreachable") from None
    except TwilioException as error:
        raise Refused(str(getattr(error, "code", "") or "twilio")) from None
    rows.sort(key=lambda row: row.date_created.timestamp() if row.date_created else 0.0)
    return [_known(row) for row in rows if row.sid and row.friendly_name]


async def hand_in(client: Client, name: str, language: str, text: str, category: str, sample: str) -> str:
    """Create a text template and ask for WhatsApp's approval; gives its id. Raises TryAgain, Refused."""
    variables = {"1": sample} if "{{1}}" in text else {}
    content = ContentList.ContentCreateRequest({
        "friendly_name": name, "language": language, "variables": variables,
        "types": {"twilio/text": {"body": text}},
    })  # fmt: skip
    request = ApprovalCreateList.ContentApprovalRequest({"name": name, "category": category.upper()})
    try:
        made = await client.content.v1.contents.create_async(content)
        await client.content.v1.contents(made.sid).approval_create.create_async(request)
    except (Unsent, TimeoutError, OSError):
        raise TryAgain(BACK_OFF, "unreachable") from None
    except TwilioException as error:
        raise Refused(str(getattr(error, "code", "") or "twilio")) from None
    return str(made.sid)


def _known(row: Any) -> Known:
    asked = row.approval_requests or {}
    return Known(
        str(row.friendly_name)[:64],
        str(row.sid),
        str(asked.get("status") or "unsubmitted").lower()[:24],
        str(asked.get("category") or "").lower()[:24],
        str(asked.get("rejection_reason") or "")[:200],
    )
