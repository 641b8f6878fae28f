import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import './main.css';
import { startColourMode } from './platform/colour-mode.js';
import { chooseLocale, i18n, preferredLocale } from './platform/i18n/i18n.js';
import { registerIcons } from './platform/icons/icons.js';
import { useLive } from './platform/live/live.store.js';
import { createAppRouter } from './platform/router.js';
import { useSession } from './platform/session.store.js';

startColourMode();
registerIcons();
const app = createApp(App).use(createPinia()).use(i18n).use(createAppRouter());
useLive().start();
void useSession().load();
await chooseLocale(preferredLocale());
app.mount('#app');
