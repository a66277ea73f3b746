/** The gallery of ready-made rules. */
export const recipes = {
  'recipes.meant_for': 'Meant for',
  'recipes.every_kind': 'Every destination',
  'recipes.other_systems': 'Other systems',
  'recipes.send_to': 'Where it sends',
  'recipes.to_fitting': 'Send to what fits',
  'recipes.to': 'Send to {name}',
  'recipes.count': '{count, plural, one {# recipe} other {# recipes}}',
  'recipes.preview': 'The message:',
  'recipes.new_integration': 'New integration',
  'recipes.add_kind': 'Add: {kind}',
}
