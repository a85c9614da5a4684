/** Drawn pictures for README's contact sheet, as SVG: photographs of other people cannot be committed. */

const [WIDTH, HEIGHT] = [480, 360];

/** Fine detail as in grass, bark or stone: noise over all scales, which the low-frequency crop removes first. */
function texture(id: string, frequency: string, strength: number): string {
  return (
    `<filter id="${id}"><feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="4" seed="7"/>` +
    `<feColorMatrix type="saturate" values="0"/><feComponentTransfer><feFuncA type="linear" slope="${strength}"/>` +
    '</feComponentTransfer><feComposite in2="SourceGraphic" operator="in"/>' +
    '<feBlend in2="SourceGraphic" mode="multiply"/></filter>'
  );
}

const DEFINITIONS = `<defs>${texture('rough', '0.35', 0.9)}${texture('grass', '0.5 0.06', 1)}${texture('water', '0.02 0.3', 0.7)}
<linearGradient id="day" x2="0" y2="1"><stop stop-color="#3b7dc4"/><stop offset="1" stop-color="#dcebf5"/></linearGradient>
<linearGradient id="dusk" x2="0" y2="1"><stop stop-color="#39386b"/><stop offset="0.7" stop-color="#f08a5d"/>
<stop offset="1" stop-color="#f9d976"/></linearGradient>
<radialGradient id="apple" cx="0.35" cy="0.3"><stop stop-color="#ff9d7a"/><stop offset="1" stop-color="#a01818"/></radialGradient>
<radialGradient id="orange" cx="0.35" cy="0.3"><stop stop-color="#ffd089"/><stop offset="1" stop-color="#d96a00"/></radialGradient></defs>`;

const repeat = (count: number, draw: (k: number) => string): string =>
  Array.from({ length: count }, (_, k) => draw(k)).join('');

const lake = `<rect width="480" height="360" fill="url(#dusk)"/><circle cx="330" cy="170" r="34" fill="#fff2c2"/>
<path d="M0 230 L90 90 L160 180 L230 60 L330 220 L400 140 L480 230 Z" fill="#4a4a68" filter="url(#rough)"/>
<rect y="225" width="480" height="70" fill="#c9806a" filter="url(#water)"/>
<path d="M0 290 Q240 262 480 296 V360 H0 Z" fill="#3c5a2d" filter="url(#grass)"/>`;

const sunflower = `<rect width="480" height="360" fill="url(#day)"/><rect y="270" width="480" height="90" fill="#4f8a3a" filter="url(#grass)"/>
<path d="M236 200 Q250 290 238 360" stroke="#3d7a2a" stroke-width="12" fill="none"/>
<g transform="translate(238 150)">${repeat(22, (k) => `<ellipse rx="17" ry="62" cy="-72" fill="${k % 2 ? '#f6c21c' : '#e3a008'}" transform="rotate(${(k * 360) / 22})"/>`)}
<circle r="52" fill="#5b3413" filter="url(#rough)"/></g>`;

const house = `<rect width="480" height="360" fill="url(#day)"/><rect y="300" width="480" height="60" fill="#6d9c4c" filter="url(#grass)"/>
<rect x="110" y="150" width="260" height="160" fill="#b4533c"/>
${repeat(13, (row) => repeat(9, (k) => `<rect x="${110 + k * 30 - (row % 2) * 15}" y="${150 + row * 12.3}" width="28" height="10.5" fill="${['#a94a35', '#c0604a', '#9c4430'][(k * 5 + row * 7) % 3]}"/>`))}
<rect x="60" y="140" width="50" height="175" fill="url(#day)"/><path d="M85 155 L240 55 L395 155 Z" fill="#54606b" filter="url(#rough)"/>
<rect x="215" y="225" width="52" height="85" fill="#3f2a1d"/>${[140, 300].map((x) => `<rect x="${x}" y="195" width="48" height="48" fill="#dff1fb" stroke="#fff" stroke-width="6"/><path d="M${x + 24} 195 v48 M${x} 219 h48" stroke="#fff" stroke-width="4"/>`).join('')}`;

const boat = `<rect width="480" height="360" fill="url(#day)"/><rect y="205" width="480" height="155" fill="#2f6f9e" filter="url(#water)"/>
<path d="M130 225 H360 L325 275 H165 Z" fill="#7a2f22" filter="url(#rough)"/><path d="M238 60 V225" stroke="#5a4632" stroke-width="7"/>
<path d="M246 65 Q350 140 345 212 H246 Z" fill="#fbfbf6"/>${repeat(6, (k) => `<path d="M248 ${90 + k * 20} H${290 + k * 11}" stroke="#d8d4c4" stroke-width="2"/>`)}
<path d="M230 80 Q165 150 150 212 H230 Z" fill="#d7443e"/>`;

const owl = `<rect width="480" height="360" fill="#26401f"/><rect width="480" height="360" fill="#4b6d3a" filter="url(#rough)"/>
<ellipse cx="240" cy="225" rx="112" ry="135" fill="#8a6239" filter="url(#rough)"/><path d="M140 110 L165 40 L215 92 Z M340 110 L315 40 L265 92 Z" fill="#8a6239"/>
${repeat(5, (row) => repeat(9, (k) => `<path d="M${160 + k * 20 - (row % 2) * 10} ${235 + row * 22} q10 16 20 0" stroke="#e8d3ac" stroke-width="4" fill="none"/>`))}
${[190, 290].map((x) => `<circle cx="${x}" cy="150" r="48" fill="#e9d8b4"/><circle cx="${x}" cy="150" r="30" fill="#f2a81d"/><circle cx="${x}" cy="150" r="16" fill="#151515"/><circle cx="${x - 6}" cy="143" r="5" fill="#fff"/>`).join('')}
<path d="M226 178 L254 178 L240 212 Z" fill="#d9861c"/>`;

const fruit = `<rect width="480" height="360" fill="#d9cdb8"/><rect y="230" width="480" height="130" fill="#8b5a33" filter="url(#water)"/>
<circle cx="180" cy="170" r="66" fill="url(#apple)"/><circle cx="292" cy="178" r="62" fill="url(#orange)" filter="url(#rough)"/>
<path d="M180 104 q6 -34 30 -40" stroke="#4a2f16" stroke-width="7" fill="none"/><ellipse cx="222" cy="70" rx="24" ry="11" fill="#4b8b35" transform="rotate(-20 222 70)"/>
<path d="M85 215 Q240 340 395 215 Z" fill="#3c6e8f"/>${repeat(9, (k) => `<circle cx="${120 + k * 30}" cy="${236 + 22 * Math.sin((k * Math.PI) / 8)}" r="8" fill="#e8eef2"/>`)}`;

/** The pictures as SVG documents, by name. */
export const SCENES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ lake, sunflower, house, boat, owl, fruit }).map(([name, body]) => [
    name,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${DEFINITIONS}${body}</svg>`,
  ]),
);
