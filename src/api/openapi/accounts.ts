import { accountRoles, roles } from '../../core/roles.ts'
import { exampleIds, type RouteDescription } from './description.ts'
import { pageOf, pageParameters } from './lists.ts'
import {
  answer,
  choice,
  flag,
  form,
  freeObject,
  list,
  nullable,
  ref,
  type Schema,
  shownOnly,
  text,
  time,
} from './schema.ts'

const language = { enum: ['en', 'ru', null], description: 'Null: as the browser asks' }

const accountForm: Readonly<Record<string, Schema>> = {
  login: text('What the person types to sign in', { minLength: 1, maxLength: 200 }),
  name: text('For people', { minLength: 1, maxLength: 200 }),
  role: { enum: [...accountRoles, null], description: 'What the person may do', default: 'viewer' },
  personal_data: nullable(flag('True: personal data is shown in clear', { default: false })),
  language,
  disabled: nullable(flag('True: the person cannot sign in', { default: false })),
  id: shownOnly(),
  has_password: shownOnly(),
  created_at: shownOnly(),
  last_sign_in_at: shownOnly(),
}

const account: Readonly<Record<string, Schema>> = {
  id: text('Its id'),
  login: text('What the person types to sign in'),
  name: text('For people'),
  role: choice(accountRoles, 'What the person may do'),
  personal_data: flag('True: personal data is shown in clear'),
  language,
  disabled: flag('True: the person cannot sign in'),
  has_password: flag('False: the person has not used the invitation yet'),
  created_at: time('When it was made'),
  last_sign_in_at: nullable(time('Null: never')),
}

export const accountSchemas: Readonly<Record<string, Schema>> = {
  Account: { ...answer(account), description: 'A person who signs in to the console' },
  NewAccount: answer({ ...account, link: text('The invitation, shown this once') }),
  AccountForm: { ...form(accountForm, ['login', 'name']), description: 'An account as an administrator writes it' },
  AccountPatch: { ...form(accountForm), description: 'Only what shall change' },
  Me: answer({
    id: text('Id of the account or key'),
    name: text('Its name'),
    login: nullable(text('Null: a key asks')),
    kind: choice(['account', 'key'], 'Whether a person or a program asks'),
    role: choice(roles, 'What it may do'),
    rights: list(text('A right'), 'What the role includes'),
    personal_data: flag('True: personal data is shown in clear'),
    language,
    theme: choice(['system', 'light', 'dark'], 'How the console looks'),
    preferences: freeObject('The console’s own notes'),
  }),
  Session: answer({
    me: nullable(ref('Me')),
    csrf_token: nullable(text('To be sent as x-csrf-token with every change')),
    first_run: flag('True: there is no account yet'),
    language: choice(['en', 'ru'], 'The language of the server'),
  }),
}

const oneAccount = { id: exampleIds.account }
const someone = { login: 'anna', name: 'Anna Example', role: 'operator', personal_data: true }

export const accountDescriptions = {
  session: {
    reply: ref('Session'),
    example: { status: 200 },
  },
  readLink: {
    request: form({ token: text('Of the link, behind #token=', { maxLength: 200 }) }, ['token']),
    reply: answer({
      purpose: choice(['first_admin', 'set_password', 'sign_in'], 'What the link is for'),
      login: nullable(text('Whose it is')),
      name: nullable(text('Whose it is, for people')),
    }),
    problems: [410, 422],
    example: { body: { token: exampleIds.link }, status: 200 },
  },
  signIn: {
    request: form({
      login: text('With a password'),
      password: text('The password, or the new one with a link'),
      token: text('Of a sign-in link'),
      name: text('Of the first administrator'),
      language,
    }),
    reply: ref('Session'),
    problems: [403, 410, 422],
    example: { body: { login: 'nina', password: 'a long example phrase' }, status: 200 },
  },
  signOut: { example: { status: 204 } },
  me: { reply: ref('Me'), example: { status: 200 } },
  changeMe: {
    request: form({
      name: text('For people', { maxLength: 100 }),
      language,
      theme: choice(['system', 'light', 'dark'], 'How the console looks'),
      preferences: freeObject('The console’s own notes, at most 8 KiB'),
      password: form({ current: text('As it is'), new: text('As it shall be') }, ['current', 'new']),
    }),
    reply: ref('Me'),
    problems: [422],
    example: { body: { theme: 'dark' }, status: 200 },
  },
  sessions: {
    reply: pageOf(
      answer({
        id: text('Its id'),
        created_at: time('When the person signed in'),
        last_seen_at: time('When it was used last'),
        address: text('From where'),
        browser: text('As the browser names itself'),
        current: flag('True: this one'),
      }),
    ),
    example: { status: 200 },
  },
  endOtherSessions: { example: { status: 204 } },
  endSession: { example: { params: { id: exampleIds.session }, status: 204 } },
  list: { query: pageParameters, reply: pageOf(ref('Account')), example: { status: 200 } },
  create: { request: ref('AccountForm'), reply: ref('NewAccount'), example: { body: someone, status: 201 } },
  read: { reply: ref('Account'), example: { params: oneAccount, status: 200 } },
  replace: {
    request: ref('AccountForm'),
    reply: ref('Account'),
    problems: [409],
    example: { params: oneAccount, body: { login: 'oleg', name: 'Oleg Example', role: 'viewer' }, status: 200 },
  },
  change: {
    request: ref('AccountPatch'),
    reply: ref('Account'),
    problems: [409],
    example: { params: oneAccount, body: { role: 'editor' }, status: 200 },
  },
  remove: { problems: [409], example: { params: { id: exampleIds.otherAccount }, status: 204 } },
  link: {
    reply: answer({ link: text('The address of the link, shown this once') }),
    example: { params: oneAccount, status: 201 },
  },
} satisfies Record<string, RouteDescription>
