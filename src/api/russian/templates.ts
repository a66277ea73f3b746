const sections = 'блоки здесь пишут так: {% if name %} … {% endif %} или {% for item in list %} … {% endfor %}'
const escaped = 'значения всегда экранируются для того места, куда попадут; пишите {{name}}'

/** What can be wrong with the text of a message. */
export const templateSentences: Readonly<Record<string, string>> = {
  'must not be nested more than $1 deep': 'вложено слишком глубоко: можно $1 уровней',
  'there is no variable “$1”; it is written $2': 'нет переменной «$1»; она пишется $2',
  'there is no variable “$1”; there are $2': 'нет переменной «$1»; есть $2',
  'the template does too much work; make its loops or its texts smaller':
    'шаблон делает слишком много; уменьшите циклы или тексты',
  'the template makes a text too long or nested too deeply':
    'шаблон даёт слишком длинный или слишком глубоко вложенный текст',
  'the text is longer than 1 MiB': 'текст длиннее 1 МиБ',
  'the parameters together are longer than 2 MiB': 'все параметры вместе длиннее 2 МиБ',
  'blocks stand inside each other more than $1 deep': 'блоки вложены друг в друга глубже $1 уровней',
  'a text with blocks or filters may have $1 characters at most': 'текст с блоками или фильтрами — не больше $1 знаков',
  'sections are written {% if name %} … {% endif %} or {% for item in list %} … {% endfor %} here': sections,
  'sections are written {% if name %} … {% endif %} or {% for item in list %} … {% endfor %} here; for “not”, {% unless name %} … {% endunless %}': `${sections}; для «нет» — {% unless name %} … {% endunless %}`,
  'a template cannot include another one': 'шаблон не может включать другой шаблон',
  'the braces cannot be changed': 'скобки поменять нельзя',
  'a comment is written {% comment %} … {% endcomment %} here':
    'примечание здесь пишут так: {% comment %} … {% endcomment %}',
  'values are always escaped for where they go; write {{name}}': escaped,
  'values are always escaped for where they go; write {{name}}, and put a space between a brace of your own and {{': `${escaped}, а между своей скобкой и {{ ставьте пробел`,
  'a name is missing before the dot; inside {% for item in list %} the item is {{item}}':
    'перед точкой нет имени; внутри {% for item in list %} сам элемент — это {{item}}',
  '$1 has the typographic quote $2, as office programs write it; type a straight quote " instead':
    'в $1 стоит типографская кавычка $2, как её ставят офисные программы; нужна прямая: "',
  '$1 names nothing': 'в $1 не названа переменная',
  '$1 must be one name, then filters after |': 'в $1 должно быть одно имя, а фильтры — после |',
  'the condition of $1 is not understood; write it as name == "value", joined with and, or':
    'условие в $1 непонятно; пишите name == "value", соединяя через and и or',
  'it is nested too deeply': 'вложено слишком глубоко',
  'values are always escaped, so there is no filter “raw” ($1)':
    'значения всегда экранируются, поэтому фильтра «raw» нет ($~1)',
  'values are always escaped, so there is no filter “raw”': 'значения всегда экранируются, поэтому фильтра «raw» нет',
  'there is no filter “$1” ($~2)': 'нет фильтра «$1» ($~2)',
  'there is no filter “$1”': 'нет фильтра «$1»',
  'line $1, column $2': 'строка $1, столбец $2',
  '$1 is not closed ($~2)': '$1 не закрыто ($~2)',
  '$1 is not closed': '$1 не закрыто',
  'a template cannot read a file, so there is no {% $1 %} ($~2)': 'шаблон не читает файлов, поэтому {% $1 %} нет ($~2)',
  'a template cannot read a file, so there is no {% $1 %}': 'шаблон не читает файлов, поэтому {% $1 %} нет',
  '{% $1 %} closes nothing ($~2)': '{% $1 %} ничего не закрывает ($~2)',
  '{% $1 %} closes nothing': '{% $1 %} ничего не закрывает',
  'there is no block {% $1 %} ($~2)': 'нет блока {% $1 %} ($~2)',
  'there is no block {% $1 %}': 'нет блока {% $1 %}',
  'the filter $1 needs a short name after it, such as $2': 'после фильтра $1 нужно короткое имя, например $2',
  '$1: $~2': '$1: $~2',
  'The message uses $1, but this integration may not receive personal data':
    'В сообщении есть $1, но этому внешнему ресурсу нельзя получать персональные данные',
}
