"""T1: ligatures, accents on capitals, titles before names, names of days and months."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules import words
from pipeline.rules.rule import Found, found
from pipeline.rules.text import Text

_OE = re.compile(
    r"(?i)(?<![\w’'])(?:[ldjmtsn][’']|qu[’'])?(?:(?:chef|main|hors)-d[’'])?(?:[\w]+-)?"
    r"((?:contre-?c|c|s|ch|ranc)oeurs?|soeurettes?|écoeur\w+|(?:dés|man)?oeuvr\w+|oeils?|oeill\w+|[bn]oeufs?|oeufs?"
    r"|noeuds?|voeux?|moeurs|oecum\w+|oenolog\w+|oed[èe]m\w+|oesophag\w+|foet(?:us|al|ale|aux)|oedip\w*"
    r"|oestrogèn\w+|phoenix)(?!\w)"
)
_AE = re.compile(r"(?i)(?<!\w)(?:ex aequo|et caetera|supernovae|naevus|caecum)(?!\w)")
# The preposition À, by what follows it; the verb (« A voté ») and the letter are left alone.
_A = re.compile(
    r"(?:^|(?<=[.!?…«—–:] )|(?<=[.!?…«—–:][\u00a0\u202f]))A(?= (?:l[’']\w|la|le|les|un|une|ce|cet|cette|ces|cela|ceux"
    r"|celui|celle|celles|quoi|qui|quel|quelle|quels|quelles|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leur"
    r"|leurs|chaque|chacun|travers|partir|propos|peine|force|cause|côté|défaut|moins|nouveau|présent|mesure|suivre"
    r"|toutes?|tous|l’époque|force|vrai|bientôt|Paris|Lyon|Marseille|Bruxelles|Genève)\b)"
)
_CEDILLA = re.compile(r"(?<![\w’'-])Ca(?= (?:[a-zà-ÿ]{2}|y |n[’']|m[’']|s[’']|a ))")
_MR = re.compile(r"(?<![\w])Mr\.?(?=[ \u00a0\u202f][A-ZÀ-Ý])")
_TITLE_DOT = re.compile(r"(?<!\w)(?:(Mmes?|Mlles?|Mgr|Melles?)\.(?=[ \u00a0\u202f][A-ZÀ-Ý])|(Melles?)(?!\w))")
_DOCTOR = re.compile(r"(?<!\w)(?:Dr|Pr)\.(?=[ \u00a0\u202f][A-ZÀ-Ý])")
_MONTHS = "Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre|Octobre|Novembre|Décembre"
_DAYS = "Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche"
_MONTH = re.compile(rf"(?:(?<=\d )|(?<=\ben ))(?:{_MONTHS})(?=[ \u00a0]\d{{4}}\b)")
_DAY = re.compile(
    rf"(?<=[a-zà-ÿ] )(?:{_DAYS})(?= (?:{_MONTHS.lower()}|matin|soir|midi|dernier|prochain|\d{{1,2}}(?:er)? ))"
)
_ACRONYM = re.compile(r"(?<![\w.])(?:[A-Z]\.){3,}(?!\w)")


def oe_without_ligature(text: Text) -> Iterator[Found]:
    """`oeuvre`, `coeur`: œ is one letter."""
    for passage, match in text.matches(_OE):
        at = match.start(1) + re.search("(?i)oe", match[1]).start()  # type: ignore[union-attr]  # the pattern holds oe
        ligature = "œ" if passage.text[at] == "o" else "Œ"
        yield found(passage.span(*match.span(1)), passage.fix(at, at + 2, ligature), word=match[1])


def ae_without_ligature(text: Text) -> Iterator[Found]:
    """`ex aequo`: æ is one letter in these Latin words."""
    for passage, match in text.matches(_AE):
        at = match.start() + match[0].lower().index("ae")
        yield found(passage.span(*match.span()), passage.fix(at, at + 2, "æ"), word=match[0])


def capital_without_accent(text: Text) -> Iterator[Found]:
    """`Etat`, `A ceux qui`, `Ca va`: capitals keep their accents and cedillas."""
    for passage, match in text.matches(_A):
        yield found(passage.span(*match.span()), passage.fix(*match.span(), "À"), word="A", right="À")
    for passage, match in text.matches(_CEDILLA):
        yield found(passage.span(*match.span()), passage.fix(*match.span(), "Ça"), word="Ca", right="Ça")
    for passage, match in text.matches(words.pattern("capitals", exact=True)):
        right = words.right("capitals", match[0])
        fix = passage.fix(match.start(), match.start() + 1, right[0])
        yield found(passage.span(*match.span()), fix, word=match[0], right=right)


def english_mister(text: Text) -> Iterator[Found]:
    """`Mr`: the French abbreviation of monsieur is M."""
    for passage, match in text.matches(_MR):
        yield found(passage.span(*match.span()), passage.fix(*match.span(), "M."))


def title_with_dot(text: Text) -> Iterator[Found]:
    """`Mme.`, `Melle`: madame is Mme and mademoiselle is Mlle, without a full stop."""
    for passage, match in text.matches(_TITLE_DOT):
        right = match[0].rstrip(".").replace("Melle", "Mlle")
        yield found(passage.span(*match.span()), passage.fix(*match.span(), right), typed=match[0], right=right)


def doctor_with_dot(text: Text) -> Iterator[Found]:
    """`Dr.`, `Pr.`: no full stop after an abbreviation that ends with the word's last letter."""
    for passage, match in text.matches(_DOCTOR):
        yield found(passage.span(*match.span()), passage.fix(match.end() - 1, match.end(), ""), typed=match[0])


def day_or_month_with_capital(text: Text) -> Iterator[Found]:
    """`le 5 Mars 2020`, `le Lundi matin`: days and months take no capital in a date."""
    for pattern in (_MONTH, _DAY):
        for passage, match in text.matches(pattern):
            low = match[0].lower()
            fix = passage.fix(match.start(), match.start() + 1, low[0])
            yield found(passage.span(*match.span()), fix, typed=match[0], right=low)


def acronym_with_dots(text: Text) -> Iterator[Found]:
    """`S.N.C.F.`: acronyms are written without full stops today."""
    for passage, match in text.matches(_ACRONYM):
        yield found(passage.span(*match.span()), typed=match[0], right=match[0].replace(".", ""))
