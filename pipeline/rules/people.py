"""C1: the register of contributors, their consent, and how texts name them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.diagnostic import Span
from pipeline.model import Contribution, Contributor, each_inlines, place, plain
from pipeline.rules.facts import fold
from pipeline.rules.rule import Found, Work, found
from pipeline.rules.text import Text

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*[a-z]{2,}")
_PHONE = re.compile(r"(?<![\w+])(?:\+33[ .\u00a0]?|0)[1-9](?:[ .\u00a0-]?\d{2}){4}(?!\w)")
# What a handle may hold, by network: letters, digits and these.
_HANDLES = {
    "twitter": r"\w{1,15}",
    "x": r"\w{1,15}",
    "instagram": r"[\w.]{1,30}",
    "tiktok": r"[\w.]{2,24}",
    "mastodon": r"[\w.-]+@[\w-]+(\.[\w-]+)+",
    "linkedin": r"[\w%-]{3,100}",
    "facebook": r"[\w.]{3,}",
    "youtube": r"[\w.-]{3,30}",
    "bluesky": r"[\w-]+(\.[\w-]+)+",
    "github": r"[\w-]{1,39}",
}
_LONG_NOTICE = 150


def author_never_published(work: Work) -> Iterator[Found]:
    """Somebody of the register who signs no text; where no text is signed, the register signs the whole book."""
    authors = {author for text in work.book.contributions for author in text.authors}
    if not authors:
        return
    for one in work.book.contributors:
        if one.id not in authors and one.role == "aut":
            yield found(one.span, name=one.name, id=one.id)


def sort_name_missing(work: Work) -> Iterator[Found]:
    """A name of several words without its sort name: notices and catalogues cannot be put in order."""
    for one in work.book.contributors:
        if " " in one.name.strip() and not one.sort_name:
            first, _, last = one.name.strip().rpartition(" ")
            yield found(one.span, name=one.name, example=f"{last}, {first}")


def notice_missing(work: Work) -> Iterator[Found]:
    """An author without a notice where others have one."""
    authors = {author for text in work.book.contributions for author in text.authors}
    if any(one.notice for one in work.book.contributors):
        for one in work.book.contributors:
            if one.id in authors and not one.notice and one.consent != "refused":
                yield found(one.span, name=one.name)


def handle_malformed(work: Work) -> Iterator[Found]:
    """A handle that its network would refuse."""
    for one in work.book.contributors:
        for network, handle in one.handles:
            allowed = _HANDLES.get(network.casefold(), r"\S+")
            if not re.fullmatch(allowed, handle.removeprefix("@")):
                yield found(place(one, f"handles.{network}"), name=one.name, network=network, handle=handle)


def consent_awaited(work: Work) -> Iterator[Found]:
    """An author whose consent is not given yet."""
    for one in _published(work, "awaited"):
        yield found(place(one, "consent"), name=one.name)


def consent_refused(work: Work) -> Iterator[Found]:
    """An author who refused, with texts in the book: name and texts are left out of every output."""
    for one in _published(work, "refused"):
        count = sum(one.id in text.authors for text in work.book.contributions)
        yield found(place(one, "consent"), name=one.name, count=count)


def _published(work: Work, consent: str) -> Iterator[Contributor]:
    authors = {author for text in work.book.contributions for author in text.authors}
    yield from (one for one in work.book.contributors if one.id in authors and one.consent == consent)


def sample_without_consent(work: Work) -> Iterator[Found]:
    """A text in a sample whose author has not given consent."""
    people = {one.id: one for one in work.book.contributors}
    samples = {identifier for volume in work.book.volumes if volume.sample for identifier in volume.contributions}
    for text in work.book.contributions:
        for author in text.authors:
            if text.id in samples and author in people and people[author].consent != "given":
                yield found(_signed(text), name=people[author].name, id=text.id)


def _signed(text: Contribution) -> Span | None:
    """Return where a text names its authors."""
    return place(text, "authors" if any(key == "authors" for key, _ in text.places) else "author")


def same_person_twice(work: Work) -> Iterator[Found]:
    """Two entries of the register whose names differ only by case, accents or hyphens."""
    seen: dict[str, Contributor] = {}
    for one in work.book.contributors:
        key = fold(one.name)
        if key and key in seen:
            yield found(place(one, "name"), name=one.name, other=seen[key].name, id=seen[key].id)
        seen.setdefault(key, one)


def name_in_capitals(work: Work) -> Iterator[Found]:
    """A name with a part in capitals: the style sheet decides of capitals."""
    for one in work.book.contributors:
        if any(len(word) > 2 and word.isupper() for word in re.findall(r"[^\W\d_]+", one.name)):
            yield found(place(one, "name"), name=one.name)


def identifier_shared(work: Work) -> Iterator[Found]:
    """An ORCID, an ISNI or a handle that two people have."""
    seen: dict[tuple[str, str], Contributor] = {}
    for one in work.book.contributors:
        handles = [(f"handles.{network}", network, handle) for network, handle in one.handles]
        for at, kind, value in [("orcid", "ORCID", one.orcid), ("isni", "ISNI", one.isni), *handles]:
            key = (kind.casefold(), value.removeprefix("@").casefold().replace(" ", "").replace("-", ""))
            if key[1] and key in seen and seen[key] is not one:
                yield found(place(one, at), name=one.name, other=seen[key].name, value=value, kind=kind)
            seen.setdefault(key, one)


def identifier_wrong(work: Work) -> Iterator[Found]:
    """An ORCID or ISNI whose last character does not check the others (ISO 7064, MOD 11-2)."""
    for one in work.book.contributors:
        for kind, value in (("ORCID", one.orcid), ("ISNI", one.isni)):
            bare = re.sub(r"[\s-]|https?://\w+\.org/(?:isni/)?", "", value)
            if value and not (re.fullmatch(r"\d{15}[\dX]", bare) and _check(bare[:15]) == bare[15]):
                yield found(place(one, kind.lower()), name=one.name, kind=kind, value=value)


def _check(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return "X" if rest == 10 else str(rest)


def notice_too_long(work: Work) -> Iterator[Found]:
    """A notice of more than 150 words."""
    for one in work.book.contributors:
        count = sum(len(plain(inlines).split()) for inlines in each_inlines(one.notice))
        if count > _LONG_NOTICE:
            yield found(place(one, "notice"), name=one.name, words=count, limit=_LONG_NOTICE)


def contact_in_register(work: Work) -> Iterator[Found]:
    """An e-mail address or a telephone number in the register, which is published."""
    for one in work.book.contributors:
        notice = " ".join(plain(inlines) for inlines in each_inlines(one.notice))
        links = ((f"links.{index}", link) for index, link in enumerate(one.links))
        for at, words in (("notice", notice), *links):
            match = _EMAIL.search(words) or _PHONE.search(words)
            if match:
                yield found(place(one, at), name=one.name, contact=match[0])


def text_without_author(work: Work) -> Iterator[Found]:
    """A text of the body that nobody signs, in a book of which others are signed."""
    body = [text for text in work.book.contributions if not text.role and text.status != "awaited"]
    if any(text.authors for text in body):
        yield from (found(text.span, id=text.id) for text in body if not text.authors and not text.signature)


def contact_in_text(text: Text) -> Iterator[Found]:
    """An e-mail address or a telephone number in a text."""
    for passage in text.passages:
        for pattern in (_EMAIL, _PHONE):
            for match in pattern.finditer(passage.text):
                yield found(passage.span(*match.span()), contact=match[0])


def author_misspelt(text: Text) -> Iterator[Found]:
    """A contributor's name written with other accents, hyphens or capitals than in the register."""
    known = defaultdict(set)
    for name in text.people:
        if len(name.split()) > 1:
            known[fold(name)].add(name)
    if not known:
        return
    starts = {fold(name.split()[0])[:3] for name in text.people if name.split()}
    for passage in text.passages:
        words = list(re.finditer(r"[^\W\d_][\w’'-]*", passage.prose))
        for index, first in enumerate(words):
            if not first[0][0].isupper() or fold(first[0])[:3] not in starts:
                continue
            for last in words[index + 1 : index + 4]:
                typed = passage.text[first.start() : last.end()]
                right = known.get(fold(typed))
                if (
                    right
                    and re.fullmatch(r"[\w’' -]+", typed)
                    and typed.replace("'", "’") not in {name.replace("'", "’") for name in right}
                    and not typed.isupper()
                ):
                    name = sorted(right)[0]
                    fix = passage.fix(first.start(), last.end(), name, safe=False)
                    yield found(passage.span(first.start(), last.end()), fix, typed=typed, name=name)


def signature_typed(text: Text) -> Iterator[Found]:
    """A last paragraph that is only the author's name: composition already signs the text."""
    last = next((one for one in reversed(text.passages) if one.kind == "paragraph" and "note" not in one.inside), None)
    if last and fold(last.text) and fold(last.text) in {fold(name) for name in text.people}:
        yield found(last.span(0, len(last.text)), name=last.text.strip())
