"""Reads JSON `{"language", "texts"}` from stdin, prints a JSON list of readings. Usage: read_nemo.py CACHE_FOLDER.

For Russian it has no single reading, only options to choose from by the recording of a speaker: they come one a line.
"""

import json
import logging
import sys

logging.disable(logging.CRITICAL)

from nemo_text_processing.text_normalization.normalize import Normalizer  # noqa: E402
from nemo_text_processing.text_normalization.normalize_with_audio import NormalizerWithAudio  # noqa: E402

OPTIONS = 30

job = json.load(sys.stdin)
out = sys.stdout
sys.stdout = sys.stderr
settings = {"input_case": "cased", "lang": job["language"], "cache_dir": sys.argv[1], "overwrite_cache": False}
if job["language"] == "ru":
    normalizer = NormalizerWithAudio(**settings)

    def read(text):
        return "\n".join(sorted(normalizer.normalize(text, n_tagged=OPTIONS, punct_post_process=False)))
else:
    normalizer = Normalizer(**settings)

    def read(text):
        return normalizer.normalize(text, verbose=False, punct_post_process=True)


readings = []
for text in job["texts"]:
    try:
        readings.append(read(text))
    except Exception:  # a text it cannot read counts as read as it stands
        readings.append(text)
json.dump(readings, out)
