"""Write the generated book on which speed is measured: 612 contributions in two tomes, the same ones every time.

    python -m tests.benchmarks.generate FOLDER [COUNT]

About 400 words a text, in varied lengths; 60 images, 300 notes, 200 references from text to text, 500 index marks (all
in proportion when COUNT is not 612). The sentences are put together from the phrases below and mean nothing.
"""

from __future__ import annotations

import random
import struct
import sys
import zlib
from pathlib import Path

SUBJECTS = (
    "une inconnue", "le facteur de Quimper", "mon ancien voisin", "cette libraire", "un lecteur de passage",
    "la bande du jeudi", "l’infirmière de nuit", "un apiculteur du Vercors", "ma correspondante", "le collectif",
    "une étudiante en droit", "l’ami d’un ami", "le photographe", "une retraitée malicieuse",
    "notre petite communauté", "celui qui n’écrivait jamais",
)  # fmt: skip
VERBS = (
    "a répondu à mon message", "m’a envoyé une photographie", "a partagé la pétition",
    "s’est souvenu de l’été précédent", "a traversé la moitié du pays", "m’a tendu un livre annoté",
    "a retrouvé la trace de sa sœur", "n’osait pas frapper", "a proposé un café près de la gare",
    "a ri de ma maladresse", "lisait chaque soir nos échanges", "a tenu sa promesse",
    "cherchait un emploi depuis onze mois", "a relayé l’appel sans hésiter", "connaissait déjà la fin de l’histoire",
)  # fmt: skip
PLACES = (
    "sur le quai numéro 3", "dans un village de l’Aveyron", "devant l’écran, tard le soir",
    "au marché de Noël de Colmar", "à l’hôpital, entre deux examens", "sous une pluie battante", "à 10:30 précises",
    "au milieu des cartons", "dans le train de Limoges", "après trois ans de silence", "pendant le confinement",
    "un dimanche d’octobre",
)  # fmt: skip
LINKS = (
    "et pourtant", "si bien que", "parce que", "tandis que", "alors même que", "comme si", "jusqu’au jour où",
    "de sorte que", "au moment où", "sans que personne ne s’en étonne, car", "ce qui explique pourquoi",
    "d’autant plus que",
)  # fmt: skip
EXCLAMATIONS = (
    "Quelle surprise !", "Qui l’aurait cru ?", "Je n’oublierai pas : c’était un mardi.",
    "« Viens quand tu veux », disait-elle.", "Extraordinaire, vraiment…",
    "Était-ce raisonnable ? Sans doute pas ; mais qui s’en souciait ?", "*Rien* ne pressait.",
)  # fmt: skip
TOPICS = (
    "amitié",
    "emploi",
    "entraide",
    "voyage",
    "lecture",
    "solidarité",
    "musique",
    "mémoire",
    "engagement",
    "hasard",
)
WORDS_A_TEXT = 340  # a text ends with its paragraph, which makes 400 on average


def sentence(rng: random.Random) -> str:
    """Return a sentence of 10 to 40 words."""
    parts = [rng.choice(SUBJECTS), rng.choice(VERBS), rng.choice(PLACES)]
    for _ in range(rng.choice((0, 1, 1, 2))):
        parts += [rng.choice(LINKS), rng.choice(SUBJECTS), rng.choice(VERBS), rng.choice(PLACES)]
    words = " ".join(parts)
    return f"{words[0].upper()}{words[1:]}."


def paragraphs(rng: random.Random, words: int) -> list[str]:
    """Return paragraphs of 30 to 120 words, about `words` in all."""
    found: list[str] = []
    while sum(len(paragraph.split()) for paragraph in found) < words:
        sentences = [sentence(rng)]
        while len(" ".join(sentences).split()) < rng.randint(30, 120):
            sentences.append(rng.choice(EXCLAMATIONS) if rng.random() < 0.2 else sentence(rng))
        found.append(" ".join(sentences))
    return found


def png(rng: random.Random, width: int, height: int) -> bytes:
    """Return a grey gradient with noise, as a PNG of that many px."""
    rows = b"".join(
        b"\0" + bytes((x * 200 // width + rng.randrange(40)) & 255 for x in range(width)) for _ in range(height)
    )

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def contribution(rng: random.Random, number: int, count: int, extras: set[str]) -> str:
    """Return the source of a text; `extras` says which of image, note, reference and index it has."""
    body = paragraphs(rng, int(WORDS_A_TEXT * rng.choice((0.4, 0.7, 1, 1, 1.3, 1.6))))
    if "reference" in extras:
        body[-1] += f" On lira aussi [un autre texte](#texte-{1 + rng.randrange(count):03})."
    if "index" in extras:
        body[0] += f" Ce fut une affaire d’[{(topic := rng.choice(TOPICS))}]{{.index entry={topic}}}."
    if "note" in extras:
        body[0] += "[^1]"
        body.append(f"[^1]: {sentence(rng)}")
    if "image" in extras:
        body.insert(1, f'![Dégradé de gris numéro {number}](images/{number:03}.png "Planche {number}")')
    if number % 9 == 0:
        body.insert(2, f"> {sentence(rng)}\n>\n> — Une correspondante")
    title = f"{rng.choice(SUBJECTS)} {rng.choice(PLACES)}"
    return (
        f"---\ntitle: {title[0].upper()}{title[1:]}\nauthor: personne-{number:03}\n---\n\n" + "\n\n".join(body) + "\n"
    )


def spread(rng: random.Random, count: int, wanted: int) -> set[int]:
    """Return which of `count` texts have one of the `wanted` extras (stated for 612 texts)."""
    return set(rng.sample(range(1, count + 1), min(count, round(wanted * count / 612))))


def generate(folder: Path, count: int = 612) -> None:
    """Write the book into `folder`, which must not hold one."""
    rng = random.Random(612)
    chosen = {
        name: spread(rng, count, wanted)
        for name, wanted in (("image", 60), ("note", 300), ("reference", 200), ("index", 500))
    }
    manuscript = folder / "manuscript"
    people = []
    for number in range(1, count + 1):
        tome = manuscript / f"tome-{1 if number <= count // 2 else 2}"
        (tome / "images").mkdir(parents=True, exist_ok=True)
        extras = {name for name, numbers in chosen.items() if number in numbers}
        (tome / f"{number:03}-texte-{number:03}.md").write_text(
            contribution(rng, number, count, extras), encoding="utf-8"
        )
        if "image" in extras:
            (tome / f"images/{number:03}.png").write_bytes(png(rng, 900, 600))
        people.append(f"personne-{number:03}: {{name: Prénom Nom{number:03}, sort_name: 'Nom{number:03}, Prénom'}}\n")
    (manuscript / "contributors.yaml").write_text("".join(people), encoding="utf-8")
    (manuscript / "book.yaml").write_text(BOOK, encoding="utf-8")
    for tome in (1, 2):
        (manuscript / f"tome-{tome}/tome.yaml").write_text(f"number: {tome}\n", encoding="utf-8")


BOOK = """\
title: Le livre engendré
language: fr
collective: true
revised: 2026-01-01
editions:
  epub: {format: epub, pages_from: print}
  print: {format: pdf, variant: print, trim: 148x210}
  screen: {format: pdf, variant: screen, trim: 148x210}
  cover: {format: cover}
"""

if __name__ == "__main__":
    generate(Path(sys.argv[1]), *map(int, sys.argv[2:3]))
