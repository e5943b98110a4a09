"""Reads JSON `{"language", "texts"}` from stdin, prints a JSON list of readings. Usage: read_nemo.py CACHE_FOLDER."""

import json
import logging
import sys

logging.disable(logging.CRITICAL)

from nemo_text_processing.text_normalization.normalize import Normalizer  # noqa: E402

job = json.load(sys.stdin)
out = sys.stdout
sys.stdout = sys.stderr
normalizer = Normalizer(input_case="cased", lang=job["language"], cache_dir=sys.argv[1], overwrite_cache=False)
readings = []
for text in job["texts"]:
    try:
        readings.append(normalizer.normalize(text, verbose=False, punct_post_process=True))
    except Exception:  # a text it cannot read counts as read as it stands
        readings.append(text)
json.dump(readings, out)
