import { type Cell, Cells } from './pack.ts'
import type { WriterTools } from './save-events.ts'

const saveRecord = `
  insert into record (collection, id, body) values (?, ?, ?)
  on conflict (collection, id) do update set body = excluded.body`
const removeRecord = 'delete from record where collection = ? and id = ?'

/** Writes packed records; a null body removes. */
export function saveRecords(packed: readonly Cell[], { statements }: WriterTools): null {
  const cells = new Cells(packed)
  while (cells.left) {
    const [collection, id, body] = [cells.text(), cells.text(), cells.next()]
    if (body === null) statements.run(removeRecord, collection, id)
    else statements.run(saveRecord, collection, id, body)
  }
  return null
}
