/** Grey lines where hits are going to stand, of about their height, so that nothing jumps. */
export function SkeletonHits({ count }: { readonly count: number }) {
  return (
    <div class="skeleton" aria-hidden="true">
      {Array.from({ length: count }, (_, i) => (
        <div key={i} class="skeleton-hit">
          <span class="skeleton-line skeleton-title" />
          <span class="skeleton-line" />
          <span class="skeleton-line" />
          <span class="skeleton-line skeleton-short" />
        </div>
      ))}
    </div>
  );
}
