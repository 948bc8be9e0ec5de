import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["dist/", "test/e2e/probe/"] },
  {
    files: ["src/**/*.ts", "test/**/*.ts", "bench/**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Numbers in texts are what most of our texts are made of.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `_` says that a part is left out on purpose.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_+$", varsIgnorePattern: "^_+$" }],
      // `() => resolve()` reads better than a body for the sake of one rule.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // The compiler asks for brackets where an index signature is meant (noPropertyAccessFromIndexSignature).
      "@typescript-eslint/dot-notation": "off",
      // VS Code's Disposable is a class by accident: its API takes whatever can be disposed of.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  {
    files: ["test/**/*.ts", "bench/**/*.ts"],
    rules: {
      "no-console": "off",
      // An async callback of a table that happens not to wait yet.
      "@typescript-eslint/require-await": "off",
    },
  },
);
