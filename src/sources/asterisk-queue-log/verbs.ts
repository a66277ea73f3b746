import type { Sentence } from '../../core/sentence.ts'
import { type AgentVerb, join, pause, pauseAll, quit, signIn, signOff, unpause, unpauseAll } from './agents.ts'
import {
  abandon,
  type CallVerb,
  completeByAgent,
  completeByCaller,
  connect,
  did,
  dump,
  enter,
  incompatible,
  leave,
  noAnswer,
  refuse,
  ringCanceled,
  transferAttended,
  transferBlind,
} from './call-verbs.ts'

/** What becomes of a line: it is about a call, about an agent, a new beginning of Asterisk, or nothing that we tell. */
export type Verb =
  | { readonly call: CallVerb }
  | { readonly agent: AgentVerb }
  | { readonly restart: true }
  | { readonly ignored: Sentence }

/**
 * Every verb of the format: those of Asterisk (`ast_queue_log` in apps/app_queue.c and main/logger.c, with those that older
 * versions wrote), then those that widely used PBX and tools add with the application QueueLog. The manual shows the same list.
 */
export const verbs: Readonly<Record<string, Verb>> = {
  ABANDON: { call: abandon },
  ADDMEMBER: { agent: join },
  AGENTCALLBACKLOGIN: { agent: signIn },
  AGENTCALLBACKLOGOFF: { agent: signOff },
  AGENTDUMP: { call: dump },
  AGENTLOGIN: { agent: signIn },
  AGENTLOGOFF: { agent: signOff },
  ATTENDEDTRANSFER: { call: transferAttended },
  BLINDTRANSFER: { call: transferBlind },
  COMPLETEAGENT: { call: completeByAgent },
  COMPLETECALLER: { call: completeByCaller },
  CONFIGRELOAD: {
    ignored: {
      en: 'settings were read anew; calls and agents stay as they are',
      ru: 'перечитаны настройки; со звонками и операторами ничего не случилось',
    },
  },
  CONNECT: { call: connect },
  ENTERQUEUE: { call: enter },
  EXITEMPTY: { call: leave('no_agents', 0) },
  EXITWITHKEY: { call: leave('key_exit', 1) },
  EXITWITHTIMEOUT: { call: leave('timeout', 0) },
  PAUSE: { agent: pause },
  PAUSEALL: { agent: pauseAll },
  PENALTY: {
    ignored: {
      en: 'the order in which agents are called changed, not the agent’s status',
      ru: 'сменилась очерёдность вызова оператора, а не его статус',
    },
  },
  QUEUESTART: { restart: true },
  REMOVEMEMBER: { agent: quit },
  RINGCANCELED: { call: ringCanceled },
  RINGINUSE: {
    ignored: {
      en: 'a setting of the agent changed, not the status',
      ru: 'сменилась настройка оператора, а не его статус',
    },
  },
  RINGNOANSWER: { call: noAnswer },
  SYSCOMPAT: { call: incompatible },
  TRANSFER: { call: transferBlind },
  UNPAUSE: { agent: unpause },
  UNPAUSEALL: { agent: unpauseAll },
  WITHDRAW: { call: leave('transferred', 0) },

  DID: { call: did },
  FULL: { call: refuse('rejected') },
  JOINEMPTY: { call: refuse('no_agents') },
  LEAVEEMPTY: { call: leave('no_agents', 0) },
  CLOSED: { call: refuse('out_of_schedule') },
  CALLSTATUS: {
    ignored: {
      en: 'a result that a report program attached to the call; its codes mean something else in every company',
      ru: 'итог, который приписала звонку программа отчётов; в каждой компании коды значат своё',
    },
  },
  INFO: {
    ignored: {
      en: 'a remark of a report program; it has no fixed form',
      ru: 'пометка программы отчётов в свободной форме',
    },
  },
}
