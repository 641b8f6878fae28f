import { computed } from 'vue';
import { useI18n } from 'vue-i18n';
import { useFormat } from '../platform/i18n/useFormat.js';
import { useDoc } from '../platform/live/useDoc.js';
import type { News } from './rightsNews.js';

/** Sentences for news about the session. Names are fetched only when there is news that names something. */
export function useNewsSentence(all: () => readonly News[]) {
  const { t } = useI18n();
  const { date, named } = useFormat();
  const groups = computed(() => all().some((news) => 'group' in news));
  const organisations = computed(() => all().some((news) => 'organisation' in news));
  const { body: tree } = useDoc('group-tree', () => (groups.value ? 'all' : undefined));
  const { body: directory } = useDoc('directory', () => (organisations.value ? 'all' : undefined));

  function groupName(id: string): string {
    const group = tree.value?.groups[id];
    return group ? named(group) : id;
  }

  function sentence(news: News): string {
    switch (news.of) {
      case 'ended':
        return t('account.news.ended');
      case 'another':
        return news.name === undefined ? t('account.news.anotherAccount') : t('account.news.another', { name: news.name });
      case 'role':
        return t(`account.news.${news.gained ? 'gained' : 'lost'}.role`, { role: t(`account.news.word.${news.role}`) });
      case 'standing':
        return t(`account.news.${news.gained ? 'gained' : 'lost'}.standing`, {
          role: t(`account.news.word.${news.what}`),
          group: groupName(news.group),
        });
      case 'term':
        return t('account.news.term', { group: groupName(news.group), date: date(news.until) });
      case 'organisation':
        return t(`account.news.${news.gained ? 'gained' : 'lost'}.${news.role}`, {
          organisation: directory.value?.organisations[news.organisation]?.name ?? news.organisation,
        });
    }
  }

  return {
    sentence,
    /** Whether every name that is needed is there. */
    ready: computed(() => (!groups.value || tree.value !== undefined) && (!organisations.value || directory.value !== undefined)),
  };
}
