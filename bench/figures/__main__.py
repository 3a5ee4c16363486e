"""Compares the figures of the last runs with those of the release before; exit status 1 when one is worse by 10 %.

`python -m bench.figures` compares all benches, `python -m bench.figures NAME...` those that have run. `--renew` keeps
the figures of the last runs as those of the version in pyproject.toml: a release does that, and commits the file. Where
the file is there already, the worse of both runs is kept.
"""

import argparse
import sys
import tomllib

from bench.figures import compared, table
from bench.figures.keeping import LAST, RELEASES, ROOT, newest_release, read, renew


def main() -> int:
    parser = argparse.ArgumentParser("bench.figures", description=__doc__)
    parser.add_argument("names", nargs="*", help="benches, as they are named in build/figures.json")
    parser.add_argument("--renew", action="store_true")
    options = parser.parse_args()
    if not LAST.exists():
        parser.error("nothing was measured yet: make bench, make drill")
    if options.renew:
        version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
        renew(LAST, RELEASES / f"{version}.json")
        print(f"bench/figures/{version}.json: the figures to compare with from now on")
        return 0
    before = newest_release()
    lines = compared(read(before, options.names) if before else [], read(LAST, options.names))
    worse = sum(line.fails for line in lines)
    print(
        f"\ncompared with {before.stem if before else 'no release'}: {worse} of {len(lines)} figures not kept"
    )
    print(table(lines))
    return int(worse > 0)


if __name__ == "__main__":
    sys.exit(main())
