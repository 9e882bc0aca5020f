"""Every rule of the bank: its name, its number in the table of rules, its levels."""

from __future__ import annotations

from question_bank.checks.all_or_none import all_or_none
from question_bank.checks.blind_readings import blind_readings
from question_bank.checks.case_sets import case_sets
from question_bank.checks.combined import combined
from question_bank.checks.country import country
from question_bank.checks.coverage import coverage
from question_bank.checks.cues.absolutes import absolute_terms
from question_bank.checks.cues.agreement import grammatical_cues
from question_bank.checks.cues.convergence import convergence
from question_bank.checks.cues.echo import word_repeats
from question_bank.checks.cues.longest import longest_key
from question_bank.checks.cues.nested import nested_options
from question_bank.checks.cues.odd_one_out import odd_one_out
from question_bank.checks.cues.opposites import opposite_pair
from question_bank.checks.cues.parallel import parallel_options
from question_bank.checks.cues.shortest import shortest_key
from question_bank.checks.duplicates import duplicate_options
from question_bank.checks.freshness import freshness
from question_bank.checks.key import key
from question_bank.checks.key_length import key_length
from question_bank.checks.key_position import key_position
from question_bank.checks.links import links
from question_bank.checks.negation import negation
from question_bank.checks.outline import outline
from question_bank.checks.parity import parity
from question_bank.checks.placeholder import placeholder
from question_bank.checks.position import position
from question_bank.checks.rationale import rationale
from question_bank.checks.review import review
from question_bank.checks.rule import ItemRule, SetRule
from question_bank.checks.sets.case_share import case_share
from question_bank.checks.sets.cueing import item_cueing
from question_bank.checks.sets.key_verbs import key_verbs
from question_bank.checks.sets.mix import mix
from question_bank.checks.sets.near_duplicates import near_duplicate_items
from question_bank.checks.sets.scenarios import scenarios
from question_bank.checks.sets.shares import absolute_share, negative_share
from question_bank.checks.shuffle_safety import shuffle_safety
from question_bank.checks.sources import sources
from question_bank.checks.stems import duplicate_stems
from question_bank.checks.true_false import true_false
from question_bank.checks.typography import typography
from question_bank.checks.untraced import untraced
from question_bank.checks.when_right import when_right
from question_bank.checks.words.false_friends import false_friends
from question_bank.checks.words.figures import changing_figures
from question_bank.checks.words.outdated import outdated_rules
from question_bank.checks.words.protected import protected_contents
from question_bank.checks.words.real_names import real_names
from question_bank.checks.words.states import state_rules
from question_bank.checks.words.stigmatising import stigmatising_words
from question_bank.checks.words.vignette import vignette_defaults
from question_bank.checks.writing.acronyms import acronyms
from question_bank.checks.writing.blank import blank
from question_bank.checks.writing.filler import filler_options
from question_bank.checks.writing.focus import unfocused_stem
from question_bank.checks.writing.numeric import numeric_options
from question_bank.checks.writing.opening import repeated_opening
from question_bank.checks.writing.readability import reading_ease
from question_bank.checks.writing.sizes import sizes
from question_bank.checks.writing.vague import vague_terms
from question_bank.forms.checks import (
    frozen_entries,
    frozen_texts,
    replaced_items,
    retired_in_forms,
)

