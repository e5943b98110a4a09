/** Ends of file names and how they are said. */
export const EXTENSIONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    (
      "pdf txt md jpg png html htm py js ts jsx tsx css csv tsv exe gz sh yml xml sql rb cpp php dll ppt pptx xls xlsx svg " +
      "tgz apk dmg cfg rtf srt mkv avi mpg flv wma ogg odt ipynb cs rs kt bat ps vb db bz sln dat dwg psd"
    )
      .split(" ")
      .map((name) => [name, Array.from(name.toUpperCase()).join(" ")]),
  ),
  jpeg: "J peg",
  gif: "gif",
  json: "jason",
  yaml: "yaml",
  toml: "toml",
  docx: "doc X",
  doc: "doc",
  zip: "zip",
  tar: "tar",
  rar: "rar",
  log: "log",
  ini: "I N I",
  bin: "bin",
  iso: "I S O",
  java: "java",
  go: "go",
  mp3: "M P three",
  mp4: "M P four",
  m4a: "M four A",
  "7z": "seven Z",
  wav: "wave",
  flac: "flac",
  mov: "M O V",
  webm: "web M",
  webp: "web P",
  conf: "conf",
  lock: "lock",
  env: "E N V",
  vue: "vue",
  swift: "swift",
  proto: "proto",
  onnx: "onnx",
  bak: "bak",
  tmp: "temp",
  epub: "E pub",
  mobi: "mobi",
  h5: "H five",
  key: "key",
  pem: "pem",
  jar: "jar",
};

/** Ends of domain names said as words; others of two letters are spelled. */
export const DOMAIN_WORDS = new Set(
  "com org net gov edu mil int info biz app dev blog shop online site store tech cloud xyz news live world page pro name museum club wiki press media games agency email art design fm social studio chat video travel jobs me".split(
    " ",
  ),
);

/** Ends of domain names looked for where no scheme, "www" or path says that it is one. */
export const BARE_DOMAINS =
  "com|org|net|gov|edu|mil|info|biz|io|ai|app|dev|blog|shop|tech|xyz|co|uk|de|fr|ru|es|eu|ca|au|jp|cn|br|nl|se|pl|ch|tv|fm|gg|ly|cc|kr|ua|pt|dk|fi|nz|ie|gr|hu|cz|tr|mx|ar|cl";

/** Names on the web said as they are, and those said apart. */
export const HOST_WORDS: Readonly<Record<string, string>> = {
  www: "W W W",
  gmail: "G mail",
  github: "git hub",
  gitlab: "git lab",
  youtube: "you tube",
  openai: "open A I",
  stackoverflow: "stack overflow",
  whatsapp: "whats app",
  linkedin: "linked in",
  facebook: "facebook",
  bbc: "B B C",
  cnn: "C N N",
  ibm: "I B M",
  nytimes: "N Y times",
  imdb: "I M D B",
  nasa: "nasa",
  arxiv: "archive",
  mit: "M I T",
  usa: "U S A",
  ebay: "E bay",
  icloud: "I cloud",
  api: "A P I",
  cdn: "C D N",
  faq: "F A Q",
  ai: "A I",
  hr: "H R",
  pr: "P R",
  it: "I T",
  tv: "T V",
  ui: "U I",
  id: "I D",
  usr: "user",
  etc: "E T C",
  src: "source",
  lib: "lib",
  tmp: "temp",
  img: "image",
  dev: "dev",
  bin: "bin",
  utf: "U T F",
  sha: "sha",
  abc: "A B C",
};
