import type { Faker } from "@faker-js/faker";

/** A believable text for a property of that name; `undefined` when the name tells nothing. */
export function hintString(faker: Faker, name: string): string | undefined {
  return HINTS.find(([pattern]) => pattern.test(name))?.[1](faker);
}

/** Names and what they hold, the more special before the more general; hosts are such as nobody has. */
const HINTS: readonly (readonly [RegExp, (faker: Faker) => string])[] = [
  [/e-?mail/i, (faker) => faker.internet.exampleEmail().toLowerCase()],
  [
    /(image|logo|avatar|icon|picture).*(url|uri)/i,
    (faker) => `https://images.example/${faker.string.alphanumeric(10)}.png`,
  ],
  [/(url|uri|link|website|href)$/i, (faker) => `https://${faker.internet.domainWord()}.example/`],
  [/^(display|full|user|owner)_?name$/i, (faker) => faker.person.fullName()],
  [/^(first|given)_?name$/i, (faker) => faker.person.firstName()],
  [/^(last|family|sur)_?name$/i, (faker) => faker.person.lastName()],
  [/identifier$/i, (faker) => faker.internet.exampleEmail().toLowerCase()],
  [/^(external)?_?id$|_id$|[a-z]Id$/, (faker) => faker.string.alphanumeric(12)],
  [/(key|token|secret|password)$/i, (faker) => faker.string.alphanumeric(20)],
  [/phone/i, (faker) => `+1 202 555 01${faker.string.numeric(2)}`],
  [/slug$/i, (faker) => faker.lorem.slug(2)],
  [/company|organi[sz]ation/i, (faker) => faker.company.name()],
  [/(name|title)$/i, (faker) => `${faker.company.buzzAdjective()} ${faker.company.buzzNoun()}`],
  [/descri|about|summary/i, (faker) => `${faker.company.catchPhrase()}.`],
  [/notes?$|comment|message|reason/i, (faker) => `${faker.company.buzzPhrase()}.`],
  [/city/i, (faker) => faker.location.city()],
  [/country/i, (faker) => faker.location.country()],
  [/street|address/i, (faker) => faker.location.streetAddress()],
  [/zip|postal/i, (faker) => faker.location.zipCode("#####")],
  [/host/i, (faker) => `${faker.internet.domainWord()}.example`],
  [/version/i, (faker) => faker.system.semver()],
  [/colou?r/i, (faker) => faker.color.rgb()],
];
