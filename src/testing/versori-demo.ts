/** Ids of the demo fixture of Versori, and requests that do well on it. */
export const VERSORI = "/api/embedded/v1";

export const HUB = "01J0000000000000000000HVB1";
/** Another hub of the same organisation; it has a user `ada` of its own. */
export const SECOND_HUB = "01J0000000000000000000HVB2";
/** The internal id of the hub's user `ada`. */
export const ADA = "01J0000000000000000000VSR1";
/** A well-formed id that nothing has. */
export const NOTHING = "01J00000000000000000000NE0";

/** Deployed, without a schema for variables; uses the template PRIMARY only. */
export const PLAIN = "01J0000000000000000000DEM1";
/** Deployed, with a schema: `region` (eu or us, required), `batchSize`, `filters`. */
export const WITH_SCHEMA = "01J0000000000000000000DEM2";
export const UNDEPLOYED = "01J0000000000000000000DEM3";
/** Deployed; uses the templates SHOP_OF_TWO (primary) and LEDGER_OF_TWO. */
export const OF_TWO = "01J0000000000000000000DEM4";

export const PRIMARY = "01J0000000000000000000TMP1";
/** A template of PLAIN that it does not use. */
export const UNUSED = "01J0000000000000000000TMP2";
const PRIMARY_WITH_SCHEMA = "01J0000000000000000000TMP3";
export const SHOP_OF_TWO = "01J0000000000000000000TMP4";
export const LEDGER_OF_TWO = "01J0000000000000000000TMP5";

/** The primary connection of ada. */
export const SHOP_OF_ADA = "01J0000000000000000000CNX1";
/** The primary connection of bob, whose credential is of the type none. */
export const SHOP_OF_BOB = "01J0000000000000000000CNX2";

/** An activation of bob: of WITH_SCHEMA, with the variables region eu and batchSize 10. */
export const OF_BOB = "01J0000000000000000000ACT1";
/** An activation in the other organisation. */
export const FOREIGN = "01J0000000000000000000ACT3";

/** The body that activates PLAIN for ada with her primary connection. */
export const ACTIVATE_PLAIN = {
  userId: "ada",
  integrationId: PLAIN,
  connections: [{ templateId: PRIMARY, connectionId: SHOP_OF_ADA }],
};

/** The body that activates WITH_SCHEMA for ada. */
export const ACTIVATE_WITH_SCHEMA = {
  userId: "ada",
  integrationId: WITH_SCHEMA,
  connections: [{ templateId: PRIMARY_WITH_SCHEMA, connectionId: SHOP_OF_ADA }],
  dynamicVariables: { region: "eu" },
};

/** A new connection to the ledger. */
export const NEW_LEDGER = {
  templateId: LEDGER_OF_TWO,
  name: "Ledger of the story",
  variables: [{ name: "company", value: "7" }],
  credentials: {
    action: [
      {
        authSchemeConfig: { id: "01J0000000000000000000ASC2", schemeType: "basic-auth", description: "Login" },
        credential: { name: "Login", type: "basic-auth", data: { username: "ada", password: "told-to-nobody" } },
      },
    ],
  },
};

/** The body that activates OF_TWO for ada, with a connection that is there and a new one. */
export const ACTIVATE_TWO = {
  userId: "ada",
  integrationId: OF_TWO,
  connections: [{ templateId: SHOP_OF_TWO, connectionId: SHOP_OF_ADA }, NEW_LEDGER],
};
