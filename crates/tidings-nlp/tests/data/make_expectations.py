"""Writes what spaCy 3.8 says of the texts in texts.json: make_expectations.py MODEL_FOLDER OUT.json

Run once for a new model or new texts; the tests then need no Python.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import spacy

nlp = spacy.load(sys.argv[1])
nlp.max_length = 10**7
cases = []
for case in json.loads(Path(__file__).with_name("texts.json").read_text(encoding="utf-8")):
    text = case["text"] * case.get("repeat", 1)
    doc = nlp(text)
    found = {"name": case["name"], "n_tokens": len(doc), "n_sentences": len(list(doc.sents)), "n_entities": len(doc.ents)}
    if case.get("repeat", 1) > 1:
        # Too long to keep: how often each value comes.
        found["counts"] = {
            name: dict(sorted(Counter(str(getattr(token, name)) for token in doc).items())) for name in ["tag_", "pos_", "dep_", "lemma_"]
        }
    else:
        found["tokens"] = [
            [t.idx, t.idx + len(t), t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, int(bool(t.is_sent_start))] for t in doc
        ]
        found["entities"] = [[e.start_char, e.end_char, e.label_] for e in doc.ents]
    cases.append(found)
with open(sys.argv[2], "w", encoding="utf-8") as out:
    out.write("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")
