/** Said letter by letter, though they could be read as words. */
export const SPELLED = new Set(
  (
    "CIA CEO CFO CTO COO CIO CMO CPA CPO VIP USA UAE UFO API URL URI GPU CPU IRA IRS EPA EU UK UN AI IT HR PR IQ EQ TV PC DJ MC " +
    "SUV DIY FAQ ATM GPA SEC ICU ER OR ECG EKG EEG MRI CT IV HIV DNA RNA DOB DOA POW MIA AKA ETA EST PST UI UX OS IP ID IO " +
    "AC DC AM FM PM BA MA BS MD JD RN PA DA DOJ DOE DOD DOT EDA IPO ROI KPI SaaS IOS GIS ISP ISO IDE SDK SEO CMS CRM ERP POS " +
    "RV TA OT VA LA NYU UCLA MIT USC LSU UVA BYU ACL ADA ABC ACT SAT AOL AMD ASU ATV AOC LED ADHD PTSD OCD BMI BPM GDP IOU NGO IPA " +
    "NBA UFC AFL MLB NHL USSR URSS UEA UAW ACLU AARP NAACP USB SUV HDMI VGA USO OED OCR OAS OLED PIE RIP RSVP TBA TBD TLA ASAP " +
    "AP UPI FAA FAO IAEA IMO ILO ITU IATA OSCE UNHCR WHO EMI EMT ENT EDM ED EFL ESL EIU ETF ETC IMHO IMO IIRC AFAIK LOL OMG BTW " +
    "ICE USDA IDF PLO IRA ETA KO OK EOD COD SOS MOT GOP DUI OEM ODM CAD CSI NSA USAF RAF IED VIPs LSE AA AAA BAE AIG UBS ING LA " +
    "DVLA HOA MOU UAV EV ICBM LNG OLAP APU EDI IDP ADP AUC USMC USN SME UAT EOF ELF APR ABV AOB AGM EAA QA DOA DOS ISBN SIS IBS BYOB NYSE"
  ).split(" "),
);

/** Words of two letters that are seen in capitals, and words of more that look unlike words. */
export const WORDS = new Set(
  (
    "AS AT BE BY DO GO HE IF IN IS IT ME MY NO OF OH ON SO TO UP US WE AN AH HA HI HO YO YA UH UM HM " +
    "SHH HMM PSST BRR PFFT TSK NTH JUNGLE RHYTHM MYTH GYM FLY DRY CRY TRY WHY SHY SKY SPY MR MRS DR ST JR SR MS FT MT VS ETC " +
    "IKEA ASCII NASDAQ JPEG ANGST SCHMIDT"
  ).split(" "),
);

/** Words in capitals that are said in a way of their own. */
export const SAID_AS: Readonly<Record<string, string>> = {
  JPEG: "J peg",
  JSON: "jason",
  NAACP: "N double A C P",
  NCAA: "N C double A",
  IEEE: "I triple E",
  AAA: "triple A",
  AA: "double A",
  PhD: "P H D",
  PhDs: "P H D's",
  MSc: "M S C",
  BSc: "B S C",
  MPhil: "M Phil",
  SaaS: "sass",
  IoT: "I O T",
  iOS: "I O S",
  macOS: "mac O S",
  YouTube: "YouTube",
  kWh: "kilowatt hours",
  LaTeX: "lay tech",
  MySQL: "my S Q L",
  PostgreSQL: "postgres Q L",
  CSVs: "C S V's",
  mRNA: "M R N A",
  tRNA: "T R N A",
  eBay: "E bay",
  PowerPoint: "PowerPoint",
};

/** Words of three letters; other three capitals are letters. */
export const SHORT_WORDS = new Set(
  (
    "act add ado age ago aid aim air ale all and ant any ape apt arc are ark arm art ash ask ate awe axe bad bag ban bar bat bay bed bee beg bet bid big bin bit bow box boy bud bug bum bun bus but buy bye cab can cap car cat cow cry cub cue cup cut " +
    "dad dam day den dew did die dig dim dip dog dot dry due dug duo ear eat eel egg ego elf elk end era eve eye fan far fat fax fed fee few fig fin fir fit fix flu fly foe fog for fox fry fun fur gap gas gel gem get god got gum gun gut guy gym " +
    "had ham has hat hay hen her hey hid him hip his hit hog hop hot how hub hug hum hut ice ill ink inn ion its ivy jam jar jaw jet job jog joy jug key kid kin kit lab lad lap law lay led leg let lid lie lip lit log lot low mad man map mat may " +
    "men met mix mob mom mop mud mug mum nap net new nil nod nor not now nun nut oak oar odd off oil old one our out owe owl own pad pal pan par pat paw pay pea pen pet pie pig pin pit pop pot pub put rag ram ran rap rat raw ray red rib rid rim rip " +
    "rob rod rot row rub rug run rye sad sat saw say sea see set sew she sin sip sir sit six sky sly son sow soy spa spy sub sum sun tab tag tan tap tax tea ten the tie tin tip toe ton too top toy try tub tug two use van vet via vow war was wax way " +
    "web wed wet who why wig win wit won wow yes yet you zen zip zoo lol rom sim gif nah yay wow aww hmm shh boo"
  ).split(" "),
);

/** Said as words though they look unlike words. */
export const ACRONYMS = new Set(
  "NASA NATO UNESCO UNICEF OPEC AIDS COVID NAFTA FIFA UEFA IKEA SWAT SCUBA LASER RADAR SONAR ASEAN NORAD NOAA HIPAA FEMA OSHA DARPA MERCOSUR BRICS GIF RAM ROM PIN SIM ZIP TAN BASIC COBOL FORTRAN LAN WAN SARS MERS CERN ESA INTERPOL TED NASCAR PETA MENSA SETI NIMBY YOLO FOMO POTUS SCOTUS FLOTUS GUI WYSIWYG DOS CAPTCHA BIOS CMOS RAID REST SOAP AJAX YAML TOML ROFL".split(
    " ",
  ),
);

/** What words of English begin and end with, as far as consonants go; a word in capitals with others is spelled. */
export const ONSETS = new Set(
  "b bl br c ch chl chr cl cr d dr dw f fl fr g gh gl gn gr h j k kh kl kn kr l ll m mc n p ph phl phr pl pn pr ps q qu r rh s sc sch scr sh shr sk sl sm sn sp spl spr sq squ st str sw t th thr tr ts tw v vl w wh wr x y z zh".split(
    " ",
  ),
);
export const CODAS = new Set(
  (
    "b bb bs bt c ch chs ck cks cs ct cts d dd dds dge dg ds dth f ff ffs ft fth fts fs g gg ggs gh ghs ght ghts gn gns gs h k ks l lb lbs lc ld lds lf lfs lg lk lks ll lls lm lms ln lp lps " +
    "ls lt lth lts lv lves m mb mbs mm mn mp mph mps mpt mpts ms n nc nch nct nd nds ng ngs ngth ngths nk nks nn nns ns nt nth nths nts nx nz p ph phs pp pps ps pt pts " +
    "q r rb rbs rc rch rd rds rf rfs rg rgs rk rks rl rld rlds rls rm rms rmth rn rns rp rps rr rs rsh rst rt rth rths rts rv rve rves rz s sc sh sk sks sm sms sp sps ss st sts t tch th ths ts tt tts tz v ve w wd wk wks wl wls wn wns ws x xt xts y z zz"
  ).split(" "),
);