RULES: tuple[ItemRule, ...] = (
    ItemRule("key", key, "1", can_be_waived=False),
    ItemRule("duplicate-options", duplicate_options, "2", ("error", "warning")),
    ItemRule("longest-key", longest_key, "3", ("warning",)),
    ItemRule("shortest-key", shortest_key, "4", ("warning",)),
    ItemRule("odd-one-out", odd_one_out, "4", ("warning",)),
    ItemRule("all-or-none", all_or_none, "5"),
    ItemRule("combined-options", combined, "6"),
    ItemRule("negation", negation, "7", ("error", "warning", "info")),
    ItemRule("absolute-terms", absolute_terms, "8", ("warning",)),
    ItemRule("vague-terms", vague_terms, "9", ("warning", "info")),
    ItemRule("word-repeats", word_repeats, "10", ("warning",)),
    ItemRule("grammatical-cues", grammatical_cues, "11", ("warning",)),
    ItemRule("parallel-options", parallel_options, "11", ("warning",)),
    ItemRule("convergence", convergence, "12", ("warning",)),
    ItemRule("nested-options", nested_options, "13", ("warning",)),
    ItemRule("opposite-pair", opposite_pair, "13", ("warning",)),
    ItemRule("numeric-options", numeric_options, "14", ("warning",)),
    ItemRule("true-false", true_false, "15"),
    ItemRule("blank", blank, "16", ("warning",)),
    ItemRule("unfocused-stem", unfocused_stem, "17", ("warning",)),
    ItemRule("sizes", sizes, "18", ("error", "info")),
    ItemRule("reading-ease", reading_ease, "18", ("info",)),
    ItemRule("acronyms", acronyms, "19", ("info",)),
    ItemRule("repeated-opening", repeated_opening, "20", ("info",)),
    ItemRule("rationale", rationale, "21"),
    ItemRule("when-right", when_right, "21", ("warning",)),
    ItemRule("placeholder", placeholder, "21", ("error", "warning")),
    ItemRule("option-position", position, "22"),
    ItemRule("outline", outline, "23"),
    ItemRule("sources", sources, "23", ("error", "warning")),
    ItemRule("freshness", freshness, "23", ("warning",)),
    ItemRule("review", review, "23", ("info",)),
    ItemRule("links", links, "23", ("error", "warning")),
    ItemRule("vignette-defaults", vignette_defaults, "24", ("info",)),
    ItemRule("stigmatising-words", stigmatising_words, "24, I2, J", ("warning", "info")),
    ItemRule("shuffle-safety", shuffle_safety, "S7", ("error", "warning")),
    ItemRule("outdated-rules", outdated_rules, "B4, C4, D", ("warning",)),
    ItemRule("filler-options", filler_options, "C4", ("warning",)),
    ItemRule("changing-figures", changing_figures, "C7, D", ("warning", "info")),
    ItemRule("state-rules", state_rules, "C7, D1", ("warning",)),
    ItemRule("real-names", real_names, "C7, K2", ("warning",)),
    ItemRule("country", country, "I3"),
    ItemRule("typography", typography, "I1", ("warning",)),
    ItemRule("false-friends", false_friends, "I3", ("warning", "info")),
    ItemRule("parity", parity, "I4", ("warning",)),
    ItemRule("protected-contents", protected_contents, "K1", ("error", "warning", "info")),
)
SET_RULES: tuple[SetRule, ...] = (
    SetRule("key-position", key_position, "S1"),
    SetRule("key-length", key_length, "S2", ("error", "warning")),
    SetRule("negative-share", negative_share, "S3", ("warning",)),
    SetRule("absolute-share", absolute_share, "S3", ("warning",)),
    SetRule("duplicate-stems", duplicate_stems, "S4"),
    SetRule("near-duplicates", near_duplicate_items, "S4", ("warning",)),
    SetRule("item-cueing", item_cueing, "S5", ("warning",)),
    SetRule("coverage", coverage, "S6", ("error", "warning"), needs_whole_bank=True),
    SetRule("case-sets", case_sets, "S6", ("error", "warning")),
    SetRule("blind-readings", blind_readings, "23", ("warning",), can_be_waived=False),
    SetRule("untraced", untraced, "23", ("warning", "info"), can_be_waived=False),
    SetRule("frozen-entries", frozen_entries, "forms", can_be_waived=False),
    SetRule("frozen-texts", frozen_texts, "forms", can_be_waived=False),
    SetRule("retired-in-forms", retired_in_forms, "forms", ("info",), can_be_waived=False),
    SetRule("replaced-items", replaced_items, "forms", can_be_waived=False),
    SetRule("case-share", case_share, "S6, C2", ("warning",), needs_whole_bank=True),
    SetRule("mix", mix, "S6, C1", ("warning",), needs_whole_bank=True),
    SetRule("key-verbs", key_verbs, "C3", ("warning",), needs_whole_bank=True),
    SetRule("scenarios", scenarios, "C2, words", ("error", "warning", "info")),
)
