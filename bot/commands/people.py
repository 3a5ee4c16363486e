"""`benteng officer`, `village` and `indicator`: who and what an office looks after."""

import argparse
import sys
from datetime import time

from bot.app import App
from bot.commands import files
from bot.domain.cadre import Post
from bot.domain.casework import Place, Role, lies_in
from bot.domain.places import Pin
from bot.domain.roster import ALL_DAYS, Hours, Leave
from bot.domain.training import MOST_HOURS, NARROWEST
from bot.registries import kemendagri, villages
from bot.services import cadres, entering, indicators, offices, programme, rosters, trainings
from bot.services.numbers import number_of
from bot.services.programme import Area

MOST_NAMED = 10  # cases


def officer(app: App, options: argparse.Namespace) -> int:
    """Add, invite, list or disable officers; their duty hours and leave."""
    match options.action:
        case "add":
            area = _area(app, options)
            if area is None:
                return 1
            number = app.database.write_now(
                lambda tx: offices.add_officer(tx, app.desk, options.name, Role(options.role), area.code)
            )
            print(f"officer {number} added for {_told(area)}; next: benteng officer invite {number}")
        case "move":
            return _move(app, options)
        case "invite":
            return _invite(app, int(options.number))
        case "list":
            astray = app.database.write_now(lambda tx: programme.astray(tx, app.desk))
            for line in app.database.write_now(lambda tx: offices.officers(tx, app.desk)):
                state = "joined" if line.has_joined else "not joined" if line.is_active else "disabled"
                more = [
                    line.duty,
                    line.leave,
                    "last resort" if line.is_last_resort else "",
                    astray.get(line.id),
                ]
                when = "\t".join(filter(None, more))
                print(f"{line.id}\t{line.role}\t{line.area}\t{state}\t{line.name}\t{when}")
        case "last-resort":
            return _last_resort(app, options)
        case "authenticator":
            was_there = app.database.write_now(
                lambda tx: entering.forget_authenticator(tx, app.desk, options.number)
            )
            print(
                "removed; the officer sets up a new one at the next KONSOL" if was_there else "there was none"
            )
            return 0 if was_there else 1
        case "duty":
            return _duty(app, options)
        case "leave":
            return _leave(app, options)
        case "disable":
            return _disable(app, int(options.number))
    return 0


def _invite(app: App, number: int) -> int:
    was = app.database.read(lambda tx: offices.standing(tx, app.desk, number))
    code = app.database.write_now(lambda tx: offices.invite(tx, app.desk, number))
    if was is None or code is None:
        print("no such officer")
        return 1
    print(f"{code} (7 days; the officer types GABUNG, then this code)")
    if was.is_invited:
        print("An earlier code is good no more.")
    if not was.is_active:
        passphrase = "is the one they had" if was.has_key else "is made anew"
        print(f"Officer {number} was disabled: joining brings them back. Their passphrase {passphrase}.")
    return 0


def _disable(app: App, number: int) -> int:
    done = app.database.write_now(lambda tx: offices.disable_officer(tx, app.desk, number))
    if not done.is_known:
        print("no such officer")
        return 1
    print(f"disabled; {done.passed_on} open cases went on to others")
    if done.last_of:
        print(f"no active officer of {done.last_of} is left: benteng officer add NAME --area {done.last_of}")
    if done.alone:
        print(
            f"{done.alone} reports open to no other officer: benteng keys share OFFICER, with the recovery key"
        )
    return 0


def _area(app: App, options: argparse.Namespace) -> Area | None:
    """What `--area` means; None once it is told why it means nothing."""
    area = app.database.write_now(lambda tx: programme.area_of(tx, app.desk, options.area))
    if area.code and (area.is_listed or options.unlisted):
        return area
    near = f"; near: {', '.join(area.near)}" if area.near else ""
    right = f"; if {area.code} is right: --unlisted" if area.code else ""
    hint = near + right or "; an area is a code like 36.04, or the name of one that villages lie in"
    print(f'no area "{options.area[:40]}" is known here{hint}', file=sys.stderr)
    return None


def _told(area: Area) -> str:
    return f"{area.code} {area.name}".rstrip()


def _move(app: App, options: argparse.Namespace) -> int:
    area = _area(app, options)
    if area is None:
        return 1
    done = app.database.write_now(lambda tx: programme.move_officer(tx, app.desk, options.number, area.code))
    print(f"officer {options.number} is of {_told(area)} now" if done else "no such officer")
    return 0 if done else 1


