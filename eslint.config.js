import js from "@eslint/js";
import jsdoc from "eslint-plugin-jsdoc";
import globals from "globals";

const documented = {
  "jsdoc/require-jsdoc": [
    "error",
    { publicOnly: true, require: { ClassDeclaration: true, FunctionDeclaration: true } },
  ],
  "jsdoc/require-param-type": "error",
  "jsdoc/check-param-names": "error",
  "jsdoc/check-tag-names": "error",
};

export default [
  { ignores: ["**/static/**", "**/node_modules/**", ".venv/**", "build/**"] },
  js.configs.recommended,
  {
    files: ["**/*.js", "**/*.mjs"],
    plugins: { jsdoc },
    languageOptions: { ecmaVersion: 2023, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      ...documented,
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true }],
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-shadow": "error",
      "no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "no-var": "error",
      "prefer-const": "error",
      "object-shorthand": "error",
    },
  },
  {
    files: ["apps/**/*.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "build nodes with h() of apps/web/dom.js" },
        { property: "outerHTML", message: "build nodes with h() of apps/web/dom.js" },
        { property: "insertAdjacentHTML", message: "build nodes with h() of apps/web/dom.js" },
      ],
    },
  },
  {
    files: ["apps/exam/src/{clock,outbox,model}.js"],
    rules: {
      "no-restricted-globals": ["error", "Date", "document", "window", "localStorage"],
    },
  },
  {
    files: ["tools/**", "tests/web/**"],
    languageOptions: { globals: globals.node },
    rules: { "max-lines-per-function": "off" },
  },
];
