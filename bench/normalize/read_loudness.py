"""Reads JSON `{"language", "texts"}` from stdin, prints a JSON list of readings."""

import json
import sys

from loudness_tts.textprep import prepare

LOCALES = {"en": "en-US", "es": "es-ES"}

job = json.load(sys.stdin)
locale = LOCALES.get(job["language"], job["language"])
readings = []
for text in job["texts"]:
    try:
        readings.append(" ".join(segment.text for segment in prepare(text, locale)))
    except Exception:  # a text it cannot read counts as read as it stands
        readings.append(text)
json.dump(readings, sys.stdout)
