/** Вход. */
export const access = {
  'signin.title': 'Вход',
  'signin.login': 'Логин',
  'signin.password': 'Пароль',
  'signin.new_password': 'Новый пароль',
  'signin.password_help': 'Не короче 8 знаков. Фразу из нескольких слов легко запомнить и трудно подобрать.',
  'signin.enter': 'Войти',
  'signin.forgotten': 'Забыли пароль? Администратор может дать ссылку, чтобы задать новый.',
  'signin.wrong': 'Неверный логин или пароль.',
  'signin.wait':
    'Слишком много неверных паролей. Повторите через {seconds, plural, one {# секунду} few {# секунды} many {# секунд} other {# секунды}}.',
  'signin.link_used': 'Ссылка уже сработала или устарела. Войдите с паролем или попросите новую ссылку.',
  'signin.first_run': 'Учётных записей пока нет: откройте ссылку, которую сервер напечатал в терминале.',
  'signin.first_title': 'Добро пожаловать в Hookswitch',
  'signin.first_help': 'Вы здесь первый, поэтому станете администратором.',
  'signin.invited_title': 'Здравствуйте, {name}',
  'signin.name': 'Ваше имя',
  'signin.begin': 'Начать',
  'signin.set_password': 'Задать пароль',
}
