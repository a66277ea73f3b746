import { accessSentences } from './access.ts'
import { eventSentences } from './events.ts'
import { fieldSentences } from './fields.ts'
import { aroundOutcomes, outcomeSentences } from './outcomes.ts'
import { type Recognize, recognizer, type Sentences } from './recognize.ts'
import { requestSentences } from './requests.ts'
import { ruleSentences } from './rules.ts'
import { templateSentences } from './templates.ts'

/** What any room of ours may say; a kind brings the Russian of its own sentences. */
export const sentences: Sentences = {
  ...fieldSentences,
  ...accessSentences,
  ...requestSentences,
  ...ruleSentences,
  ...templateSentences,
  ...eventSentences,
  ...outcomeSentences,
}

/** The same sentence in Russian; null when there is none. */
export const inRussian: Recognize = recognizer(sentences, aroundOutcomes)

/** The same with further sentences, such as those of kinds. Of two that are the same, ours counts. */
export function inRussianWith(further: readonly Sentences[]): Recognize {
  return recognizer({ ...Object.assign({}, ...further), ...sentences }, aroundOutcomes)
}
