/** What a planted text is: whom it is for follows from that, and from how things are. */
export type Fact =
  | { readonly of: 'everybody' | 'signed-in' | 'authority' | 'account' }
  | { readonly of: 'name' | 'contact' | 'municipality'; readonly person: string }
  /** The item's id and title; its description. */
  | { readonly of: 'item'; readonly item: string; readonly part: 'title' | 'description' }
  | { readonly of: 'proposal'; readonly proposal: string }
  /** A decision's id and wording, and whatever follows from it. */
  | { readonly of: 'decision'; readonly decision: string };

export const fact = { everybody: { of: 'everybody' }, signedIn: { of: 'signed-in' } } as const satisfies Record<string, Fact>;
export const nameFact = (person: string): Fact => ({ of: 'name', person });
export const contactFact = (person: string): Fact => ({ of: 'contact', person });
export const itemFact = (item: string, part: 'title' | 'description'): Fact => ({ of: 'item', item, part });
export const proposalFact = (proposal: string): Fact => ({ of: 'proposal', proposal });
export const decisionFact = (decision: string): Fact => ({ of: 'decision', decision });
