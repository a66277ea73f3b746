/**
 * Ports where something other than HTTP listens: mail, shells, files, databases, control of containers.
 * A request there could be read as a command, so it is refused unless the address is in a net that the operator allows.
 */
export function isForeignPort(port: number): boolean {
  return foreignPorts.has(port)
}

const foreignPorts = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 79, 110, 111, 113, 119, 123, 135, 137, 138,
  139, 143, 161, 179, 389, 427, 445, 465, 512, 513, 514, 515, 540, 548, 554, 587, 636, 873, 989, 990, 993, 995, 1433,
  1521, 1720, 1723, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 4369, 5038, 5060, 5061, 5432, 5672, 5900, 6000,
  6379, 6566, 6665, 6666, 6667, 6668, 6669, 8021, 9042, 9092, 9200, 9300, 10250, 11211, 27017,
])
