/** Галерея готовых правил. */
export const recipes = {
  'recipes.meant_for': 'Куда',
  'recipes.every_kind': 'Любое назначение',
  'recipes.other_systems': 'Другие системы',
  'recipes.send_to': 'Куда отправлять',
  'recipes.to_fitting': 'Отправлять в подходящее',
  'recipes.to': 'Отправлять в «{name}»',
  'recipes.count': '{count, plural, one {# рецепт} few {# рецепта} many {# рецептов} other {# рецепта}}',
  'recipes.preview': 'Сообщение:',
  'recipes.new_integration': 'Новый внешний ресурс',
  'recipes.add_kind': 'Добавить: {kind}',
}
