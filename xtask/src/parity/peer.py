"""spaCy's side of `cargo xtask parity` and `cargo xtask bench parse`.

Usage: peer.py WHEEL REPORTS.jsonl FOLDER [OUT.jsonl]

Unpacks the wheel in FOLDER and loads the model in it. With OUT, writes the parse of each report as `Doc.to_json()`.
Without, waits for lines on standard input, parses all reports in one thread for each, and prints the seconds and the number
of tokens. Only `nlp.pipe` is timed: neither loading nor writing.
"""

import json
import sys
import time
import zipfile
from pathlib import Path

import spacy

wheel, reports, folder = sys.argv[1:4]
folder = Path(folder)
if not folder.exists():
    zipfile.ZipFile(wheel).extractall(folder)
nlp = spacy.load(next(folder.glob("**/config.cfg")).parent)
nlp.max_length = 10**8
rows = [json.loads(line) for line in open(reports, encoding="utf-8")]
texts = [row["text"] for row in rows]

if len(sys.argv) > 4:
    with open(sys.argv[4], "w", encoding="utf-8") as out:
        for row, doc in zip(rows, nlp.pipe(texts)):
            parse = doc.to_json()
            del parse["text"]
            parse["id"] = row["id"]
            out.write(json.dumps(parse) + "\n")
else:
    print(spacy.__version__, flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        tokens = sum(len(doc) for doc in nlp.pipe(texts))
        print(time.perf_counter() - start, tokens, flush=True)
