import { watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { announce } from '../platform/announce.js';
import { useFormat } from '../platform/i18n/useFormat.js';
import { useDirectory } from '../people/useDirectory.js';
import { newsBetween, type News } from './news.js';
import type { MeetingContext } from './useMeeting.js';

/** Says what happens in the meeting, whoever did it, in one sentence each. */
export function useMeetingNews({ meeting }: MeetingContext): void {
  const { t } = useI18n();
  const { date } = useFormat();
  const { personName } = useDirectory();

  const ofItem = (id: string) => ({ number: meeting.value.order.indexOf(id) + 1, title: meeting.value.agenda[id]?.title ?? '' });

  function sentence(news: News): string | undefined {
    switch (news.of) {
      case 'meeting':
        return t(`meetings.news.${news.resumed ? 'resumed' : news.state}`);
      case 'convoked':
        return t('meetings.news.convoked');
      case 'rescheduled':
        return t('meetings.news.rescheduled', { at: date(news.startsAt, 'moment') });
      case 'decision': {
        const decision = meeting.value.decisions[news.id];
        if (!decision) return undefined;
        const outcome = t(`platform.outcome.${decision.outcome}`);
        return t('meetings.news.decision', { section: decision.section, title: ofItem(decision.item).title, outcome });
      }
      case 'taken-up':
        return t('meetings.news.takenUp', ofItem(news.item));
      case 'closed':
        return t('meetings.news.itemClosed', ofItem(news.item));
      case 'added':
        return t('meetings.news.added', ofItem(news.item));
      case 'doors': {
        const closed = meeting.value.agenda[news.item]?.doors === 'closed';
        return t(closed ? 'meetings.news.doorsClosed' : 'meetings.news.doorsOpened', ofItem(news.item));
      }
      case 'moved':
        return t('meetings.news.moved');
      case 'proposal':
        return t(news.withdrawn ? 'meetings.news.withdrawn' : 'meetings.news.proposal', {
          name: personName(news.by),
          ...ofItem(news.item),
        });
      case 'serving': {
        const of = meeting.value.serving[news.person]?.for;
        const name = personName(news.person);
        return of === undefined ? t('meetings.news.serves', { name }) : t('meetings.news.servesFor', { name, other: personName(of) });
      }
      case 'attendance': {
        const presence = meeting.value.attendance[news.person]?.presence;
        return presence && t('meetings.news.attendance', { name: personName(news.person), presence: t(`meetings.presence.${presence}`) });
      }
      case 'attendances':
        return t('meetings.news.attendances', news.count);
    }
  }

  watch(meeting, (now, before) => {
    for (const news of newsBetween(before, now)) {
      const said = sentence(news);
      if (said !== undefined) announce(said);
    }
  });
}
