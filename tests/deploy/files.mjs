// The files of deploy/, as what reads them: data, command lines, variables.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import yaml from "js-yaml";
import { root } from "../../scripts/environment.mjs";

export const folder = join(root, "deploy");

export const read = (...names) => readFileSync(join(folder, ...names), "utf8");

export const compose = () => yaml.load(read("compose", "compose.yaml"));

export const manifests = () => yaml.loadAll(read("kubernetes", "shim-lsp.yaml"));

export const manifest = (kind, name) => {
  const found = manifests().find((one) => one.kind === kind && one.metadata.name === name);
  if (!found) {
    throw new Error(`There is no ${kind} ${name}.`);
  }

  return found;
};

export const gatewayPod = () => manifest("Deployment", "shim-lsp").spec.template.spec;

export const gatewayContainer = () => gatewayPod().containers.find(({ name }) => name === "gateway");

/** A systemd unit: what is set in a section, in order; a name may be set several times. */
export function unit() {
  const set = [];
  let section = "";
  for (const line of read("systemd", "shim-lsp.service").split("\n")) {
    const head = /^\[(.+)\]$/.exec(line);
    section = head ? head[1] : section;
    const entry = /^([A-Za-z]+)=(.*)$/.exec(line);
    if (entry) {
      set.push({ section, name: entry[1], value: entry[2] });
    }
  }

  return { all: set, one: (name) => set.findLast((entry) => entry.name === name)?.value };
}

/** The instructions of the Containerfile, each with its words; a JSON form is read as such. */
export function instructions() {
  return read("Containerfile")
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [, name, rest] = /^(\S+)\s+(.*)$/.exec(line);
      return { name, rest, words: rest.startsWith("[") ? JSON.parse(rest) : rest.split(/\s+/) };
    });
}

/** Every command line that starts a gateway, without the program, and what of it is a place of that deployment alone. */
export const commandLines = () => [
  { where: "compose.yaml", words: compose().services.gateway.command },
  { where: "shim-lsp.yaml", words: gatewayContainer().args },
  { where: "Containerfile", words: instructions().find(({ name }) => name === "CMD").words },
  { where: "shim-lsp.service, ExecStart", words: unit().one("ExecStart").split(" ").slice(1) },
  { where: "shim-lsp.service, ExecReload", words: unit().one("ExecReload").split(" ").slice(1) },
];

/** The value that follows an option. */
export const optionOf = (words, name) => (words.includes(name) ? words[words.indexOf(name) + 1] : undefined);