def _last_resort(app: App, options: argparse.Namespace) -> int:
    done = app.database.write_now(
        lambda tx: offices.mark_last_resort(tx, options.number, is_one=not options.off)
    )
    print("noted" if done else "no such officer")
    return 0 if done else 1


def summary(app: App) -> str:
    """One line for `benteng doctor`: whether every case has somebody who may have it."""
    count, left = app.database.read(lambda tx: (offices.stranded(tx), offices.left_behind(tx)))
    advice = "; add an officer of another office and mark them: benteng officer last-resort NUMBER"
    told = [f"{count} that no officer may have{advice}"] if count else []
    if left:
        named = ", ".join(map(number_of, left[:MOST_NAMED])) + (", ..." if len(left) > MOST_NAMED else "")
        told.append(f"{named} with a disabled officer; the clock passes them on: benteng clock")
    return "; ".join(told) or "ok"


def _duty(app: App, options: argparse.Namespace) -> int:
    given = (options.days, options.starts, options.ends)
    hours = None
    if any(value is not None for value in given) or options.holidays:
        hours = Hours(
            ALL_DAYS if options.days is None else options.days,
            options.starts or time(0),
            options.ends or time(0),
            options.holidays,
        )
    done = app.database.write_now(lambda tx: rosters.set_hours(tx, options.number, hours))
    is_whole = hours is not None and hours.starts == hours.ends
    print(
        ("noted: all day; --from and --until tell hours" if is_whole else "noted")
        if done
        else "no such officer"
    )
    return 0 if done else 1


def _leave(app: App, options: argparse.Namespace) -> int:
    if options.from_on is None:
        done = app.database.write_now(lambda tx: rosters.end_leave(tx, app.desk, options.number))
        print("the leave is over" if done else "there is no leave")
        return 0 if done else 1
    to_on = options.to_on or options.from_on
    if to_on < options.from_on:
        print("the last day lies before the first")
        return 1
    leave = Leave(options.from_on, to_on, options.hand_over)
    done = app.database.write_now(lambda tx: rosters.take_leave(tx, app.desk, options.number, leave))
    print("noted" if done else "no such officer, or nobody who could stand in")
    return 0 if done else 1


def cadre(app: App, options: argparse.Namespace) -> int:
    """Invite, list or withdraw the cadres of villages."""
    match options.action:
        case "invite":
            post = Post(options.post)
            code = app.database.write_now(lambda tx: cadres.invite(tx, app.desk, options.village, post))
            print(f"{code} (7 days; the cadre types KADER, then this code)" if code else "no such village")
            return 0 if code else 1
        case "list":
            for line in app.database.read(cadres.listing):
                print(f"{line.id}\t{line.post}\t{line.village}\t{line.state}\t{line.lessons} lessons")
        case "withdraw":
            done = app.database.write_now(lambda tx: cadres.withdraw(tx, app.desk, options.number))
            print("withdrawn" if done else "no such cadre")
            return 0 if done else 1
    return 0


def village(app: App, options: argparse.Namespace) -> int:
    """Add, list or remove the programme's villages; train with one."""
    match options.action:
        case "add":
            return _add_village(app, options)
        case "import":
            return _import_villages(app, options)
        case "remove":
            return _remove_village(app, options)
        case "training":
            return _training(app, options)
    for found in app.database.write_now(app.desk.places):
        print(f"{found.place.code}\t{found.place.name}\t{found.place.parent}")
    return 0


def _add_village(app: App, options: argparse.Namespace) -> int:
    code, name, parent = kemendagri.code(options.code), options.name.strip(), options.parent.strip()
    wrong = kemendagri.wrong_village(code, {"code": options.code, "name": name})
    if wrong:
        print(f"not added: {wrong}", file=sys.stderr)
        return 1
    before = _village(app, code)
    missing = app.database.write_now(lambda tx: programme.unlisted_above(tx, app.desk, code))
    if missing and before is None and not options.unlisted:
        print(f"not added: {missing} stands in no list here; if {code} is right: --unlisted", file=sys.stderr)
        return 1
    pin = Pin(Place(code, name, parent))
    app.database.write_now(lambda tx: programme.take_in(tx, app.desk, (pin,)))
    if before is None:
        print(f"{code} {name} added")
    elif (before.name, before.parent) == (name, parent or before.parent):
        print(f"{code} {name} is there already; nothing was changed")
    else:
        print(
            f"{code} is there already: {_named(before)} is now {_named(Place(code, name, parent or before.parent))}"
        )
    return 0


