/** An SVG drawing of one color that came as text: shown as a mask, so that nothing in it can act and it takes the color of the words. */
export function Drawing({ svg, size = 20 }: { readonly svg: string; readonly size?: number }) {
  const mask = `url("data:image/svg+xml,${encodeURIComponent(svg)}") center / contain no-repeat`
  return (
    <span
      aria-hidden="true"
      className="inline-block shrink-0 bg-current"
      style={{ width: size, height: size, mask, WebkitMask: mask }}
    />
  )
}
