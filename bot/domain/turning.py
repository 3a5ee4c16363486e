"""One message on its way through the open conversations: taps, then words that work everywhere, then the open question.

An unprompted message goes where it sounds like going. What is kept between two messages: bot/domain/keeping.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.domain import choosing, keeping, officer_talk, receipt_code
from bot.domain.chat_words import BACK_WORDS, RESUME_WORDS, Book, invited, is_cancel
from bot.domain.commands import Command, CountAnswer, ForgetPictures
from bot.domain.conversation import Context, Conversation, Draft, Step, Turn
from bot.domain.faq import is_asking
from bot.domain.messages import Choice, Inbound, MediaKind, Reply
from bot.domain.offers import Opening
from bot.domain.pictures import Heard
from bot.domain.session import Question, Session
from bot.domain.small_talk import SmallTalk, small_talk

EMERGENCY = "emergency"
MENU = "menu"
FAQ = "faq"
OFFICER_MENU = "officer_menu"
FEWEST_ASKED = 4  # words of a question that is asked beside another
MOST_HANDOVERS = 3  # conversations one message may pass through
MENU_CHOICES = (Choice("cek"), Choice("lapor"), Choice("darurat"))


class Turning:
    """One message on its way through; gathers replies and commands."""

    def __init__(self, session: Session, ctx: Context, book: Book, label: Callable[[Choice], str]) -> None:
        self.session = session
        self.ctx = ctx
        self.book = book
        self.label = label
        self.replies: list[Reply] = []
        self.commands: list[Command] = []
        self.replies_of_menu = False

    def take(self, msg: Inbound, said: str) -> "Turning":
        """Route the message to the one who has to answer it."""
        if msg.heard is not None:
            return self._hear(msg, msg.heard)
        if msg.is_silence:
            return self._fall_silent(msg)
        owed = keeping.owed(self.session, self.book) if msg.button is None else None
        if owed is not None:
            return self._tell(*owed, msg, said)
        if msg.start is not None:
            return self._start(MENU, msg)
        if msg.button is not None:
            return self._tap(msg, msg.button)
        if said in BACK_WORDS:
            return self._back()
        if is_cancel(said):
            return self._cancel()
        if said in RESUME_WORDS and self.session.hidden is not None:
            return self._resume(self.session.hidden)
        return self._read(msg)

    def _tap(self, msg: Inbound, button: str) -> "Turning":
        mark, choice, topic = choosing.tapped(button)
        if topic is not None and choice in self.book.by_word:
            return self._start(self.book.by_word[choice], replace(msg, choice=choice, topic=topic, text=""))
        open_now = (*self.session.offered, *self.session.pushed)
        if mark == self.session.mark and any(c.id == choice for c in open_now):
            return self._choose(replace(msg, choice=choice, text=""))
        if self.book.by_word.get(choice) == EMERGENCY:
            return self._start(EMERGENCY, replace(msg, choice=choice, text=""))
        self.commands.append(CountAnswer("stale_button"))
        return self._repeat(Reply("engine.stale"))

    def _read(self, msg: Inbound) -> "Turning":
        choice = self._typed(msg.text)
        if choice in self.session.pushed and self._may_be_of_another(choice, msg.text):
            choice = None
        if choice is not None and choice.topic is not None:
            started = replace(msg, choice=choice.id, topic=choice.topic, text="")
            return self._start(self.book.by_word[choice.id], started)
        if choice is not None:
            return self._choose(replace(msg, choice=choice.id, text=""))
        word = self.book.word(msg.text)
        if word is not None:
            return self._start(self.book.by_word[word], replace(msg, choice=word, text=""))
        about = self.book.about(msg.text)
        if about is not None:
            word, case = about
            return self._start(self.book.by_word[word], replace(msg, choice=word, topic=case, text=""))
        if not (msg.text.strip() or msg.media or msg.location or msg.phone):
            return self._repeat(Reply("engine.empty"))
        if self.session.question is not None and not keeping.is_idle(self.session):
            cry = self._cry(msg)
            return self._opened(msg, cry) if cry is not None else self._continue(self.session.question, msg)
        if self.session.has_expired:
            self.replies.append(Reply("engine.expired"))
        return self._unprompted(msg)

    def _cry(self, msg: Inbound) -> Opening | None:
        """What may stand in the place of any answer; a conversation that hears people out has its own ways with it."""
        if self.ctx.person.officer is not None or not msg.text.strip():  # officers write of others
            return None
        if self.ctx.facts.despairs(msg.text):
            return Opening.DESPAIR
        conversation = keeping.whose(self.session, self.book)
        if conversation is None or conversation.hears_out or conversation.silent is not None:
            return None
        is_cry = self.ctx.facts.opening(msg.text) is Opening.EMERGENCY
        return Opening.EMERGENCY if is_cry else None

    def _typed(self, text: str) -> Choice | None:
        """Own choices of the open question first; without one those of the latest pushed message, which came last."""
        question, asked = self.session.question, (self.session.offered, self.session.pushed)
        if question is not None and choosing.is_number(text) and question.reply.counts:
            return None
        first, second = reversed(asked) if keeping.is_idle(self.session) else asked
        return choosing.typed(text, first, self.label) or choosing.typed(text, second, self.label)

    def _may_be_of_another(self, choice: Choice | None, text: str) -> bool:
        """Whether a word typed under what was pushed last may mean another case: its conversation knows which."""
        word = self.book.word(text)
        is_word = choice is not None and word is not None and word == choice.id
        return is_word and self.book.by_name[self.book.by_word[word or ""]].names_cases

    def _choose(self, msg: Inbound) -> "Turning":
        question = self.session.question
        if question is not None and any(c.id == msg.choice for c in self.session.offered):
            return self._continue(question, msg)
        return self._start(self.book.by_word.get(msg.choice or "", MENU), msg)

    def _unprompted(self, msg: Inbound) -> "Turning":
        if receipt_code.parsed(msg.text):
            return self._open_by_code(msg)
        if self._is_officers_own(msg):
            return self._start(OFFICER_MENU, msg)
        word = self.book.asked(msg.text)
        if word is not None:
            return self._start(self.book.by_word[word], replace(msg, choice=word, text=""))
        waiting = keeping.unanswered(self.session.pushed)
        if waiting and small_talk(msg.text) is None:
            self.session = replace(self.session, pushed=())
            asked = " ".join(dict.fromkeys(choice.topic or "" for choice in waiting))
            return self._start(
                self.book.by_word[keeping.ANSWER], replace(msg, choice=keeping.ANSWER, topic=asked)
            )
        sounds = self._sounds(msg)
        conversation = keeping.whose(self.session, self.book)
        gathers = conversation is not None and conversation.gathers and keeping.is_idle(self.session)
        is_told = sounds in (Opening.OFFER, Opening.REPORT, Opening.QUESTION)
        is_beside = sounds is Opening.UNCLEAR or (gathers and is_told)
        return self._beside(msg) if is_beside else self._opened(msg, sounds)

    def _open_by_code(self, msg: Inbound) -> "Turning":
        """A code is a receipt's, unless the words around it say that it invites somebody."""
        word = invited(choosing.plain(msg.text))
        return self._start("receipt" if word is None else self.book.by_word[word], replace(msg, choice=word))

    def _is_officers_own(self, msg: Inbound) -> bool:
        """Whether an officer says something of their work; what tells of danger is heard as what it is."""
        if self.ctx.person.officer is None:
            return False
        if officer_talk.phone_asked(msg.text):
            return True
        return officer_talk.wish(msg.text) is not None and self.ctx.facts.opening(msg.text) not in (
            Opening.EMERGENCY,
            Opening.DESPAIR,
        )

    def _sounds(self, msg: Inbound) -> Opening:
        sounds = self.ctx.facts.opening(msg.text) if msg.text.strip() else Opening.UNCLEAR
        is_shown = any(m.kind in (MediaKind.PHOTO, MediaKind.DOCUMENT) for m in msg.media)
        return Opening.OFFER if sounds is Opening.UNCLEAR and (msg.phone or is_shown) else sounds

    def _opened(self, msg: Inbound, sounds: Opening) -> "Turning":
        match sounds:
            case Opening.EMERGENCY:
                return self._start(EMERGENCY, msg)
            case Opening.DESPAIR:
                return self._start("despair", msg)
            case Opening.OFFER:
                return self._start("check_offer", msg)
            case Opening.REPORT:
                return self._start("report_broker", msg)
            case Opening.QUESTION:
                return self._start(FAQ, msg)
            case Opening.UNCLEAR:
                return self._unclear(msg)
        raise AssertionError("an opening without an answer")

    def _beside(self, msg: Inbound) -> "Turning":
        """What sounds like nothing is said beside what was just told, if anything was; otherwise the menu's."""
        question, conversation = self.session.question, keeping.whose(self.session, self.book)
        if question is None or conversation is None or conversation.beside is None or not question.is_resting:
            return self._unclear(msg)
        draft = conversation.loaded(question.draft)
        return self._run(conversation, conversation.beside, msg, draft)

    def _unclear(self, msg: Inbound) -> "Turning":
        self.commands.append(CountAnswer("unclear"))
        menu = self.book.by_name[MENU]
        return self._run(menu, menu.step("unclear") or menu.start, msg, None)

    def _hear(self, msg: Inbound, heard: Heard) -> "Turning":
        """What was read in pictures goes to the question they came with, or is told when nothing else is open."""
        question = self.session.question
        if question is not None and set(heard.media) & set(question.pictures):
            conversation = self.book.by_name[question.conversation]
            draft = conversation.loaded(question.draft)
        elif question is None or question.is_resting:
            conversation, draft = next(c for c in self.book.by_name.values() if c.waits), None
        else:
            return self
        step = conversation.waits or conversation.start
        turn = step(replace(self.ctx, draft=draft, carry=self.session.carry), msg)
        if turn.replies:
            self.replies += turn.replies
            self.commands += turn.commands
            return self._settle(conversation, turn)
        if question is not None and turn.draft is not None:
            self.session = replace(self.session, question=replace(question, draft=turn.draft.dumped()))
        return self

    def _fall_silent(self, msg: Inbound) -> "Turning":
        """What presses is carried out as far as it was told. Nothing is said: somebody else may be looking."""
        for _ in range(keeping.DEEPEST_BACK):
            left = keeping.pressing(self.session, self.book)
            conversation = keeping.whose(left, self.book) if left is not None else None
            if left is None or left.question is None or conversation is None or conversation.silent is None:
                break
            draft = conversation.loaded(left.question.draft)
            turn = conversation.silent(replace(self.ctx, draft=draft, carry=left.carry), msg)
            if turn.conversation is not None:
                conversation, turn = self._begun_in_silence(turn.conversation, turn.carry, msg)
            self.commands += turn.commands
            self.session = keeping.gone_out(self.session, left, conversation, turn, self.book)
        return self

    def _tell(
        self, conversation: Conversation, owed: Step, draft: Draft | None, msg: Inbound, said: str
    ) -> "Turning":
        """What nobody has seen comes before everything; of our own words only the emergency's is followed at once."""
        word, bare = self.book.word(msg.text), replace(msg, text="", start=None)
        is_ours = word is not None or msg.start is not None or said in BACK_WORDS | RESUME_WORDS
        is_chat = is_cancel(said) or small_talk(msg.text) in (SmallTalk.THANKS, SmallTalk.WHO)
        self._run(conversation, owed, bare if is_ours or is_chat else msg, draft)
        is_cry = word is not None and self.book.by_word[word] == EMERGENCY
        return self._start(EMERGENCY, replace(bare, choice=word)) if is_cry else self

    def _begun_in_silence(
        self, name: str, carry: Mapping[str, str], msg: Inbound
    ) -> tuple[Conversation, Turn]:
        """What another conversation makes of what it is handed, as if nothing more came to it."""
        conversation = self.book.by_name[name]
        begun = conversation.start(replace(self.ctx, draft=None, carry=carry), msg)
        if conversation.silent is None:
            raise RuntimeError("handed over in silence to one that says something")
        turn = conversation.silent(replace(self.ctx, draft=begun.draft, carry=carry), msg)
        return conversation, replace(turn, commands=(*begun.commands, *turn.commands))

    def _start(self, name: str, msg: Inbound) -> "Turning":
        conversation = self.book.by_name[name]
        return self._run(conversation, conversation.start, msg, None)

    def _continue(self, question: Question, msg: Inbound) -> "Turning":
        if self._asks_besides(msg):
            return self._start(FAQ, msg)
        conversation = keeping.whose(self.session, self.book)
        step = conversation.step(question.step) if conversation else None
        if conversation is None or step is None:  # this code no longer has that question
            self.replies.append(Reply("engine.expired"))
            self.session = replace(self.session, question=None, offered=(), back=())
            return self._unprompted(msg)
        return self._run(conversation, step, msg, conversation.loaded(question.draft))

    def _asks_besides(self, msg: Inbound) -> bool:
        """Whether it answers nothing, but asks in general; the open question is put again afterwards.

        What officers write there is meant for others.
        """
        said, is_officer = msg.text.strip(), self.ctx.person.officer is not None
        if is_officer or msg.choice is not None or msg.media or not is_asking(said):
            return False
        asked = self.ctx.facts.asks(said)
        is_plain = said.endswith("?") and len(said.split()) >= FEWEST_ASKED
        return asked is not None and (asked.is_about_us or is_plain)

    def _run(self, conversation: Conversation, step: Step, msg: Inbound, draft: Any) -> "Turning":
        carry = self.session.carry
        for _ in range(MOST_HANDOVERS):
            turn = step(replace(self.ctx, draft=draft, carry=carry), msg)
            self.replies_of_menu |= conversation.name == MENU and bool(turn.replies)
            if turn.is_stray:
                is_beside = step is conversation.beside
                return self._opened(msg, self._sounds(msg)) if is_beside else self._unprompted(msg)
            if turn.is_aside:
                return self._repeat(*turn.replies)
            self.replies += turn.replies
            self.commands += turn.commands
            if turn.conversation is None:
                return self._settle(conversation, turn)
            if turn.commands:  # what has been carried out cannot be gone back to
                back = keeping.without(self.session.back, conversation.name)
                self.session = replace(self.session, question=None, back=back)
            conversation = self.book.by_name[turn.conversation]
            step, draft, carry = conversation.start, None, turn.carry
            msg = replace(msg, text="", choice=None, button=None, media=(), phone=None, start=None)
        raise RuntimeError("conversations hand over in a circle")

    def _settle(self, conversation: Conversation, turn: Turn) -> "Turning":
        self.session = keeping.settled(
            self.session, conversation, turn, self.replies, self.book, has_acted=bool(self.commands)
        )
        return self

    def _back(self) -> "Turning":
        if not self.session.back:
            return self._repeat(Reply("engine.back_at_start"))
        last = Question.unpacked(self.session.back[-1])
        self.session = replace(self.session, question=last, back=self.session.back[:-1])
        return self._repeat()

    def _cancel(self) -> "Turning":
        before = keeping.beneath(self.session, self.book)
        if before:
            question = self.session.question
            left_presses = question is not None and keeping.is_pressing(question.packed(), self.book)
            self.session = replace(self.session, back=before)
            still_presses = keeping.is_pressing(before[-1], self.book)
            if left_presses or still_presses:
                self.replies.append(Reply("engine.not_sent_yet" if still_presses else "engine.not_sent"))
            return self._back()
        key = "engine.cancelled" if self.session.question else "engine.nothing_to_cancel"
        self.replies.append(Reply(key, choices=MENU_CHOICES))
        if self.session.question is not None and self.session.question.pictures:
            self.commands.append(ForgetPictures())
        session = self.session
        self.session = Session(offered=MENU_CHOICES, mark=session.mark + 1, hidden=session.hidden)
        return self

    def _resume(self, hidden: Mapping[str, Any]) -> "Turning":
        """The person is alone again: the question that was open when they hid it."""
        self.session = replace(Session.loaded(hidden), mark=self.session.mark, pushed=self.session.pushed)
        return self._repeat()

    def _repeat(self, *notes: Reply) -> "Turning":
        """Say the notes and ask the open question again; idle people get the menu's choices."""
        self.replies += notes
        question = self.session.question
        if question is not None:
            self.replies.append(question.reply)
        else:
            offered = self.session.offered or MENU_CHOICES
            self.replies[-1] = replace(self.replies[-1], choices=offered)
        self.session = replace(
            self.session,
            offered=keeping.offered(self.replies),
            mark=self.session.mark + 1,
            pushed=self.session.pushed,
        )
        return self
