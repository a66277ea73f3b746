/**
 * Finds the items whose interval holds a number. A balanced tree (treap) ordered by the lower end, where each node
 * knows the highest upper end below it; a change touches one path, about log n nodes, and nothing is ever rebuilt.
 */
export class Intervals<Item> {
  #root: Node<Item> | null = null

  get isEmpty(): boolean {
    return this.#root === null
  }

  /** `no` tells items with the same lower end apart; each item has its own. */
  add(lo: number, hi: number, no: number, item: Item): void {
    this.#root = insert(this.#root, { lo, hi, no, item, highest: hi, weight: scattered(no), left: null, right: null })
  }

  remove(lo: number, no: number): void {
    this.#root = without(this.#root, lo, no)
  }

  /** Calls `visit` for each item with `lo <= number <= hi`. */
  eachAt<Context>(number: number, visit: (item: Item, context: Context) => void, context: Context): void {
    visitAt(this.#root, number, visit, context)
  }
}

interface Node<Item> {
  readonly lo: number
  readonly hi: number
  readonly no: number
  readonly item: Item
  /** The highest `hi` of this node and everything below it. */
  highest: number
  /** No node is heavier than its parent; as the weights look random, the tree stays shallow. */
  readonly weight: number
  left: Node<Item> | null
  right: Node<Item> | null
}

function visitAt<Item, Context>(
  start: Node<Item> | null,
  number: number,
  visit: (item: Item, context: Context) => void,
  context: Context,
): void {
  let node = start
  while (node !== null && node.highest >= number) {
    if (node.left !== null) visitAt(node.left, number, visit, context)
    if (node.lo > number) return
    if (node.hi >= number) visit(node.item, context)
    node = node.right
  }
}

function insert<Item>(node: Node<Item> | null, added: Node<Item>): Node<Item> {
  if (node === null) return added
  if (added.weight > node.weight) {
    const [left, right] = split(node, added)
    added.left = left
    added.right = right
    return updated(added)
  }
  if (isBefore(added, node)) node.left = insert(node.left, added)
  else node.right = insert(node.right, added)
  return updated(node)
}

/** Everything before `at`, and everything after it. */
function split<Item>(node: Node<Item> | null, at: Node<Item>): [Node<Item> | null, Node<Item> | null] {
  if (node === null) return [null, null]
  if (isBefore(at, node)) {
    const [before, after] = split(node.left, at)
    node.left = after
    return [before, updated(node)]
  }
  const [before, after] = split(node.right, at)
  node.right = before
  return [updated(node), after]
}

function without<Item>(node: Node<Item> | null, lo: number, no: number): Node<Item> | null {
  if (node === null) return null
  if (node.no === no) return joined(node.left, node.right)
  if (lo < node.lo || (lo === node.lo && no < node.no)) node.left = without(node.left, lo, no)
  else node.right = without(node.right, lo, no)
  return updated(node)
}

/** All of `left` comes before all of `right`. */
function joined<Item>(left: Node<Item> | null, right: Node<Item> | null): Node<Item> | null {
  if (left === null) return right
  if (right === null) return left
  if (left.weight > right.weight) {
    left.right = joined(left.right, right)
    return updated(left)
  }
  right.left = joined(left, right.left)
  return updated(right)
}

function updated<Item>(node: Node<Item>): Node<Item> {
  const { left, right } = node
  let highest = node.hi
  if (left !== null && left.highest > highest) highest = left.highest
  if (right !== null && right.highest > highest) highest = right.highest
  node.highest = highest
  return node
}

function isBefore<Item>(one: Node<Item>, other: Node<Item>): boolean {
  return one.lo < other.lo || (one.lo === other.lo && one.no < other.no)
}

/** A number that looks random and is always the same for the same `no` (the mixing step of MurmurHash3, 30 bits). */
function scattered(no: number): number {
  let mixed = Math.imul(no ^ (no >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) & 0x3fffffff
}
