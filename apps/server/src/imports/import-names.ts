/** What can be imported. */
export const IMPORTS = ['programme', 'organisations', 'groups', 'people'] as const;
export type ImportName = (typeof IMPORTS)[number];
