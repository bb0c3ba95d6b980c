"""A companion that behaves as its questions tell it to, well or badly: a program, run by tests."""

import json
import os
import sys


def main() -> None:
    """Answer a question with its own text, unless the text says to do something else."""
    late = []
    for line in sys.stdin:
        question = json.loads(line)
        text = question["text"]
        if text == "late":
            late.append(question)
            continue
        for one in (*late, question):
            say(one)
        late.clear()


def say(question: dict[str, object]) -> None:
    text = question["text"]
    if text == "die":
        sys.exit(1)
    if text == "pid":
        text = os.getpid()
    acts = {
        "garbage": "\x00 no answer at all",
        "shapeless": "[]",
        "numberless": '{"answer": 1}',
        "endless": "x" * 200_000,
    }
    whole = json.dumps({"number": question["number"], "answer": text})
    print(acts.get(str(text), whole), end="" if text == "endless" else "\n", flush=True)


if __name__ == "__main__":
    main()
