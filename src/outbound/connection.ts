import type { Socket } from 'node:net'
import type { Connection } from '../core/source.ts'

/** An open socket as sources know it. */
export function connectionOf(socket: Socket): Connection {
  return {
    bytes: socket,
    write: (text) =>
      new Promise((resolve, reject) => {
        socket.write(text, (error) => (error ? reject(error) : resolve()))
      }),
    close: () => socket.destroy(),
  }
}
