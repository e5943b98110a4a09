"""Peers in Python: `peers.py piper-tts|streaming-vits MODEL`. One line of JSON text in, one line of timing out."""

import json
import sys
import time

import numpy as np

BLOCK_S, AUDIBLE_RMS = 0.005, 10 ** (-50 / 20)


def silent_head_ms(samples, rate):
    block = round(BLOCK_S * rate)
    for at in range(0, len(samples), block):
        part = samples[at : at + block].astype(np.float64)
        if np.sqrt(np.mean(part**2)) > AUDIBLE_RMS:
            return at * 1000 / rate, True
    return len(samples) * 1000 / rate, False


def timed(stream, rate):
    start = time.perf_counter()
    first = slack = None
    audio = silent = 0.0
    heard = False
    for samples in stream:
        now = (time.perf_counter() - start) * 1000
        if first is None:
            first = now
        else:
            late = audio - (now - first)
            slack = late if slack is None else min(slack, late)
        if not heard:
            quiet, heard = silent_head_ms(samples, rate)
            silent += quiet
        audio += len(samples) * 1000 / rate
    total = (time.perf_counter() - start) * 1000
    return {
        "firstMs": first,
        "audibleMs": first + silent,
        "totalMs": total,
        "audioMs": audio,
        "slackMs": audio if slack is None else slack,
    }


def piper(model, threads=None):
    import onnxruntime
    from piper import PiperVoice

    if threads is not None:
        # It has no setting for this, and its runtime leaves the core it was given: threads choose their own.
        class FewThreads(onnxruntime.SessionOptions):
            def __init__(self):
                super().__init__()
                self.intra_op_num_threads = int(threads)

        onnxruntime.SessionOptions = FewThreads
    voice = PiperVoice.load(model)

    def speak(text):
        # Its own levelling needs the peak of the whole sentence, but one chunk is one sentence anyway.
        return (chunk.audio_float_array for chunk in voice.synthesize(text))

    return speak, voice.config.sample_rate


def streaming_vits(model, cache):
    from streaming_vits.calibrate import calibrate
    from streaming_vits.engine import StreamingTTS

    tts = StreamingTTS(model, threads=1, verbose=False, cache=cache)
    tts.profile = calibrate(tts, verbose=False)
    known = {}
    plain = tts.phoneme_ids

    def speak(text):
        # Given ids: its own clock starts after its phonemizer, a process for each sentence.
        if text not in known:
            known[text] = plain(text)
        ids = known[text]
        tts.phoneme_ids = lambda _text: ids
        return (chunk.audio for chunk in tts.stream(text))

    return speak, tts.sample_rate


name, path, *rest = sys.argv[1:]
speak, rate = piper(path, *rest) if name == "piper-tts" else streaming_vits(path, *rest)
print("ready", flush=True)
for line in sys.stdin:
    print(json.dumps(timed(speak(json.loads(line)), rate)), flush=True)
