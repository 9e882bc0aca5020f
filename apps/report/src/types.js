/** The report object of the server as these modules read it; graders/exam documents it. */

/** @typedef {{en: string, fr: string}} Text */
/** @typedef {{id: string, text: Text}} Note */
/** @typedef {{level: number, low: number, high: number}} Interval */
/** @typedef {"right" | "wrong" | "blank"} Outcome */
/** @typedef {{module: string, title: Text | null}} Lesson */
/** @typedef {{share: number, items: number, label: Text}} Cut */
/**
 * @typedef {object} Total
 * @property {number} scored
 * @property {number} correct
 * @property {number} answered
 * @property {number} share
 * @property {boolean} reached
 * @property {number} sem
 * @property {"lord" | "keats" | "wilson"} sem_method
 * @property {Interval} band68
 * @property {Interval} band90
 * @property {Text} standing_text
 * @property {Text} sentence
 */
/**
 * @typedef {object} Chance
 * @property {number | null} parallel
 * @property {number | null} true_score
 * @property {number} items
 * @property {number} cut_items
 * @property {Note | null} withheld
 * @property {Text | null} sentence
 * @property {Note[]} assumptions
 */
/**
 * @typedef {object} DomainLine
 * @property {string} id
 * @property {Text} title
 * @property {number} weight
 * @property {"A" | "B" | "I" | "C" | "estimate"} weight_confidence
 * @property {Text | null} weight_note
 * @property {number} scored
 * @property {number} pretest
 * @property {number | null} share
 * @property {Interval | null} interval
 * @property {Text} standing_short
 * @property {"strength" | "weakness" | "in-line" | null} finding
 * @property {Text} finding_text
 */
/**
 * @typedef {object} Domains
 * @property {DomainLine[]} lines
 * @property {boolean} compared
 * @property {Text} sentence
 * @property {Note[]} notes
 */
/**
 * @typedef {object} PaceBlock
 * @property {number} first
 * @property {number} last
 * @property {number} questions
 * @property {number} answered
 * @property {number} seconds
 * @property {number} mean
 * @property {number | null} budget
 * @property {boolean | null} over
 */
/**
 * @typedef {object} Pace
 * @property {boolean} timed
 * @property {number | null} limit
 * @property {number} used
 * @property {number} on_questions
 * @property {number | null} budget
 * @property {number} exam_seconds
 * @property {number} mean
 * @property {number} over_budget
 * @property {number} rapid
 * @property {number} rapid_below
 * @property {PaceBlock[]} blocks
 * @property {{position: number, seconds: number, outcome: Outcome, scored: boolean}[]} slowest
 * @property {Text} sentence
 */
/** @typedef {{kind: string, label: Text, count: number, positions: number[]}} ChangeLine */
/** @typedef {{changed: number, net: number, lines: ChangeLine[], sentence: Text}} Changes */
/**
 * @typedef {object} StudyTopic
 * @property {string} domain
 * @property {Text} domain_title
 * @property {string} topic
 * @property {Text} title
 * @property {number} asked
 * @property {number} missed
 * @property {number[]} positions
 * @property {Lesson[]} lessons
 */
/**
 * @typedef {object} HistoryPoint
 * @property {string} id
 * @property {Text} title
 * @property {string} finished_at
 * @property {number} scored
 * @property {number} correct
 * @property {number} share
 * @property {Interval} interval
 * @property {boolean} current
 */
/** @typedef {{points: HistoryPoint[], trend: {sentence: Text}}} History */
/** @typedef {{title: string, where: string | null, url: string | null}} Source */
/** @typedef {{letter: string, text: Text, why: Text, key: boolean, chosen: boolean}} Option */
/**
 * @typedef {object} Question
 * @property {number} position
 * @property {string} item
 * @property {number} revision
 * @property {boolean} scored
 * @property {Text} status_text
 * @property {string} domain
 * @property {Text} domain_title
 * @property {Text} topic_title
 * @property {Text | null} case
 * @property {Text} stem
 * @property {Option[]} options
 * @property {string | null} choice
 * @property {string} key
 * @property {Outcome} outcome
 * @property {Text} outcome_text
 * @property {number} seconds
 * @property {boolean} over_budget
 * @property {boolean} flagged
 * @property {boolean} seen_before
 * @property {string} note
 * @property {string | null} first_choice
 * @property {string | null} change
 * @property {Text} difficulty_text
 * @property {Source[]} sources
 * @property {string} as_of
 * @property {Text} review_text
 * @property {Lesson | null} lesson
 */
/**
 * @typedef {object} Report
 * @property {string} attempt
 * @property {"full" | "half" | "domain" | "practice"} mode
 * @property {Text} title
 * @property {{id: string, title: Text, note: Text, current: boolean}} outline
 * @property {Text} state_text
 * @property {string} started_at
 * @property {string} finished_at
 * @property {number | null} factor
 * @property {number} questions
 * @property {number} scored
 * @property {number} pretest
 * @property {number} answered
 * @property {number} flagged
 * @property {Cut} cut
 * @property {Total} total
 * @property {Chance} chance
 * @property {{rank: number, people: number, sentence: Text} | null} percentile
 * @property {Domains} domains
 * @property {Pace} pace
 * @property {Changes} changes
 * @property {{topics: StudyTopic[], sentence: Text}} study
 * @property {History} history
 * @property {Note[]} notes
 * @property {Question[]} review
 */

export {};