def _named(place: Place) -> str:
    return f"{place.name} ({place.parent})" if place.parent else place.name


def _village(app: App, code: str) -> Place | None:
    """The village of the programme with this very code."""
    pins = app.database.write_now(app.desk.places)
    return next((pin.place for pin in pins if pin.place.code == code), None)


def _remove_village(app: App, options: argparse.Namespace) -> int:
    place = _village(app, options.code) or _village(app, kemendagri.code(options.code))
    to = _village(app, kemendagri.code(options.to))
    if place is None or (options.to and to is None) or place == to:
        print("no such village of the programme: benteng village list", file=sys.stderr)
        return 1
    done = app.database.write_now(
        lambda tx: programme.remove(tx, app.desk, place.code, to.code if to else "")
    )
    if done.open_cases:
        print(
            f"not removed: {', '.join(done.open_cases)} open there; officers close or refer them first",
            file=sys.stderr,
        )
        return 1
    went = f"belong to {to.name} now" if to else "are told, and keep their messages"
    print(
        f"{place.code} {place.name} is out of the programme; its reports and closed cases stay\n"
        f"{done.subscribers} subscribers and {done.cadres} cadres {went}; {done.trainings} trainings ended"
    )
    return 0


def _import_villages(app: App, options: argparse.Namespace) -> int:
    def read(_name: str, data: bytes) -> tuple[Pin, ...]:
        return villages.read(data, options.area)

    pins = files.accepted(options.file, read, "nothing was changed")
    if pins is None:
        return 1
    known = {pin.place.code for pin in app.database.read(app.desk.places)}
    new = sum(pin.place.code not in known for pin in pins)
    if options.dry_run:
        print(f"dry run: {new} villages would be added, {len(pins) - new} replaced")
        return 0
    app.database.write_now(lambda tx: programme.take_in(tx, app.desk, pins))
    print(f"{new} villages added, {len(pins) - new} replaced")
    return 0


def _training(app: App, options: argparse.Namespace) -> int:
    """Put a village or kecamatan in training, end it, or show what is under way."""
    write, area, hours = app.database.write_now, options.area, options.hours
    if options.end:
        count = write(lambda tx: trainings.end_in(tx, app.desk, area))
        print(f"{count} ended; reports are real again" if count else "there is no training")
        return 0 if count else 1
    if hours is None:
        for seen in write(lambda tx: trainings.under_way(tx, app.desk, area)):
            print(f"{seen.id}\t{seen.area}\t{seen.name}\tuntil {seen.ends_at:%H:%M}\t{seen.filed} exercises")
        return 0
    officer = options.officer or write(lambda tx: trainings.nearest_officer(tx, area))
    if not officer and _is_ours(app, area) and 0 < hours <= MOST_HOURS:
        print(f"not begun: no officer of {area} has joined yet (benteng officer invite NUMBER, then GABUNG)")
        return 1
    begun = officer and write(lambda tx: trainings.start(tx, app.desk, officer, area, hours, app.desk.now()))
    if not begun:
        print(f"not begun: a village or kecamatan of the officer's area, 1 to {MOST_HOURS} hours")
        return 1
    print(
        f"training {begun} begun for {hours} hours; exercises go to officer {officer} only, urgent reports are real"
    )
    return 0


def _is_ours(app: App, area: str) -> bool:
    """Whether it is a village of the programme, or a kecamatan with one."""
    pins = app.database.write_now(app.desk.places)
    return len(area) >= NARROWEST and any(lies_in(pin.place.code, area) for pin in pins)


def indicator(app: App, options: argparse.Namespace) -> int:
    """List what officers confirmed in earlier cases, or take back what was recorded by mistake."""
    if options.action == "list":
        for line in app.database.write_now(indicators.listing):
            print(f"{line.id}\t{line.kind}\t{line.cases}\t{line.first_month}\t{line.last_month}")
        return 0
    count = app.database.write_now(lambda tx: indicators.withdraw(tx, app.desk, options.what))
    print(f"{count} withdrawn" if count else "no such indicator")
    return 0 if count else 1
