// What groups had on their agendas: invented, with the measures of the programme as the starting point.

/** Three undertakings for each measure that a working group may be asked to support. */
export const PROJECTS: Readonly<Record<string, readonly [string, string, string]>> = {
  '1.1': [
    'Kompetenslyft i tillverkande småföretag',
    'Validering av yrkeskunskaper på fyra orter',
    'Praktikplatser för nyanlända akademiker',
  ],
  '1.2': ['Startrådgivning på kvällstid', 'Ungt företagande i gymnasieskolan', 'Generationsväxling i byföretag'],
  '1.3': ['Såddkapital för forskningsnära bolag', 'Nätverk för affärsänglar', 'Garantier för mikrolån'],
  '1.4': ['Exportskola för livsmedelsföretag', 'Gemensam monter på mässan i Trondheim', 'Partnerskap med Österbotten'],
  '1.5': ['En väg in för idébärare', 'Doktorander i småföretag', 'Verifiering av prototyper'],
  '2.1': ['Pendlarstråk längs kusten', 'Bredband till de sista byarna', 'Samordnad godshantering i hamnarna'],
  '2.2': ['Servicepunkter i landsbygdsbutiker', 'Inflyttarservice i inlandet', 'Attraktiva boendemiljöer vid vatten'],
  '2.3': ['Filmverkstad för unga', 'Design möter trä', 'Scenkonst på turné i länet'],
  '2.4': ['Bruksmiljöer som besöksmål', 'Hantverk i kulturreservat', 'Berättelser längs pilgrimsleden'],
  '2.5': ['Miljöledning i verkstadsföretag', 'Testbädd för rening av processvatten', 'Energirådgivning till jordbruk'],
  '3.1': ['Övningsfält för kemolyckor', 'Ledningsstöd vid översvämning', 'Nordisk utbildning i räddningsledning'],
  '3.2': ['Finansutbildning med näringslivet', 'Forskning om pensionsval', 'Traineeprogram i försäkring'],
  '3.3': ['E-tjänster för hemsjukvård', 'Spelutveckling som yrke', 'Öppna data i kommunerna'],
  '3.4': ['Kartläggning av råvaruflöden', 'Samverkan mellan skogens delområden', 'Kompetensplattform för träfiber'],
  '3.4a': ['Stubbskörd med hänsyn', 'Rörflen på nedlagd åker', 'Askåterföring till skogsmark'],
  '3.4b': ['Vidareförädling av furu', 'Energisnål torkning i sågverk', 'Kvinnor i skogsindustrins ledning'],
  '3.4c': ['Etanol ur cellulosa i pilotskala', 'Lignin som råvara', 'Verkstadsföretag som leverantörer till bioraffinaderi'],
  '3.5': ['Närvärme i byar', 'Biogas ur hushållsavfall', 'Vindkraft med lokalt ägande'],
  '3.6': ['Vandring på Höga kusten', 'Vinterpaket i inlandet', 'Kvalitetsmärkning av boenden'],
  '3.7': ['Processledare för unga kluster', 'Mötesplats metall och elektronik', 'Jämställda nätverk'],
};

/** What any group deals with, beside applications. */
export const STANDING = [
  'Lägesrapport från gruppens arbete',
  'Verksamhetsplan för året',
  'Uppföljning av åtgärdens mål',
  'Jämställdhet och mångfald i gruppens insatser',
  'Underlag till strategi- och budgetdialogen',
  'Samarbete med närliggande grupper',
  'Information från tillväxtsekretariatet',
  'Hållbarhetsgranskning av pågående insatser',
] as const;

/** What groups that steer, support or consult deal with. */
export const GENERAL = [
  'Programmets genomförande, lägesrapport',
  'Fördelning av uppdrag mellan grupperna',
  'Nominering av ledamöter till nästa mandattid',
  'Rapport till den nationella myndigheten',
  'Värdegrunden i det dagliga arbetet',
  'Indikatorer och uppföljning',
  'Gemensam utlysning, förutsättningar',
  'Samråd med kommunerna',
  'Årets stora möte, innehåll och deltagare',
  'Hållbarhet i beslutsunderlagen',
] as const;

export const CLOSING = 'Övriga frågor och nästa möte';

/** What is decided, by outcome. `%` stands for the matter. */
export const WORDINGS = {
  approved: [
    'Gruppen beslutar att tillstyrka förslaget i ärendet %.',
    'Gruppen ställer sig bakom underlaget i ärendet % och sänder det vidare till tillväxtsekretariatet.',
    'Gruppen beslutar att arbetet med % ska påbörjas, med avstämning vid nästa möte.',
  ],
  rejected: ['Gruppen beslutar att inte gå vidare med %, eftersom det ligger utanför åtgärdens inriktning.'],
  tabled: ['Ärendet % bordläggs till nästa möte.'],
  'referred-back': ['Ärendet % återremitteras för att finansieringen ska klarläggas.'],
  noted: ['Gruppen lägger informationen om % till handlingarna.', 'Gruppen noterar rapporten om % och tackar för föredragningen.'],
} as const;

export const PROPOSALS = [
  'Att gruppen tillstyrker %, under förutsättning att minst två kommuner deltar.',
  'Att % genomförs i mindre skala under det första året.',
  'Att sekretariatet får i uppdrag att bereda % tillsammans med berörda aktörer.',
  'Att % prövas mot urvalskriterierna innan beslut fattas.',
] as const;

export const TASKS = [
  'Ta kontakt med berörda kommuner och återkomma med deras svar',
  'Skriva ett förslag till tidplan',
  'Sammanställa de synpunkter som kom fram',
  'Kalla till ett arbetsmöte med företagen',
  'Redovisa kostnaderna uppdelade på finansiär',
] as const;
