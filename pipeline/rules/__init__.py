"""The manuscript's rules: RULES is the whole list, in the order of the manual."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.diagnostic import Diagnostic, Severity
from pipeline.model import Book, Contribution
from pipeline.rules import (
    characters,
    figures,
    grammar,
    language,
    letters,
    manuscript,
    manuscripts,
    marks,
    metadata,
    names,
    notes,
    numbers,
    people,
    pictures,
    references,
    spaces,
    spelling,
    tongues,
)
from pipeline.rules.checking import Extent, check_book, check_text
from pipeline.rules.memory import Memory
from pipeline.rules.rule import BookRule, Rule, TextRule

__all__ = ["AWAITED", "RULES", "Extent", "check", "check_one"]

_USUAL = Extent()

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

RULES: tuple[Rule, ...] = (
    # M: the manuscript.
    TextRule("M101", _WARNING, manuscript.todo_left, final=_ERROR),
    TextRule("M102", _WARNING, manuscript.filler_text, final=_ERROR),
    TextRule("M103", _WARNING, manuscript.tracked_change, final=_ERROR),
    TextRule("M104", _WARNING, manuscript.word_processor_debris, final=_ERROR),
    TextRule("M105", _WARNING, manuscript.very_long_paragraph),
    TextRule("M106", _WARNING, manuscript.literal_emphasis_mark),
    TextRule("M107", _WARNING, manuscript.full_stop_in_title),
    TextRule("M108", _WARNING, manuscript.heading_jump),
    TextRule("M109", _WARNING, manuscript.heading_without_text),
    TextRule("M110", _WARNING, manuscript.title_in_capitals),
    TextRule("M111", _WARNING, manuscript.title_all_bold),
    TextRule("M112", _WARNING, manuscript.bold_paragraph_as_heading),
    TextRule("M113", _WARNING, manuscript.bullet_typed),
    TextRule("M114", _WARNING, manuscript.line_typed),
    TextRule("M115", _WARNING, manuscript.page_number_left),
    TextRule("M116", _WARNING, manuscript.contents_typed),
    TextRule("M117", _WARNING, manuscript.word_cut_in_two),
    TextRule("M118", _INFO, manuscript.very_short_text),
    TextRule("M119", _WARNING, manuscript.lines_forced),
    TextRule("M120", _WARNING, manuscript.title_repeated),
    TextRule("M121", _WARNING, manuscript.text_awaited, final=_ERROR),
    TextRule("M122", _WARNING, manuscript.text_still_a_draft, final=_ERROR),
    TextRule("M123", _WARNING, manuscript.unknown_directive),
    BookRule("M124", _WARNING, manuscripts.twin_texts),
    BookRule("M125", _WARNING, manuscripts.twin_paragraphs),
    BookRule("M126", _WARNING, manuscripts.same_number_twice),
    BookRule("M127", _WARNING, manuscripts.text_in_no_volume),
    BookRule("M128", _WARNING, manuscripts.text_in_two_tomes),
    # N: notes.
    TextRule("N101", _WARNING, notes.note_too_long),
    TextRule("N102", _WARNING, notes.call_after_punctuation),
    TextRule("N103", _WARNING, notes.space_before_call),
    TextRule("N104", _WARNING, notes.note_without_final_stop),
    TextRule("N105", _WARNING, notes.note_number_typed),
    TextRule("N106", _WARNING, notes.same_note_twice),
    TextRule("N107", _INFO, notes.ibid_in_note),
    TextRule("N108", _WARNING, notes.call_in_title),
    TextRule("N109", _WARNING, notes.calls_side_by_side),
    # R: links and references.
    TextRule("R101", _WARNING, references.bare_address),
    TextRule("R102", _INFO, references.unencrypted_address),
    TextRule("R103", _WARNING, references.link_words_say_nothing),
    TextRule("R104", _ERROR, references.local_address),
    TextRule("R105", _WARNING, references.tracking_in_address),
    TextRule("R106", _WARNING, references.shortened_address),
    TextRule("R107", _WARNING, references.page_number_typed),
    TextRule("R108", _WARNING, references.link_to_itself),
    TextRule("R109", _WARNING, references.address_as_long_words),
    BookRule("R110", _WARNING, references.reference_to_unready_text, final=_ERROR),
    # I: the index.
    BookRule("I101", _WARNING, references.index_entries_alike),
    TextRule("I102", _WARNING, references.index_entry_too_deep),
    TextRule("I103", _WARNING, references.index_entry_with_punctuation),
    TextRule("I104", _WARNING, references.index_entry_under_itself),
    BookRule("I105", _INFO, references.index_entry_crowded),
    # C: contributors.
    BookRule("C101", _WARNING, people.author_never_published),
    BookRule("C102", _WARNING, people.sort_name_missing),
    BookRule("C103", _WARNING, people.notice_missing),
    BookRule("C104", _WARNING, people.handle_malformed),
    BookRule("C105", _WARNING, people.consent_awaited, final=_ERROR),
    BookRule("C106", _WARNING, people.consent_refused),
    BookRule("C107", _WARNING, people.sample_without_consent, final=_ERROR),
    BookRule("C108", _WARNING, people.same_person_twice),
    BookRule("C109", _WARNING, people.name_in_capitals),
    BookRule("C110", _WARNING, people.identifier_shared),
    BookRule("C111", _ERROR, people.identifier_wrong),
    BookRule("C112", _WARNING, people.notice_too_long),
    BookRule("C113", _ERROR, people.contact_in_register),
    BookRule("C114", _WARNING, people.text_without_author),
    TextRule("C115", _WARNING, people.contact_in_text, final=_ERROR),
    TextRule("C116", _WARNING, people.author_misspelt),
    TextRule("C117", _WARNING, people.signature_typed),
    # F: figures and tables.
    TextRule("F101", _WARNING, figures.alternative_is_file_name, final=_ERROR),
    TextRule("F102", _WARNING, figures.alternative_repeats_caption),
    TextRule("F103", _WARNING, figures.alternative_too_long),
    TextRule("F104", _WARNING, figures.alternative_says_image),
    TextRule("F105", _WARNING, figures.figure_without_caption),
    TextRule("F106", _WARNING, figures.decorative_with_caption),
    TextRule("F107", _INFO, figures.picture_inside_paragraph),
    BookRule("F108", _WARNING, pictures.picture_too_small),
    BookRule("F109", _WARNING, pictures.picture_name_not_portable),
    BookRule("F110", _WARNING, pictures.same_picture_twice),
    BookRule("F111", _WARNING, pictures.picture_too_heavy),
    BookRule("F112", _WARNING, pictures.inks_without_profile),
    BookRule("F113", _WARNING, pictures.grey_in_colours),
    BookRule("F114", _INFO, pictures.picture_in_colours),
    BookRule("F115", _WARNING, pictures.picture_never_shown),
    # A: accessibility.
    TextRule("A101", _WARNING, figures.table_without_headers),
    TextRule("A102", _WARNING, figures.table_too_wide),
    TextRule("A103", _WARNING, figures.emoji_in_a_row),
    TextRule("A104", _WARNING, figures.other_script_unmarked),
    TextRule("A105", _WARNING, figures.sentence_in_capitals),
    TextRule("A106", _INFO, figures.hashtag_in_one_piece),
    TextRule("A107", _WARNING, figures.paragraph_in_italics),
    # T: typography. Spaces,
    TextRule("T101", _WARNING, spaces.double_space),
    TextRule("T102", _WARNING, spaces.space_before_comma),
    TextRule("T103", _WARNING, spaces.comma_without_space),
    TextRule("T104", _WARNING, spaces.high_punctuation_without_space),
    TextRule("T105", _WARNING, spaces.guillemet_without_space),
    TextRule("T106", _WARNING, spaces.space_inside_brackets),
    TextRule("T107", _WARNING, spaces.space_before_ellipsis),
    TextRule("T108", _WARNING, spaces.space_around_apostrophe),
    TextRule("T109", _WARNING, spaces.space_inside_quotes),
    TextRule("T110", _WARNING, spaces.dash_without_space),
    TextRule("T111", _WARNING, spaces.unit_without_space),
    TextRule("T112", _WARNING, spaces.number_sign_without_space),
    TextRule("T113", _WARNING, spaces.sentence_without_space),
    # quotation marks, apostrophes, dashes,
    TextRule("T120", _WARNING, marks.straight_quote_among_guillemets),
    TextRule("T121", _WARNING, marks.straight_quote_alone),
    TextRule("T122", _WARNING, marks.straight_apostrophe_among_curly),
    TextRule("T123", _WARNING, marks.wrong_apostrophe),
    TextRule("T124", _WARNING, marks.guillemet_without_partner),
    TextRule("T125", _INFO, marks.guillemets_inside_guillemets),
    TextRule("T126", _INFO, marks.english_quotes_among_guillemets),
    TextRule("T127", _WARNING, marks.dots_among_ellipses),
    TextRule("T128", _WARNING, marks.too_many_dots),
    TextRule("T129", _WARNING, marks.etc_with_ellipsis),
    TextRule("T130", _WARNING, marks.etc_without_dot),
    TextRule("T131", _WARNING, marks.double_hyphen),
    TextRule("T132", _WARNING, marks.hyphen_as_dash),
    TextRule("T133", _WARNING, marks.hyphen_as_dialogue_dash),
    TextRule("T134", _WARNING, marks.mixed_dialogue_dashes),
    TextRule("T135", _WARNING, marks.punctuation_twice),
    TextRule("T136", _INFO, marks.shouting),
    TextRule("T137", _WARNING, marks.full_stop_after_mark),
    TextRule("T138", _WARNING, marks.foreign_quotes),
    # numbers,
    TextRule("T150", _WARNING, numbers.ordinal_spelt_out),
    TextRule("T151", _WARNING, numbers.ordinal_apart),
    TextRule("T152", _WARNING, numbers.century_in_digits),
    TextRule("T153", _INFO, numbers.hour_without_spaces),
    TextRule("T154", _WARNING, numbers.thousands_with_dots),
    TextRule("T155", _INFO, numbers.number_in_one_piece),
    TextRule("T156", _WARNING, numbers.money_before_number),
    TextRule("T157", _INFO, numbers.letter_x_for_times),
    # letters, names.
    TextRule("T170", _WARNING, letters.oe_without_ligature),
    TextRule("T171", _WARNING, letters.ae_without_ligature),
    TextRule("T172", _WARNING, letters.capital_without_accent),
    TextRule("T173", _WARNING, letters.english_mister),
    TextRule("T174", _WARNING, letters.title_with_dot),
    TextRule("T175", _WARNING, letters.doctor_with_dot),
    TextRule("T176", _WARNING, letters.day_or_month_with_capital),
    TextRule("T177", _INFO, letters.acronym_with_dots),
    TextRule("T180", _WARNING, names.brand_misspelt),
    BookRule("T181", _WARNING, names.name_in_two_spellings),
    BookRule("T182", _WARNING, names.name_with_other_accents),
    BookRule("T183", _WARNING, names.hashtag_in_two_spellings),
    BookRule("T184", _WARNING, names.handle_in_two_spellings),
    # L: language.
    TextRule("L101", _WARNING, spelling.misspelt_word, slow=True),
    TextRule("L102", _WARNING, language.word_twice),
    TextRule("L103", _WARNING, language.common_mistake),
    TextRule("L104", _WARNING, language.hyphens_missing),
    TextRule("L105", _WARNING, language.apostrophe_in_inversion),
    TextRule("L106", _WARNING, language.unmarked_english),
    TextRule("L107", _INFO, language.very_long_sentence),
    TextRule("L108", _WARNING, language.paragraph_without_end),
    TextRule("L109", _WARNING, language.sentence_in_lower_case),
    TextRule("L110", _INFO, language.readability, asked=True),
    TextRule("L111", _INFO, grammar.grammar, asked=True),
    TextRule("L112", _WARNING, tongues.language_mark_unknown),
    # U: characters.
    TextRule("U101", _WARNING, characters.letter_of_other_script),
    TextRule("U102", _WARNING, characters.fancy_letters),
    TextRule("U103", _WARNING, characters.wrong_encoding, final=_ERROR),
    TextRule("U104", _WARNING, characters.joined_letters),
    TextRule("U105", _WARNING, characters.odd_space),
    TextRule("U106", _WARNING, characters.soft_hyphen),
    TextRule("U107", _WARNING, characters.odd_hyphen),
    TextRule("U108", _WARNING, characters.minus_as_hyphen),
    TextRule("U109", _WARNING, characters.lost_character, final=_ERROR),
    TextRule("U110", _WARNING, characters.digit_for_letter),
    TextRule("U111", _WARNING, characters.ordinal_sign_for_degree),
    TextRule("U112", _WARNING, characters.lone_accent),
    BookRule("U113", _ERROR, figures.character_without_glyph),
    TextRule("U114", _WARNING, characters.private_character, final=_ERROR),
    # B: metadata. What is only for information here is asked for by a release.
    BookRule("B101", _INFO, metadata.publisher_missing, final=_ERROR),
    BookRule("B102", _INFO, metadata.publisher_address_missing, final=_WARNING),
    BookRule("B103", _INFO, metadata.rights_missing, final=_WARNING),
    BookRule("B104", _INFO, metadata.legal_deposit_missing, final=_ERROR),
    BookRule("B105", _INFO, metadata.printer_missing, final=_ERROR),
    BookRule("B106", _INFO, metadata.description_missing, final=_WARNING),
    BookRule("B107", _WARNING, metadata.description_too_long),
    BookRule("B108", _WARNING, metadata.markup_in_metadata),
    BookRule("B109", _INFO, metadata.keywords_missing, final=_WARNING),
    BookRule("B110", _WARNING, metadata.keywords_too_many),
    BookRule("B111", _WARNING, metadata.keyword_twice),
    BookRule("B112", _INFO, metadata.subjects_missing, final=_WARNING),
    BookRule("B113", _INFO, metadata.price_missing, final=_ERROR),
    BookRule("B114", _WARNING, metadata.price_malformed),
    BookRule("B115", _INFO, metadata.revised_missing, final=_ERROR),
    BookRule("B116", _INFO, metadata.text_mining_missing, final=_WARNING),
    BookRule("B117", _WARNING, metadata.work_title_in_capitals),
    BookRule("B118", _WARNING, metadata.work_title_with_full_stop),
    BookRule("B119", _ERROR, metadata.issn_wrong),
    BookRule("B120", _INFO, metadata.isbn_missing, final=_ERROR),
    BookRule("B121", _ERROR, metadata.isbn_twice),
    BookRule("B122", _WARNING, metadata.isbn_of_other_publisher),
    BookRule("B123", _ERROR, metadata.isbn_of_unknown_edition),
    BookRule("B124", _WARNING, tongues.language_unknown),
    BookRule("B125", _WARNING, metadata.lint_code_unknown),
    BookRule("B126", _WARNING, metadata.keywords_in_one),
    # X: what this machine lacks.
    BookRule("X101", _INFO, spelling.dictionary_missing),
    BookRule("X102", _WARNING, grammar.grammar_checker_missing),
)

# What a book may lack until its release, when it is a warning or an error.
AWAITED = frozenset(rule.code for rule in RULES if rule.severity is _INFO and rule.final)


def check(
    book: Book, extent: Extent = _USUAL, *, found: Iterable[Diagnostic] = (), memory: Memory | None = None
) -> tuple[Diagnostic, ...]:
    """Return what RULES find in `book`, as its settings and exceptions have it, in no promised order.

    `found` are the findings of reading, which settings and exceptions rule too. `memory` gives the results of texts
    that have not changed.
    """
    return check_book(book, RULES, extent, found, memory)


def check_one(
    book: Book, text: Contribution, *, found: Iterable[Diagnostic] = (), thorough: bool = False
) -> tuple[Diagnostic, ...]:
    """Return what the rules for single texts find in `text`, as a text of `book`: an editor asks at every keystroke.

    `found` are the findings of reading that text.
    """
    return check_text(book, text, RULES, Extent(thorough=thorough), found)
