"""Codes of languages, in book.yaml and in texts: words in a language that is none are cut and read aloud anyhow."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diagnostic import Span
from pipeline.model import MarkKind, place
from pipeline.rules.rule import Found, Work, found
from pipeline.rules.text import Text

# ISO 639-1, each with its codes of ISO 639-2: BCP 47 wants the shortest (RFC 5646 §2.2.1).
_CODES = """
aa:aar ab:abk ae:ave af:afr ak:aka am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul bh:bih
bi:bis bm:bam bn:ben bo:bod:tib br:bre bs:bos ca:cat ce:che ch:cha co:cos cr:cre cs:ces:cze cu:chu cv:chv cy:cym:wel
da:dan de:deu:ger dv:div dz:dzo ee:ewe el:ell:gre en:eng eo:epo es:spa et:est eu:eus:baq fa:fas:per ff:ful fi:fin
fj:fij fo:fao fr:fra:fre fy:fry ga:gle gd:gla gl:glg gn:grn gu:guj gv:glv ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat
hu:hun hy:hye:arm hz:her ia:ina id:ind ie:ile ig:ibo ii:iii ik:ipk io:ido is:isl:ice it:ita iu:iku ja:jpn jv:jav
ka:kat:geo kg:kon ki:kik kj:kua kk:kaz kl:kal km:khm kn:kan ko:kor kr:kau ks:kas ku:kur kv:kom kw:cor ky:kir la:lat
lb:ltz lg:lug li:lim ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mri:mao mk:mkd:mac ml:mal mn:mon mr:mar
ms:msa:may mt:mlt my:mya:bur na:nau nb:nob nd:nde ne:nep ng:ndo nl:nld:dut nn:nno no:nor nr:nbl nv:nav ny:nya oc:oci
oj:oji om:orm or:ori os:oss pa:pan pi:pli pl:pol ps:pus pt:por qu:que rm:roh rn:run ro:ron:rum ru:rus rw:kin sa:san
sc:srd sd:snd se:sme sg:sag si:sin sk:slk:slo sl:slv sm:smo sn:sna so:som sq:sqi:alb sr:srp ss:ssw st:sot su:sun
sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn to:ton tr:tur ts:tso tt:tat tw:twi ty:tah
ug:uig uk:ukr ur:urd uz:uzb ve:ven vi:vie vo:vol wa:wln wo:wol xh:xho yi:yid yo:yor za:zha zh:zho:chi zu:zul
"""
_SHORT = {longer: code for code, *longer_ones in (row.split(":") for row in _CODES.split()) for longer in longer_ones}
_KNOWN = frozenset(_SHORT.values())


def _faults(tag: str, span: Span | None) -> Iterator[Found]:
    """Yield what is wrong with a tag whose form is right; a code of three letters that has no shorter one passes."""
    code, _, rest = tag.partition("-")
    if code in _SHORT:
        yield found(span, tag=tag, instead="-".join(filter(None, (_SHORT[code], rest))))
    elif len(code) == 2 and code not in _KNOWN:
        yield found(span, tag=tag, instead="fr, en, la…")


def language_unknown(work: Work) -> Iterator[Found]:
    """A `language` of book.yaml that is none."""
    yield from _faults(work.book.metadata.language, place(work.book.metadata, "language"))


def language_mark_unknown(text: Text) -> Iterator[Found]:
    """A language of a text, of a block or of words that is none."""
    one = text.contribution
    if "language" in dict(one.places):
        yield from _faults(one.language, place(one, "language"))
    for block in text.blocks:
        if block.language:
            yield from _faults(block.language, block.span)
    marks = (mark for passage in text.passages for inline in passage.inlines for mark in inline.marks)
    for mark in dict.fromkeys(mark for mark in marks if mark.kind is MarkKind.LANGUAGE):
        yield from _faults(mark.value, mark.span)
