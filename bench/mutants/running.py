"""Runs the tests of a module against each of its mistakes, every one in a process of its own.

One process is made ready for a module: it has imported all that does not import the module, itself or through others.
Each mistake is a fork of that: the wrong text is imported in the module's stead, and whatever builds on it anew. The
tests end at the first that fails. A mistake that makes them take long counts as noticed, as does one that cannot be
imported.
"""

import gc
import importlib
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from math import ceil
from pathlib import Path
from types import ModuleType

import grimp
import hypothesis
import pytest

ROOMS = ("bot", "handlers")
QUIET = ("-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-p", "no:schemathesis", "-k", "not postgresql",
         "-W", "ignore::pytest.PytestAssertRewriteWarning")  # fmt: skip
PASSED, FAILED = 0, 1
SPARE_SECONDS, SLOWER = (
    3.0,
    2.0,
)  # of processor time a mistake may take this much more than the tests as they are
STILL_SECONDS = 120.0  # and no more than this when it only waits
EXAMPLES = 30  # of generated tests; fewer than in a run of the suite, so that no share is better than it is
MEMORY = Path("/dev/shm")


@dataclass(frozen=True, slots=True)
class Guarded:
    """A module and the tests that guard it. Without `only` all of it is made wrong, else what bears these names."""

    name: str
    tests: tuple[str, ...]
    only: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        flat = Path(*self.name.split("."))
        return flat.with_suffix(".py") if flat.with_suffix(".py").exists() else flat / "__init__.py"


@dataclass(frozen=True, slots=True)
class InStead(MetaPathFinder, Loader):
    """Imports a text under the name of a module."""

    name: str
    path: Path
    source: str

    def find_spec(self, fullname: str, _path: object, _target: object = None) -> ModuleSpec | None:
        return spec_from_loader(fullname, self, origin=str(self.path)) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, str(self.path), "exec"), module.__dict__)


def loaded(modules: Sequence[Guarded]) -> list[str]:
    """Every module that is imported for these tests, found out in a process that is gone afterwards."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        tests = sorted({test for module in modules for test in module.tests})
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
            pytest.main([*QUIET, "--collect-only", *tests])
        importlib.import_module("tests.services.conftest")
        with os.fdopen(writing, "w") as out:
            json.dump([*sys.modules], out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        names: list[str] = json.load(told)
    os.waitpid(child, 0)
    return names


def make_ready(module: str, names: Sequence[str]) -> None:
    """Import what does not build on the module, and make what tests start from once, where that does not either."""
    building_on = {module, *grimp.build_graph(*ROOMS).find_downstream_modules(module)}
    for name in names:
        above = {name.rsplit(".", count)[0] for count in range(name.count(".") + 1)}
        if not above & building_on and name.split(".")[0] not in ("tests", "__main__"):
            with suppress(ImportError):
                importlib.import_module(name)
    if module in sys.modules:
        raise RuntimeError(f"{module} is imported by what does not seem to build on it")
    given = importlib.import_module("tests.conftest")
    for needed, made_once in (("bot.library", given.library), ("bot.store.upgrade", given.sqlite_tables)):
        if needed in sys.modules:
            made_once()
    gc.freeze()


def seconds_unchanged(module: Guarded) -> float:
    """Processor time the tests take when nothing is wrong. They have to pass."""
    before = _spent()
    ((_, code),) = _outcomes(module, [module.path.read_text()], 1, 600)
    if code != PASSED:
        raise SystemExit(f"{module.name}: its tests fail, or there are none, with nothing wrong ({code})")
    return _spent() - before


def _spent() -> float:
    """Processor time of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def unnoticed(
    module: Guarded, sources: Sequence[str], jobs: int, seconds: float
) -> Iterator[tuple[int, bool]]:
    """Number of each text, as it is known, and whether the tests pass with it all the same."""
    for number, code in _outcomes(module, sources, jobs, SPARE_SECONDS + SLOWER * seconds):
        yield number, code == PASSED


def _outcomes(module: Guarded, sources: Sequence[str], jobs: int, limit: float) -> Iterator[tuple[int, int]]:
    waiting, running = [*enumerate(sources)][::-1], dict[int, tuple[int, float]]()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        while waiting or running:
            while waiting and len(running) < jobs:
                number, source = waiting.pop()
                running[_fork(module, source, Path(folder, str(number)), limit)] = number, time.monotonic()
            child, status = os.waitpid(-1, os.WNOHANG)
            if child:
                number, _ = running.pop(child)
                shutil.rmtree(Path(folder, str(number)), ignore_errors=True)
                yield number, os.waitstatus_to_exitcode(status)
                continue
            for child, (_, began) in running.items():
                if time.monotonic() - began > limit + STILL_SECONDS:
                    with suppress(ProcessLookupError):
                        os.killpg(child, signal.SIGKILL)
            time.sleep(0.01)


def _fork(module: Guarded, source: str, folder: Path, limit: float) -> int:
    child = os.fork()
    if child == 0:
        code = FAILED
        try:
            os.setpgid(0, 0)
            resource.setrlimit(resource.RLIMIT_CPU, (ceil(limit), resource.RLIM_INFINITY))
            code = _tested(module, source, folder)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            os._exit(code)
    return child


def _tested(module: Guarded, source: str, folder: Path) -> int:
    with folder.with_suffix(".txt").open("w") as told:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(told.fileno(), stream.fileno())
    sys.meta_path.insert(0, InStead(module.name, module.path, source))
    settings = hypothesis.settings
    settings.register_profile("mutants", database=None, derandomize=True, deadline=None, max_examples=EXAMPLES,
                              phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate])  # fmt: skip
    settings.load_profile("mutants")
    return int(pytest.main([*QUIET, f"--basetemp={folder}", *module.tests]))
