/** What is wrong with a template, said to its author. */
export class TemplateSyntax extends Error {
  override readonly name = 'TemplateSyntax'
}
