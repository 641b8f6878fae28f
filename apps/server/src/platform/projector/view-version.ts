import type { Audience } from '@samverkan/projections';

const RADIX = 36;
const SPACE = RADIX ** 4;
const tags = new Map<Audience, string>();
const TAGS_KEPT = 10_000;

/**
 * The version of what an audience sees, of the position of the last event that changed it. For all but those signed in it carries a mark of
 * the audience: rights change while pages are open, and a version met as a member never passes for the one that everybody else has: what was
 * missed is then sent whole. Later positions give later versions all the same.
 */
export function viewVersion(position: string, audience: Audience): string {
  return position + tagOf(audience);
}

function tagOf(audience: Audience): string {
  if (audience === 'partner') return '';
  const known = tags.get(audience);
  if (known !== undefined) return known;
  if (tags.size >= TAGS_KEPT) tags.clear();
  const tag = (fnv1a(audience) % SPACE).toString(RADIX).padStart(4, '0');
  tags.set(audience, tag);
  return tag;
}

/** FNV-1a, 32 bits: spreads short texts well and needs no secret, since nothing is protected by it. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
