/** A gettext catalogue, which tools/bundle.mjs turns into data. */
declare module "*.po" {
  const catalogue: import("../../web/i18n.js").Catalogue;
  export default catalogue;
}
