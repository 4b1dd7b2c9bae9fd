import { useI18n } from 'vue-i18n';
import type { Audience } from '../../../../server/contract/visibility.js';

/** Circles of readers in one short phrase; none at all is the staff alone. */
export function useAudienceNames() {
  const { t, locale } = useI18n();
  return (audiences: readonly Audience[]): string =>
    new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(
      (audiences.length ? audiences : (['staff'] as const)).map((one) => t(`console.visibility.short.${one}`)),
    );
}
