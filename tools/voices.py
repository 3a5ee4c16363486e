"""Makes the sounds of content/audio.toml offline: `python -m tools.voices [--all]`.

Needs two Debian packages, espeak-ng (a synthetic voice for Bahasa Indonesia and English) and opus-tools. Makes only
what is missing or whose text has changed; a recording in place of a sound of ours (it does not say SYNTHETIC) is never
overwritten.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.content import audio, ogg
from bot.content.audio import VoiceEntry

CONTENT = Path(__file__).parents[1] / "content"
VOICES = {"id": "id", "en": "en-us"}
WORDS_A_MINUTE, PITCH, GAP = 135, 42, 3  # slower than espeak-ng's 175; the gap is in hundredths of a second
BITRATE = 16  # kilobits a second: enough for one voice, half a minute in 60 kB
NOTE = "Synthetic voice, not heard by native speakers yet; to be replaced by a recording of the same name"
_NUMBER = re.compile(r"\+?\d[\d -]*\d{2}\b")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="anew, also what is up to date")
    options = parser.parse_args()
    missing = [tool for tool in ("espeak-ng", "opusenc") if shutil.which(tool) is None]
    if missing:
        print(f"not installed: {', '.join(missing)} (apt-get install espeak-ng opus-tools)", file=sys.stderr)
        return 1
    made = 0
    for entry in audio.load(CONTENT):
        for language in audio.LANGUAGES:
            path = audio.sound(CONTENT, language, entry.id)
            if is_wanted(path, entry.text.in_language(language), options.all):
                make(path, entry, language)
                made += 1
    print(f"{made} sounds made in {CONTENT / audio.SOUNDS}")
    return 0


def is_wanted(path: Path, text: str, every: bool) -> bool:
    """Whether there is none, or one of ours that says something else."""
    if not path.exists():
        return True
    said = ogg.read(path.read_bytes()).comments
    return audio.SYNTHETIC in said and (every or said.get(audio.SPOKEN) != audio.digest(text))


def make(path: Path, entry: VoiceEntry, language: str) -> None:
    text = entry.text.in_language(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    comments = {
        audio.SYNTHETIC: "espeak-ng",
        audio.SPOKEN: audio.digest(text),
        "LANGUAGE": language,
        "DESCRIPTION": NOTE,
    }
    tagged = [part for name, value in comments.items() for part in ("--comment", f"{name}={value}")]
    with tempfile.TemporaryDirectory() as folder:
        wave = Path(folder) / "said.wav"
        espeak = [
            "espeak-ng",
            "-v",
            VOICES[language],
            "-s",
            str(WORDS_A_MINUTE),
            "-p",
            str(PITCH),
            "-g",
            str(GAP),
        ]
        subprocess.run([*espeak, "-w", str(wave), spoken(text)], check=True)
        encoder = ["opusenc", "--quiet", "--bitrate", str(BITRATE), "--title", entry.id, *tagged]
        subprocess.run([*encoder, str(wave), str(path)], check=True)


def spoken(text: str) -> str:
    """Phone numbers digit by digit, with a pause where people write a hyphen or a space."""
    return _NUMBER.sub(lambda match: _digits(match[0]), text)


def _digits(number: str) -> str:
    groups = re.split(r"[ -]", number.removeprefix("+"))
    return ("plus " if number.startswith("+") else "") + ", ".join(" ".join(group) for group in groups)


if __name__ == "__main__":
    sys.exit(main())
