/** Привязки: список и рецепты. Слова редактора загружаются вместе с ним. */
export const bindings = {
  'bindings.from_recipe': 'Из рецепта',
  'bindings.every_type': 'Все типы событий',
  'bindings.empty': 'Привязок пока нет',
  'bindings.empty_help': 'Привязка говорит: когда случится это, сообщить туда. Готовые привязки лежат в рецептах.',
  'bindings.switch': 'Включить или выключить «{name}»',
  'bindings.recipes': 'Рецепты',
  'bindings.recipes_help': 'Готовые правила. Возьмите подходящее, выберите, куда слать, сохраните.',
  'bindings.take': 'Взять',
  'bindings.name': 'Название',
  'bindings.enabled': 'Включена',
}
