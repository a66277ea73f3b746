/** Bindings: list and recipes. The words of the editor travel with it. */
export const bindings = {
  'bindings.from_recipe': 'From a recipe',
  'bindings.every_type': 'Every event type',
  'bindings.empty': 'No bindings yet',
  'bindings.empty_help': 'A binding says: when this happens, tell that system. Recipes are ready-made ones.',
  'bindings.switch': 'Switch “{name}” on or off',
  'bindings.recipes': 'Recipes',
  'bindings.recipes_help': 'Ready-made rules. Take one, choose where it sends, save.',
  'bindings.take': 'Take it',
  'bindings.name': 'Name',
  'bindings.enabled': 'On',
}
