import { answerQuestions } from './answer.ts'
import { closeReader, openReader, readerQuestions } from './reader-questions.ts'

// The thread of the journal: whatever takes long, beside intake and beside sending.

answerQuestions({ ...readerQuestions, open: (file: string) => void openReader(file), close: closeReader })
