"""Everything a conversation, the console or the API may ask to be done. One applier each, in bot.services.applying."""

from typing import TypeAlias

from bot.domain.commands.alert import ApproveAlert, ReadAlerts, RefuseAlert, ResumeAlert, SubmitAlert
from bot.domain.commands.cadre import AnswerHearsay, AskHearsay, InviteCadre, JoinAsCadre, LearnedLesson
from bot.domain.commands.officer import (
    AcceptCase,
    AnswerReporter,
    AnswerSecondLook,
    AskReporter,
    CloseCase,
    CloseConsole,
    ConfirmIndicators,
    DecideLink,
    DecideSignal,
    DeclineCase,
    EndLeave,
    EndTraining,
    GiveLink,
    JoinAsOfficer,
    KeepLonger,
    LookedAt,
    LookedAtOffer,
    MergeCase,
    MoveOn,
    OpenConsole,
    SetApart,
    StartTraining,
    TakeLeave,
)
from bot.domain.commands.person import (
    ChooseInterest,
    CountAnswer,
    CountHelpful,
    CountQuiz,
    CountScreening,
    EraseMe,
    ForgetPictures,
    ReadPictures,
    Resume,
    SetLanguage,
    SetRhythm,
    SetVillage,
    Snooze,
    Stop,
    Subscribe,
    Unsubscribe,
)
from bot.domain.commands.reporter import (
    AddToReport,
    AskSecondLook,
    CutRelay,
    EraseCodes,
    FileReport,
    MuteRelay,
    ReadAnswers,
    SayReal,
    WithdrawReport,
)

__all__ = [
    "AcceptCase",
    "AddToReport",
    "AnswerHearsay",
    "AnswerReporter",
    "AnswerSecondLook",
    "ApproveAlert",
    "AskHearsay",
    "AskReporter",
    "AskSecondLook",
    "ChooseInterest",
    "CloseCase",
    "CloseConsole",
    "Command",
    "ConfirmIndicators",
    "CountAnswer",
    "CountHelpful",
    "CountQuiz",
    "CountScreening",
    "CutRelay",
    "DecideLink",
    "DecideSignal",
    "DeclineCase",
    "EndLeave",
    "EndTraining",
    "EraseCodes",
    "EraseMe",
    "FileReport",
    "ForgetPictures",
    "GiveLink",
    "InviteCadre",
    "JoinAsCadre",
    "JoinAsOfficer",
    "KeepLonger",
    "LearnedLesson",
    "LookedAt",
    "LookedAtOffer",
    "MergeCase",
    "MoveOn",
    "MuteRelay",
    "OpenConsole",
    "ReadAlerts",
    "ReadAnswers",
    "ReadPictures",
    "RefuseAlert",
    "Resume",
    "ResumeAlert",
    "SayReal",
    "SetApart",
    "SetLanguage",
    "SetRhythm",
    "SetVillage",
    "Snooze",
    "StartTraining",
    "Stop",
    "SubmitAlert",
    "Subscribe",
    "TakeLeave",
    "Unsubscribe",
    "WithdrawReport",
]

Command: TypeAlias = (
    SetLanguage
    | SetVillage
    | Subscribe
    | SetRhythm
    | Snooze
    | CountQuiz
    | Unsubscribe
    | ChooseInterest
    | Stop
    | Resume
    | EraseMe
    | CountScreening
    | CountHelpful
    | ReadPictures
    | ForgetPictures
    | CountAnswer
    | FileReport
    | AddToReport
    | SayReal
    | CutRelay
    | MuteRelay
    | EraseCodes
    | WithdrawReport
    | JoinAsOfficer
    | AcceptCase
    | DecideSignal
    | DecideLink
    | SetApart
    | DeclineCase
    | LookedAt
    | GiveLink
    | AskReporter
    | AnswerReporter
    | MoveOn
    | OpenConsole
    | CloseConsole
    | MergeCase
    | CloseCase
    | KeepLonger
    | AskSecondLook
    | ReadAnswers
    | LookedAtOffer
    | AnswerSecondLook
    | ConfirmIndicators
    | TakeLeave
    | EndLeave
    | StartTraining
    | EndTraining
    | InviteCadre
    | JoinAsCadre
    | LearnedLesson
    | AskHearsay
    | AnswerHearsay
    | SubmitAlert
    | ApproveAlert
    | RefuseAlert
    | ResumeAlert
    | ReadAlerts
)
